import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { cli, root, startServe, temporaryFolder } from './_shared/testing.js';

describe('generate', () => {
  test('writes files with their truth, and the same again for the same seed', async () => {
    const cwd = temporaryFolder();
    const first = await cli(['generate', '--cvs', '40', '--jds', '3', '--out', 'a', '--language', 'de', '--json'], {
      cwd,
    });
    expect(first.exitCode).toBe(0);
    expect(first.json).toMatchObject({ cvs: 40, jds: 3 });
    await cli(['generate', '--cvs', '40', '--jds', '3', '--out', 'b', '--language', 'de'], { cwd });
    const truth = (name: string): string => readFileSync(path.join(cwd, name, 'truth.jsonl'), 'utf8');
    expect(truth('a')).toBe(truth('b'));
    expect((await cli(['generate', '--out', 'a'], { cwd })).exitCode).toBe(2);
  });
});

describe('simulate', () => {
  test('sends CVs through the real pipeline, loses none, and keeps the run for report, compare and plan', async () => {
    const cwd = temporaryFolder();
    const result = await cli(
      [
        'simulate',
        '--rate',
        '5/s',
        '--profile',
        'poisson',
        '--duration',
        '4s',
        '--embedder',
        'mock',
        '--match-share',
        '20%',
        '--warmup',
        '4',
        '--junit',
        'run.xml',
        '--record',
        'trace.csv',
        '--threshold',
        'lost==0',
        '--threshold',
        'duplicated==0',
        '--json',
      ],
      { cwd },
    );
    // On a busy machine the pacer may be late, and then the run must report it.
    expect(result.exitCode, result.stderr).toBe(result.json.generatorWasBottleneck === true ? 4 : 0);
    expect(result.json).toMatchObject({
      schema: 'cvmatch-run/1',
      totals: { lost: 0, duplicated: 0 },
      backlog: { end: 0 },
      config: { target: 'pipeline' },
    });
    expect(result.json.verdicts.slice(0, 2)).toEqual([
      { threshold: 'lost==0', value: 0, ok: true },
      { threshold: 'duplicated==0', value: 0, ok: true },
    ]);
    expect(result.json.totals.completed).toBe(result.json.totals.arrived);
    expect(result.json.stages.extract.count).toBeGreaterThan(0);
    expect(result.json.quality.name).toBeGreaterThan(0.5);
    expect(readFileSync(path.join(cwd, 'run.xml'), 'utf8')).toContain('name="lost==0"');

    const page = await cli(['report', 'latest', '--format', 'html'], { cwd });
    expect(page.stdout).toContain('<svg');
    const compared = await cli(['report', 'compare', 'latest', 'latest', '--json'], { cwd });
    expect(compared.json).toMatchObject({ differs: [], sojourn: { significant: false } });
    const planned = await cli(['plan', '--rate', '1000000/day', '--json'], { cwd });
    expect(planned.json).toMatchObject({ model: 'simulation', plan: { arrived: 1_000_000, completed: 1_000_000 } });
    expect(planned.json.source).toContain(result.json.id);

    const replay = await cli(
      [
        'simulate',
        '--trace',
        'trace.csv',
        '--speedup',
        '2',
        '--embedder',
        'mock',
        '--warmup',
        '4',
        '--threshold',
        'sojourn.p95<0.001ms',
        '--json',
      ],
      { cwd },
    );
    expect(replay.exitCode).toBe(4);
    expect(replay.json.totals.arrived).toBe(result.json.totals.arrived);
    expect(replay.json.verdicts[0].ok).toBe(false);
  }, 180_000);

  test('sends CVs to the service over HTTP, started for the run, and tells what it said of itself', async () => {
    const cwd = temporaryFolder();
    const result = await cli(
      [
        'simulate',
        '--target',
        'http',
        '--rate',
        '3/s',
        '--profile',
        'poisson',
        '--duration',
        '4s',
        '--clients',
        '3',
        '--embedder',
        'mock',
        '--match-share',
        '20%',
        '--warmup',
        '2',
        '--threshold',
        'lost==0',
        '--threshold',
        'duplicated==0',
        '--json',
      ],
      { cwd },
    );
    expect(result.exitCode, result.stderr).toBe(result.json.generatorWasBottleneck === true ? 4 : 0);
    expect(result.json).toMatchObject({
      totals: { lost: 0, duplicated: 0, unexpected: 0 },
      backlog: { end: 0 },
      config: { target: 'http' },
      server: { loopDelayP99: expect.any(Number) },
    });
    expect(result.json.stages.upload.count).toBeGreaterThan(0);
    expect(result.json.stages.extract.count).toBeGreaterThan(0);
    expect(result.json.quality.name).toBeGreaterThan(0.5);
    const planned = await cli(['plan'], { cwd });
    expect(planned.stderr).toContain('no service times');
  }, 180_000);

  test('ends cleanly when interrupted: what was done is reported and kept, and nothing else is left', async () => {
    const cwd = temporaryFolder();
    const running = execa(
      process.execPath,
      [
        path.join(root, 'bin/run.js'),
        'simulate',
        '--rate',
        '2/s',
        '--profile',
        'constant',
        '--duration',
        '40s',
        '--embedder',
        'mock',
        '--warmup',
        '2',
        '--json',
      ],
      { cwd, reject: false, env: { TMPDIR: cwd, NODE_ENV: 'production' } },
    );
    let said = '';
    running.stderr.on('data', (chunk: Buffer) => {
      said += String(chunk);
      // After ten seconds some CVs have come back.
      if (/\d+\/80 done/.test(said)) running.kill('SIGINT');
    });
    const { exitCode, stdout } = await running;
    expect(exitCode).toBe(130);
    const report = JSON.parse(stdout) as {
      id: string;
      totals: { arrived: number; completed: number; abandoned: boolean; lost: number };
    };
    expect(report.totals).toMatchObject({ abandoned: true, lost: 0 });
    expect(report.totals.completed).toBeGreaterThan(0);
    expect(report.totals.arrived).toBeLessThan(80);
    expect(readdirSync(cwd)).toEqual(['.cvmatch']);
    expect(readdirSync(path.join(cwd, '.cvmatch/runs'))).toEqual([`${report.id}.json`]);

    const early = execa(
      process.execPath,
      [path.join(root, 'bin/run.js'), 'simulate', '--rate', '10000/day', '--speedup', '240'],
      { cwd, reject: false, env: { TMPDIR: cwd, NODE_ENV: 'production' } },
    );
    early.stderr.once('data', () => {
      early.kill('SIGINT');
    });
    const stopped = await early;
    expect(stopped.exitCode).toBe(130);
    expect(stopped.stderr).toContain('before the first CV');
    expect(readdirSync(cwd)).toEqual(['.cvmatch']);
    expect(readdirSync(path.join(cwd, '.cvmatch/runs'))).toHaveLength(1);
  }, 180_000);

  test('says which line of a folder cut off half-way is none', async () => {
    const cwd = temporaryFolder();
    await cli(['generate', '--cvs', '3', '--jds', '1', '--out', 'cut'], { cwd });
    const truth = path.join(cwd, 'cut/truth.jsonl');
    writeFileSync(truth, readFileSync(truth, 'utf8').slice(0, -20));
    const result = await cli(['simulate', '--cvs', 'cut', '--rate', '1/s', '--duration', '1s'], { cwd });
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toContain('line 3 of');
  });

  test('sends CVs to a service that runs already, and takes them away again', async () => {
    const cwd = temporaryFolder();
    const { url, stop } = await startServe(['--embedder', 'mock', '--store', path.join(cwd, 'store')]);
    onTestFinished(async () => void (await stop()));
    const flags = [
      'simulate',
      '--target',
      'http',
      '--url',
      url,
      '--rate',
      '2/s',
      '--profile',
      'constant',
      '--duration',
      '3s',
      '--warmup',
      '1',
      '--threshold',
      'lost==0',
      '--json',
    ];
    expect((await cli(flags, { cwd })).json.error).toMatchObject({
      code: 'bad_flag',
      hint: expect.stringContaining('--yes'),
    });
    const files = async (): Promise<number> =>
      Object.values(
        ((await (await fetch(`${url}/v1/stats`)).json()) as { files: Record<string, number> }).files,
      ).reduce((sum, count) => sum + count, 0);
    const kept = await cli([...flags, '--yes', '--keep', '--seed', 'kept'], { cwd });
    expect(kept.json.totals, kept.stderr).toMatchObject({ arrived: 6, completed: 6, lost: 0, duplicated: 0 });
    await vi.waitFor(async () => {
      expect(await files()).toBe(7);
    }, 10_000);
    await cli([...flags, '--yes'], { cwd });
    // Statistics are cached for two seconds.
    await vi.waitFor(async () => {
      expect(await files()).toBe(7);
    }, 10_000);
    const { cvs } = (await (await fetch(`${url}/v1/cvs?limit=200`)).json()) as { cvs: unknown[] };
    expect(cvs.length).toBeLessThanOrEqual(7);
  }, 180_000);

  test.each([
    [['--target', 'http', '--url', 'nowhere', '--yes'], 'is not the address of a service'],
    [['--rate', 'fast'], 'is not a rate'],
    [['--threshold', 'speed>3'], 'is not measured'],
    [['--speedup', '0'], 'is not a speed-up'],
    [['--match-share', '120%'], 'is not a share'],
    [['--trace', 'no.csv'], 'cannot be read'],
    [['--duration', 'soon'], 'is not a duration'],
    [['--url', 'http://127.0.0.1:1', '--yes'], 'the target is the pipeline'],
    [['--clients', '3'], 'the target is the pipeline'],
    [['--html', 'no-folder/run.html'], 'its folder does not exist'],
  ])('%j is refused', async (flags, message) => {
    const result = await cli(['simulate', ...flags], { cwd: temporaryFolder() });
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain(message);
  });
});

describe('report', () => {
  test('says what there is where a run is not', async () => {
    const result = await cli(['report', 'nothing'], { cwd: temporaryFolder() });
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('cvmatch simulate');
  });
});

describe('plan', () => {
  test('needs more workers for more CVs, and misses a threshold that no worker can hold', async () => {
    const cwd = temporaryFolder();
    const few = await cli(['plan', '--rate', '50000/day', '--service', '200ms', '--json'], { cwd });
    const many = await cli(
      ['plan', '--rate', '5000000/day', '--service', '200ms', '--profile', 'poisson', '--duration', '1h', '--json'],
      { cwd },
    );
    expect(many.json.plan.workersNeeded).toBeGreaterThan(few.json.plan.workersNeeded);
    expect(many.json.plan.bill.machines).toBe(Math.ceil(many.json.plan.workersNeeded / 4));
    const never = await cli(
      [
        'plan',
        '--rate',
        '5/s',
        '--profile',
        'poisson',
        '--duration',
        '5min',
        '--service',
        '200ms',
        '--workers',
        '2',
        '--threshold',
        'sojourn.p50<1ms',
        '--json',
      ],
      { cwd },
    );
    expect(never.exitCode).toBe(4);
    // The workers must be enough for the load of the peak, and not only for the simulated minutes.
    const { tenfold } = many.json as { tenfold: { workersNeeded: number } };
    expect(tenfold.workersNeeded).toBeGreaterThan(0.2 * (5_000_000 / 86_400) * 10 * 0.98);
  }, 120_000);

  test.each([
    [['--threshold', 'extract.p95<1s'], 'a plan does not tell "extract.p95"'],
    [['--prices', 'no-folder/prices.json'], 'its folder does not exist'],
    [['--autoscale', 'memory:5'], 'is not a scaling rule'],
    [['--retry-share', 'often'], 'is not a share'],
  ])('%j is refused', async (flags, message) => {
    const result = await cli(['plan', '--rate', '10k/day', '--service', '40ms', ...flags], { cwd: temporaryFolder() });
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain(message);
  });

  test('writes the prices that can be edited, and reads them again', async () => {
    const cwd = temporaryFolder();
    const args = [
      'plan',
      '--rate',
      '1/s',
      '--profile',
      'poisson',
      '--duration',
      '1min',
      '--service',
      '40ms',
      '--prices',
      'prices.json',
      '--json',
    ];
    expect((await cli(args, { cwd })).json.plan.bill).toMatchObject({ month: 30, currency: 'USD' });
    expect(JSON.parse(readFileSync(path.join(cwd, 'prices.json'), 'utf8'))).toHaveProperty('single.month', 30);
  });
});
