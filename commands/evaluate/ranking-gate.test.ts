import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, root, temporaryFolder } from '../_shared/testing.js';

describe('the bars of the project', () => {
  it('are met on a made-up set whose candidates meet none to all of the musts; the pick leaves none of the best out', async () => {
    const set = path.join(temporaryFolder(), 'synthetic');
    const made = await cli(['generate', '--judged', '--cvs', '120', '--jds', '10', '--out', set, '--json']);
    expect(made.json).toMatchObject({ cvs: 120, jds: 10, judgements: 120 });
    const gate = await cli([
      'evaluate',
      'ranking',
      '--gate',
      path.join(root, 'bench/gate.json'),
      set,
      '--threads',
      '1',
    ]);
    expect(gate.stderr).toBe('');
    expect(gate.exitCode).toBe(0);
    expect(gate.stdout).toMatch(/^met {2}synthetic: spearman is/m);
    const picked = await cli(['evaluate', 'pick', set, '--min', 'pick@10=0.99', '--threads', '1', '--json']);
    expect(picked).toMatchObject({
      exitCode: 0,
      json: { queries: 10, documents: 120, picks: 150, metrics: { 'pick@10': 1 } },
    });
    // A single picked CV is at most a tenth of the first ten.
    const narrow = await cli([
      'evaluate',
      'pick',
      set,
      '--picks',
      '1',
      '--jds',
      '3',
      '--min',
      'pick@10=0.99',
      '--threads',
      '1',
    ]);
    expect(narrow.exitCode).toBe(4);
    expect(narrow.stdout).toMatch(/3 JDs, 120 CVs, 1 picked[\s\S]+worst JDs[\s\S]+and \d+ more/);
    expect(narrow.stderr).toMatch(/^cvmatch: pick@10 is 0\.[01]\d+, below the gate of 0\.99$/m);
    expect(await cli(['evaluate', 'pick', set, '--min', 'pick@20=1'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('--min pick@20=1 is not a gate') as string,
    });
    expect(
      (await cli(['generate', '--judged', '--jds', '0', '--out', path.join(temporaryFolder(), 'none')])).stderr,
    ).toContain('--judged needs a JD');
  }, 120_000);
});
