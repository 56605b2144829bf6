import { describe, expect, test, vi } from 'vitest';
import { renderRun } from '../report/run/run-text.js';
import type { Trace } from './arrivals/index.js';
import { runLoad, Switchboard, type LoadOptions } from './load.js';
import { metricsOf } from './metrics.js';
import type { SettledNews, SimulationTarget } from './port.js';
import { simulate } from './index.js';
import { METRICS } from './thresholds.js';
import type { SimulateOptions } from './options.js';

const news = (path: string, more: Partial<SettledNews> = {}): SettledNews => ({
  path,
  state: 'ready',
  code: null,
  cvId: path,
  work: { wait: 0, extract: 5, profile: 2, embed: 1 },
  write: 1,
  ...more,
});

/** A target that immediately completes each path with what `answer` returns. */
function target(receive: (news: SettledNews[]) => void, answer: (path: string) => SettledNews[]): SimulationTarget {
  return {
    name: 'fake',
    threads: 2,
    slots: 1,
    embedder: 'none',
    submit: (paths) => {
      setTimeout(() => {
        receive(paths.flatMap(answer));
      }, 0);
    },
    match: () => Promise.resolve({ cvIds: [], cached: false, searchMs: 2 }),
    profile: () => Promise.resolve(null),
    size: () => Promise.resolve({ cvs: 0, bytes: 0 }),
    close: () => Promise.resolve(),
  };
}

const trace = (at: number[], batch = at.map(() => -1)): Trace => ({
  at: Float64Array.from(at),
  batch: Int32Array.from(batch),
  duration: 1,
  startsAt: 0,
});
const paths = ['/a', '/b', '/c', '/d'];
const options = (more: Partial<LoadOptions> = {}): LoadOptions => ({
  trace: trace([0, 0.1, 0.2, 0.2]),
  speedup: 1,
  paths,
  jds: [],
  matchShare: 0,
  seed: '1',
  signal: new AbortController().signal,
  onSecond: () => false,
  ...more,
});

describe('a run', () => {
  test('sends every path once and counts from the scheduled moment', async () => {
    const board = new Switchboard();
    const sent: string[] = [];
    const load = await runLoad(
      target(board.receive, (path) => {
        sent.push(path);
        return [news(path)];
      }),
      board,
      options(),
    );
    expect(sent).toEqual(paths);
    expect(load).toMatchObject({ lost: [], duplicated: 0, abandoned: false, backlogEnd: 0 });
    expect(load.meter.sojourn.count).toBe(4);
    expect(load.meter.series.reduce((sum, second) => sum + second.completions, 0)).toBe(4);
  });

  test('what comes back twice is counted, what never comes back is lost', async () => {
    const board = new Switchboard();
    const load = await runLoad(
      target(board.receive, (path) => (path === '/a' ? [news(path), news(path)] : path === '/d' ? [] : [news(path)])),
      board,
      options({ silence: 1500 }),
    );
    expect(load).toMatchObject({ lost: ['/d'], duplicated: 1, abandoned: false });
  });

  test('what is under way when a run is stopped is not lost', async () => {
    const board = new Switchboard();
    const stop = new AbortController();
    const load = await runLoad(
      target(board.receive, (path) => (path === '/d' ? [] : [news(path)])),
      board,
      options({
        signal: stop.signal,
        onSecond: () => {
          stop.abort();
          return false;
        },
      }),
    );
    expect(load).toMatchObject({ lost: [], abandoned: true });
    expect(load.meter).toMatchObject({ arrived: 4, completed: 3 });
  });

  test('files of a batch are one upload, and its time per hundred is measured', async () => {
    const board = new Switchboard();
    const uploads: string[][] = [];
    const fake = target(board.receive, (path) => [news(path)]);
    const load = await runLoad(
      {
        ...fake,
        submit: (group) => {
          uploads.push(group);
          fake.submit(group);
        },
      },
      board,
      options({ trace: trace([0, 0.1, 0.1, 0.1], [-1, 3, 3, 3]) }),
    );
    expect(uploads).toEqual([['/a'], ['/b', '/c', '/d']]);
    expect(load.batches.count).toBe(1);
    expect(load.batches.per100).toHaveLength(1);
  });

  test('matches are mixed in by their share', async () => {
    const board = new Switchboard();
    const load = await runLoad(
      target(board.receive, (path) => [news(path)]),
      board,
      options({ jds: ['a JD'], matchShare: 1 }),
    );
    expect(load.meter.matches).toMatchObject({ done: 4, failed: 0 });
    expect(load.meter.stages.search.count).toBe(4);
  });
});

const simulation = (more: Partial<SimulateOptions> = {}): SimulateOptions => ({
  rate: 20,
  profile: 'constant',
  duration: 1,
  speedup: 1,
  seed: '1',
  size: 'lean',
  preset: 'typical',
  matchShare: 0,
  warmup: 2,
  thresholds: null,
  abortOnFail: false,
  version: 'test',
  signal: new AbortController().signal,
  onPhase: () => undefined,
  onSecond: () => undefined,
  ...more,
});

describe('a report', () => {
  test('has every metric that a threshold may name', async () => {
    const run = (await simulate(
      (receive) => Promise.resolve(target(receive, (path) => [news(path)])),
      simulation({ preset: 'hostile' }),
    ))!;
    const metrics = metricsOf(run);
    for (const name of METRICS) expect(metrics, name).toHaveProperty([name]);
    expect(run.totals).toMatchObject({ arrived: 20, completed: 20, lost: 0, duplicated: 0 });
    // The pacer's lateness depends on the machine's other work.
    expect(run.verdicts.filter((verdict) => !verdict.ok && !verdict.threshold.startsWith('lateness'))).toEqual([]);
    expect(run.service.busy).toHaveLength(1001);
    // All files came back "ready", which the truth about broken files and copies does not allow.
    expect(run.totals.unexpected).toBeGreaterThan(0);
  });

  test('that is stopped does not claim that nothing was lost, and judges nothing of what it did not see', async () => {
    const stop = new AbortController();
    const halfDone = (receive: (all: SettledNews[]) => void): Promise<SimulationTarget> => {
      let seen = 0;
      return Promise.resolve(target(receive, (path) => (seen++ % 2 === 0 ? [news(path)] : [])));
    };
    const run = (await simulate(
      halfDone,
      simulation({
        warmup: 0,
        duration: 5,
        signal: stop.signal,
        onSecond: () => {
          stop.abort();
        },
      }),
    ))!;
    expect(run.totals).toMatchObject({ abandoned: true, lost: 0 });
    expect(run.totals.completed).toBeLessThan(run.totals.arrived);
    expect(run.verdicts).toContainEqual({ threshold: 'lost==0', value: null, ok: false });
    expect(renderRun(run)).toMatch(/stopped before its end with \d+ under way/);
    expect(run.quality).toBeNull();
  });

  test('is not made of a run that was stopped before its first CV', async () => {
    const closed = vi.fn(() => Promise.resolve());
    const stop = new AbortController();
    const silent = (receive: (all: SettledNews[]) => void): Promise<SimulationTarget> =>
      Promise.resolve({ ...target(receive, () => []), close: closed });
    const stopSoon = (phase: string): void => {
      if (phase === 'warming up')
        setTimeout(() => {
          stop.abort();
        }, 50);
    };
    expect(await simulate(silent, simulation({ signal: stop.signal, onPhase: stopSoon }))).toBeNull();
    expect(closed).toHaveBeenCalledOnce();
    const whileMaking = new AbortController();
    expect(
      await simulate(
        silent,
        simulation({
          duration: 10,
          signal: whileMaking.signal,
          onPhase: () => {
            whileMaking.abort();
          },
        }),
      ),
    ).toBeNull();
    expect(closed).toHaveBeenCalledOnce();
  });

  test('tells a plan how long a worker has a CV, and what delays it besides', async () => {
    const work = { wait: 500, extract: 20, profile: 7, embed: 3 };
    const told = (receive: (all: SettledNews[]) => void, before: number | null): Promise<SimulationTarget> =>
      Promise.resolve(target(receive, (path) => [news(path, { work, before, write: 40 })]));
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const run = (await simulate((receive) => told(receive, 1000), simulation()))!;
    expect(mean(run.service.busy)).toBeCloseTo(0.03, 3);
    // One second before the workers and 40 ms after them.
    expect(mean(run.service.after)).toBeCloseTo(1.04, 2);
    const silent = (await simulate((receive) => told(receive, null), simulation()))!;
    expect(mean(silent.service.after)).toBeCloseTo(0.04, 3);
  });

  test('has no percentile over its largest value', async () => {
    const run = (await simulate(
      (receive) => Promise.resolve(target(receive, (path) => [news(path, { write: 813.0023 })])),
      simulation(),
    ))!;
    expect(run.stages['write']!['p99.9']).toBeLessThanOrEqual(run.stages['write']!.max);
  });

  test('stops early when asked to, and says so', async () => {
    const slow = (receive: (all: SettledNews[]) => void): Promise<SimulationTarget> =>
      Promise.resolve(
        target(receive, (path) => [news(path, { work: { wait: 0, extract: 9000, profile: 0, embed: 0 } })]),
      );
    const run = (await simulate(
      slow,
      simulation({ rate: 120, duration: 3, abortOnFail: true, thresholds: ['extract.p95<3s'] }),
    ))!;
    expect(run.totals.abandoned).toBe(true);
    expect(run.totals.arrived).toBeLessThan(360);
    expect(run.verdicts).toContainEqual({
      threshold: 'extract.p95<3s',
      value: expect.any(Number) as number,
      ok: false,
    });
  });
});
