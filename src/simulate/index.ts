import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunQuality, RunReport, Verdict } from '../domain/index.js';
import { DAY, WEEK } from './arrivals/curve.js';
import { makeArrivals, type Profile, type Trace } from './arrivals/index.js';
import { readCorpus, type Corpus } from './corpus.js';
import { generateCvs } from './generate/index.js';
import { runLoad, Switchboard, type LoadResult } from './load.js';
import type { Meter } from './meter.js';
import { metricsOf } from './metrics.js';
import type { SimulateOptions } from './options.js';
import type { Listener, SimulationTarget } from './port.js';
import { measureQuality, type ReadyFile } from './quality.js';
import { LATENESS_LIMIT_MS, reportOf } from './run-report.js';
import { DEFAULT_THRESHOLDS, judge, parseThreshold, type Threshold } from './thresholds.js';

export type OpenTarget = (listener: Listener) => Promise<SimulationTarget>;

/** The arrivals for a run's options. */
export function arrivalsOf(options: Pick<SimulateOptions, 'rate' | 'profile' | 'duration' | 'seed' | 'trace'>): Trace {
  return options.trace ?? makeArrivals(options);
}

export const profileSeconds = (profile: Profile): number => (profile === 'week' ? WEEK : DAY);

/**
 * Generates CVs, warms up, sends every CV at its moment, waits for all of them, and judges the result. Opens and closes
 * the target. Null where a signal came before the first CV was sent.
 */
export async function simulate(open: OpenTarget, options: SimulateOptions): Promise<RunReport | null> {
  const trace = arrivalsOf(options);
  return withCorpus(options, trace.at.length + options.warmup, async (corpus) => {
    const board = new Switchboard();
    const target = await open(board.receive);
    try {
      return await measureRun(target, board, corpus, trace, options);
    } finally {
      await target.close();
    }
  });
}

/**
 * Calls `body` with a folder of at least `count` CVs: the given one, or one that is generated and removed afterwards.
 * Null where a signal came during generation.
 */
export async function withCorpus<T>(
  options: Pick<SimulateOptions, 'cvs' | 'seed' | 'size' | 'preset' | 'onPhase' | 'signal'>,
  count: number,
  body: (corpus: Corpus) => Promise<T>,
): Promise<T | null> {
  if (options.cvs !== undefined) {
    const corpus = readCorpus(options.cvs);
    if (corpus.paths.length >= count) return body(corpus);
    options.onPhase(`${options.cvs} has ${corpus.paths.length} CVs, but ${count} are needed: generating them instead`);
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'cvmatch-simulate-'));
  try {
    options.onPhase(`making ${count} CVs`);
    await generateCvs({
      cvs: Math.max(1, count),
      jds: 20,
      out: folder,
      seed: options.seed,
      size: options.size,
      preset: options.preset,
      language: 'en',
      signal: options.signal,
    });
    return options.signal.aborted ? null : await body(readCorpus(folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function measureRun(
  target: SimulationTarget,
  board: Switchboard,
  corpus: Corpus,
  trace: Trace,
  options: SimulateOptions,
): Promise<RunReport | null> {
  if (options.warmup > 0) options.onPhase('warming up');
  await warmUp(target, board, corpus.paths.slice(trace.at.length, trace.at.length + options.warmup), options.signal);
  if (options.signal.aborted) return null;
  const thresholds = (options.thresholds ?? defaultsFor(options)).map(parseThreshold);
  const startedAt = new Date();
  options.onPhase(`sending ${trace.at.length} CVs`);
  const load = await runLoad(target, board, {
    trace,
    speedup: options.speedup,
    paths: corpus.paths,
    jds: options.matchShare > 0 ? corpus.jds.map((jd) => jd.text) : [],
    matchShare: options.matchShare,
    seed: options.seed,
    signal: options.signal,
    onSecond: (meter) => watchSecond(meter, trace.at.length, thresholds, options),
  });
  const figures = await target.figures?.();
  const ready = readyFiles(load);
  const quality =
    load.abandoned || options.quality === false ? null : await compareWithTruth(target, corpus, ready, options);
  const size = await target.size();
  const report = reportOf(target, load, corpus, options, { startedAt, quality, size, figures: figures ?? null });
  const judged =
    options.thresholds === null && figures !== undefined
      ? thresholds.filter(({ metric }) => report.stages[metric.split('.')[0]!]?.count !== 0)
      : thresholds;
  return { ...report, verdicts: verdictsOf(report, judged) };
}

async function compareWithTruth(
  target: SimulationTarget,
  corpus: Corpus,
  ready: ReadyFile[],
  options: SimulateOptions,
): Promise<RunQuality | null> {
  if (ready.length === 0) return null;
  options.onPhase('comparing with the truth');
  return measureQuality(target, corpus, ready);
}

/**
 * Submits CVs and waits for them, which loads threads and models. Stops waiting on a signal, after which files may
 * never come back.
 */
export async function warmUp(
  target: SimulationTarget,
  board: Switchboard,
  paths: string[],
  signal: AbortSignal,
): Promise<void> {
  if (paths.length === 0 || signal.aborted) return;
  let left = paths.length;
  await new Promise<void>((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
    board.listener = (news) => {
      if ((left -= news.length) <= 0) resolve();
    };
    target.submit(paths);
  });
}

/**
 * The default thresholds without those that this run cannot measure: matches where there are none, sojourn times where
 * time is compressed, and later whatever a service did not report.
 */
function defaultsFor(options: SimulateOptions): string[] {
  return DEFAULT_THRESHOLDS.filter(
    (text) =>
      (options.matchShare > 0 || !/^(?:search|match)\./.test(text)) &&
      (options.speedup <= 1 || !text.startsWith('sojourn.')),
  );
}

function watchSecond(meter: Meter, expected: number, thresholds: Threshold[], options: SimulateOptions): boolean {
  const verdicts = soFar(meter, thresholds);
  options.onSecond({
    arrived: meter.arrived,
    completed: meter.completed,
    expected,
    backlog: meter.backlog,
    cvsPerSecond: meter.series.at(-1)!.completions,
    p95: meter.sojourn.count === 0 ? 0 : meter.sojourn.at(95),
    verdicts,
  });
  return options.abortOnFail && verdicts.some((verdict) => !verdict.ok);
}

/** Upper bounds that mean something only after enough CVs came back; all others are judged at the end. */
const JUDGED_EARLY = /^(?:backlog\.max|memory\.max|(?:sojourn|extract|profile|embed|write|search|match)\.)/;
const ENOUGH = 100;

function soFar(meter: Meter, thresholds: Threshold[]): Verdict[] {
  const metrics: Record<string, number | null> = { 'backlog.max': meter.maxBacklog, 'memory.max': meter.maxMemory };
  for (const [name, timings] of Object.entries({ sojourn: meter.sojourn, ...meter.stages })) {
    for (const [part, value] of Object.entries(timings.summary()))
      metrics[`${name}.${part}`] = timings.count < ENOUGH ? null : value;
  }
  return judge(
    thresholds.filter(
      ({ metric, op }) => JUDGED_EARLY.test(metric) && op.startsWith('<') && (metrics[metric] ?? null) !== null,
    ),
    metrics,
  );
}

/** A run whose pacer was late says so and fails, whatever its thresholds. */
function verdictsOf(report: Omit<RunReport, 'verdicts'>, thresholds: Threshold[]): Verdict[] {
  const verdicts = judge(thresholds, metricsOf(report));
  if (report.generatorWasBottleneck)
    verdicts.push({
      threshold: `lateness.p99<${LATENESS_LIMIT_MS}ms (the generator was the bottleneck)`,
      value: report.lateness.p99,
      ok: false,
    });
  if (report.totals.abandoned) verdicts.push({ threshold: 'run finished', value: null, ok: false });
  return verdicts;
}

function readyFiles(load: LoadResult): ReadyFile[] {
  const ready: ReadyFile[] = [];
  for (const [file, news] of load.settled)
    if (news.state === 'ready' && news.cvId !== null) ready.push({ path: file, cvId: news.cvId });
  return ready;
}
