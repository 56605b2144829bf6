import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { DAY, WEEK } from './arrivals/curve.js';
import { makeArrivals, type Profile, type Trace } from './arrivals/index.js';
import { RUN_SCHEMA, type Percentiles, type RunQuality, type RunReport, type Verdict } from '../domain/index.js';
import { isExpected, readCorpus, type Corpus } from './corpus.js';
import { generateCvs, type FileTruth } from './generate/index.js';
import type { Preset, Size } from './generate/choices.js';
import { Timings } from './histogram.js';
import { runLoad, Switchboard, type LoadResult } from './load.js';
import type { Meter } from './meter.js';
import { metricsOf } from './metrics.js';
import type { Listener, SimulationTarget, TargetFigures } from './port.js';
import { measureQuality, type ReadyFile } from './quality.js';
import { DEFAULT_THRESHOLDS, judge, parseThreshold, type Threshold } from './thresholds.js';

export interface SimulateOptions {
  /** Arrivals a second of simulated time. */
  rate: number;
  profile: Profile;
  /** Simulated seconds. */
  duration: number;
  /** Simulated seconds a real second. */
  speedup: number;
  /** Arrivals to replay instead of drawing them. */
  trace?: Trace;
  seed: string;
  size: Size;
  preset: Preset;
  /** A folder that `generate` wrote; without it CVs are made beforehand and thrown away afterwards. */
  cvs?: string;
  matchShare: number;
  /** CVs that are worked on before the clock starts. */
  warmup: number;
  /** false: nothing is compared with the truth afterwards. */
  quality?: boolean;
  thresholds: string[] | null;
  abortOnFail: boolean;
  version: string;
  signal: AbortSignal;
  onPhase: (phase: string) => void;
  onSecond: (view: LiveView) => void;
}

/** What a live view shows. */
export interface LiveView {
  arrived: number;
  completed: number;
  expected: number;
  backlog: number;
  cvsPerSecond: number;
  p95: number;
  verdicts: Verdict[];
}

export type OpenTarget = (listener: Listener) => Promise<SimulationTarget>;

/** A pacer later than this at p99 was itself the bottleneck: latencies would be its own. */
const LATENESS_LIMIT_MS = 100;

/** Arrivals as a run asks for them. */
export function arrivalsOf(options: Pick<SimulateOptions, 'rate' | 'profile' | 'duration' | 'seed' | 'trace'>): Trace {
  return options.trace ?? makeArrivals(options);
}

export const profileSeconds = (profile: Profile): number => (profile === 'week' ? WEEK : DAY);

/** Generates, warms up, sends every CV at its moment, waits for all, judges. Opens and closes the target. Null where a signal came before the first CV was sent. */
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

/** A folder of at least `count` CVs: the one given, or one made now and removed afterwards. Null where a signal came while they were made. */
export async function withCorpus<T>(
  options: Pick<SimulateOptions, 'cvs' | 'seed' | 'size' | 'preset' | 'onPhase' | 'signal'>,
  count: number,
  body: (corpus: Corpus) => Promise<T>,
): Promise<T | null> {
  if (options.cvs !== undefined) {
    const corpus = readCorpus(options.cvs);
    if (corpus.paths.length >= count) return body(corpus);
    options.onPhase(`${options.cvs} has ${corpus.paths.length} CVs, ${count} are needed: making them instead`);
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

/** Handing in and waiting: threads and models are loaded afterwards. Waits no longer once the signal came, because files may then never come back. */
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

/** What a run cannot say is not asked: matches without a match, the way through when time is squeezed; nor, afterwards, what a service did not tell. */
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

/** Upper bounds of what only says something once enough came back; the rest is judged at the end. */
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

/** A run in which the pacer was late says so and fails, whatever was asked. */
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

/** Files that ended otherwise than the truth about them allows. */
function countUnexpected(load: LoadResult, truth: Map<string, FileTruth>): number {
  const files = new Map<string, number>();
  for (const file of load.settled.keys()) files.set(truth.get(file)!.cvId, (files.get(truth.get(file)!.cvId) ?? 0) + 1);
  let count = 0;
  for (const [file, news] of load.settled) {
    const known = truth.get(file)!;
    if (!isExpected(news.state, known, files.get(known.cvId)! > 1)) count++;
  }
  return count;
}

function machineOf(): RunReport['machine'] {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memory: totalmem(),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    load: loadavg()[0]!,
  };
}

/** Times of stages by the meter's clock, and of those that only the target can tell. */
function stagesOf(meter: Meter, figures: TargetFigures | null): Record<string, Percentiles> {
  return Object.fromEntries(
    Object.entries(meter.stages).map(([name, timings]) => [
      name,
      timings.count === 0 ? (figures?.stages[name] ?? timings.summary()) : timings.summary(),
    ]),
  );
}

/**
 * Milliseconds of the cores that a CV takes. Stages and the main thread are timed by the clock, which also counts what a CV
 * waits for others on its core; what the processor spent, over all CVs, does not. Of a rate near zero it is mostly the
 * simulator's own: the lesser counts.
 */
function workOf(
  stages: Record<string, Percentiles>,
  { completed, cpuSeconds, mainMs, before }: Meter,
  target: SimulationTarget,
): number {
  if (completed === 0) return 0;
  const clock =
    ['extract', 'profile', 'embed'].reduce((sum, name) => sum + stages[name]!.mean * stages[name]!.count, 0) /
    completed;
  // Only a target that tells what comes before the workers works in this process; the main thread has no core of its own where there are as many workers.
  const shared = before.count === 0 || availableParallelism() > target.threads ? 0 : mainMs / completed;
  const unknown = target.remote === true || cpuSeconds === 0;
  return unknown ? clock + shared : Math.min(clock + shared, (cpuSeconds * 1000) / completed);
}

/**
 * Seconds by CV, as a plan draws them: how long a worker had it, by the clock, which counts what others took of its core at
 * this rate; and what delays it but holds no worker: from its turn to a worker, and from there to the disk.
 */
function serviceOf(meter: Meter, slots: number): RunReport['service'] {
  const before = meter.before.quantiles();
  const after = meter.stages.write.quantiles().map((time, i) => time + (before[(i * STRIDE) % before.length] ?? 0));
  return { busy: meter.busy.quantiles(), after, slots };
}
/** Pairs each time to the disk with some time to a worker, as if one told nothing of the other; has no divisor in common with the 1,001 of each. */
const STRIDE = 389;

interface Around {
  startedAt: Date;
  quality: RunQuality | null;
  size: { cvs: number; bytes: number };
  figures: TargetFigures | null;
}

function reportOf(
  target: SimulationTarget,
  load: LoadResult,
  corpus: Corpus,
  options: SimulateOptions,
  around: Around,
): Omit<RunReport, 'verdicts'> {
  const { meter } = load;
  const seconds = Math.max(0.001, meter.lastCompletion / 1000);
  const cpu = meter.series.map((second) => second.cpu);
  const per100 = new Timings();
  for (const ms of load.batches.per100) per100.add(ms);
  const lateness = meter.lateness.summary();
  const stages = stagesOf(meter, around.figures);
  const work = workOf(stages, meter, target);
  return {
    schema: RUN_SCHEMA,
    id: around.startedAt.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').replace('.', '-').replace('Z', ''),
    version: options.version,
    startedAt: around.startedAt.toISOString(),
    seconds,
    config: {
      target: target.name,
      rate: options.rate,
      profile: options.trace === undefined ? options.profile : 'trace',
      duration: options.duration,
      speedup: options.speedup,
      seed: options.seed,
      size: options.size,
      preset: options.preset,
      embedder: target.embedder,
      threads: target.threads,
      matchShare: options.matchShare,
      warmup: options.warmup,
    },
    machine: machineOf(),
    totals: {
      arrived: meter.arrived,
      completed: meter.completed,
      lost: load.lost.length,
      duplicated: load.duplicated,
      unexpected: countUnexpected(load, corpus.truth),
      abandoned: load.abandoned,
    },
    states: meter.states,
    errors: meter.errors,
    sojourn: meter.sojourn.summary(),
    stages,
    lateness,
    backlog: { max: meter.maxBacklog, end: load.backlogEnd },
    drainSeconds: Math.max(0, (meter.lastCompletion - meter.lastArrival) / 1000),
    cvsPerSecond: meter.completed / seconds,
    capacity: work === 0 ? 0 : (target.threads * 1000) / work,
    utilisation: (meter.completed * work) / (seconds * 1000 * target.threads),
    cpu: { mean: cpu.reduce((sum, value) => sum + value, 0) / Math.max(1, cpu.length), max: Math.max(0, ...cpu) },
    memory: { max: meter.maxMemory },
    store: around.size,
    loopDelay: meter.loopDelay.summary(),
    ...(around.figures === null ? {} : { server: around.figures.server }),
    batches: { count: load.batches.count, per100: per100.summary() },
    matches: meter.matches,
    generatorWasBottleneck: lateness.p99 > LATENESS_LIMIT_MS,
    quality: around.quality,
    service: serviceOf(meter, target.slots),
    series: meter.series,
  };
}
