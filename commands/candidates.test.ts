import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, temporaryFolder } from './_shared/testing.js';

const ada = (what: string): string =>
  `Ada Example\nada@example.com\n\nExperience\nWelder, Yard, 2018 - 2022\nWelded steel of ${what}.\n`;

async function storeWith(files: Record<string, string>) {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const store = path.join(folder, 'store');
  await cli(['ingest', folder, '--store', store]);
  return { folder, run: (...args: string[]) => cli([...args, '--store', store]) };
}

describe('cvmatch candidates', () => {
  it('lists, merges, splits and undoes a pair', async () => {
    const { folder, run } = await storeWith({ 'a.txt': ada('ships'), 'b.txt': ada('bridges') });
    const listed = await run('candidates', 'list');
    expect(listed.stdout).toMatch(/^pair +state +why +name[\s\S]+1 +open +same e-mail +Ada Example/);
    const merged = await run('candidates', 'merge', '1', '--by', 'Jo', '--json');
    expect(merged.json).toMatchObject({ id: 1, state: 'merged', decision: { action: 'merge', by: 'Jo', keyId: null } });
    expect((await run('list', '--json')).json).toMatchObject([{ revision: 2, latest: true }]);
    expect((await run('candidates', 'list')).stdout).toBe('No candidates that may be the same person.');
    const undone = await run('candidates', 'undo', '1');
    expect(undone.stdout).toMatch(/1 +open[\s\S]+merge by Jo, .+, undone/);
    expect((await run('list', '--json')).json).toHaveLength(2);
    const [a, b] = ['a.txt', 'b.txt'].map((name) => path.join(folder, name)) as [string, string];
    expect((await run('candidates', 'split', a, b, '--json')).json).toMatchObject({ id: 1, state: 'split' });
    expect((await run('candidates', 'list', '--state', 'split', '--json')).json).toMatchObject([{ id: 1 }]);
  }, 120_000);

  it('says what is wrong, with exit code 2', async () => {
    const { run } = await storeWith({ 'a.txt': ada('ships') });
    expect(await run('candidates', 'merge', '7')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('no pair 7') as string,
    });
    expect(await run('candidates', 'merge', 'a.txt')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('two CVs') as string,
    });
    expect((await run('candidates', 'undo', '7', '--json')).json.error.code).toBe('not_found');
  }, 120_000);
});
