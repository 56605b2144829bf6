import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { RUN_SCHEMA, type Percentiles, type RunQuality, type RunReport } from '../domain/index.js';
import { isExpected, type Corpus } from './corpus.js';
import type { FileTruth } from './generate/index.js';
import { Timings } from './histogram.js';
import type { LoadResult } from './load.js';
import type { Meter } from './meter.js';
import type { SimulationTarget, TargetFigures } from './port.js';
import type { SimulateOptions } from './options.js';

/** If the pacer's p99 is later than this, it was itself the bottleneck, and the latencies would be its own. */
export const LATENESS_LIMIT_MS = 100;

/** Files that ended in a state that the truth about them does not allow. */
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

/** Times of stages measured by the meter, and those that only the target can measure. */
function stagesOf(meter: Meter, figures: TargetFigures | null): Record<string, Percentiles> {
  return Object.fromEntries(
    Object.entries(meter.stages).map(([name, timings]) => [
      name,
      timings.count === 0 ? (figures?.stages[name] ?? timings.summary()) : timings.summary(),
    ]),
  );
}

/**
 * CPU milliseconds per CV. Stage and main-thread times are wall-clock and include waiting for other CVs on the same
 * core; CPU time over all CVs does not. At a rate near zero, CPU time is mostly the simulator's own, so the smaller of
 * the two is used.
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
  // Only a target in this process reports the time before the workers. The main thread has no core of its own where
  // there are as many workers as cores.
  const shared = before.count === 0 || availableParallelism() > target.threads ? 0 : mainMs / completed;
  const unknown = target.remote === true || cpuSeconds === 0;
  return unknown ? clock + shared : Math.min(clock + shared, (cpuSeconds * 1000) / completed);
}

/**
 * Service times in seconds for a plan: the wall-clock time a worker had a CV, which includes what others took of its
 * core at this rate, and delays without a worker, from the CV's turn to a worker and from there to the disk.
 */
function serviceOf(meter: Meter, slots: number): RunReport['service'] {
  const before = meter.before.quantiles();
  const after = meter.stages.write.quantiles().map((time, i) => time + (before[(i * STRIDE) % before.length] ?? 0));
  return { busy: meter.busy.quantiles(), after, slots };
}

/**
 * Pairs each write time with some worker time, as if they were independent; has no common divisor with the 1,001 values
 * of each.
 */
const STRIDE = 389;

interface Around {
  startedAt: Date;
  quality: RunQuality | null;
  size: { cvs: number; bytes: number };
  figures: TargetFigures | null;
}

const configOf = (target: SimulationTarget, options: SimulateOptions): RunReport['config'] => ({
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
});

const totalsOf = (load: LoadResult, truth: Map<string, FileTruth>): RunReport['totals'] => ({
  arrived: load.meter.arrived,
  completed: load.meter.completed,
  lost: load.lost.length,
  duplicated: load.duplicated,
  unexpected: countUnexpected(load, truth),
  abandoned: load.abandoned,
});

const batchesOf = ({ batches }: LoadResult): RunReport['batches'] => {
  const per100 = new Timings();
  for (const ms of batches.per100) per100.add(ms);
  return { count: batches.count, per100: per100.summary() };
};

const cpuOf = ({ series }: Meter): RunReport['cpu'] => {
  const cpu = series.map((second) => second.cpu);
  return { mean: cpu.reduce((sum, value) => sum + value, 0) / Math.max(1, cpu.length), max: Math.max(0, ...cpu) };
};

const idOf = (startedAt: Date): string =>
  startedAt.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').replace('.', '-').replace('Z', '');

function paceOf(
  meter: Meter,
  seconds: number,
  stages: Record<string, Percentiles>,
  target: SimulationTarget,
): Pick<RunReport, 'drainSeconds' | 'cvsPerSecond' | 'capacity' | 'utilisation'> {
  const work = workOf(stages, meter, target);
  return {
    drainSeconds: Math.max(0, (meter.lastCompletion - meter.lastArrival) / 1000),
    cvsPerSecond: meter.completed / seconds,
    capacity: work === 0 ? 0 : (target.threads * 1000) / work,
    utilisation: (meter.completed * work) / (seconds * 1000 * target.threads),
  };
}

export function reportOf(
  target: SimulationTarget,
  load: LoadResult,
  corpus: Corpus,
  options: SimulateOptions,
  around: Around,
): Omit<RunReport, 'verdicts'> {
  const { meter } = load;
  const seconds = Math.max(0.001, meter.lastCompletion / 1000);
  const lateness = meter.lateness.summary();
  const stages = stagesOf(meter, around.figures);
  return {
    schema: RUN_SCHEMA,
    id: idOf(around.startedAt),
    version: options.version,
    startedAt: around.startedAt.toISOString(),
    seconds,
    config: configOf(target, options),
    machine: machineOf(),
    totals: totalsOf(load, corpus.truth),
    states: meter.states,
    errors: meter.errors,
    sojourn: meter.sojourn.summary(),
    stages,
    lateness,
    backlog: { max: meter.maxBacklog, end: load.backlogEnd },
    ...paceOf(meter, seconds, stages, target),
    cpu: cpuOf(meter),
    memory: { max: meter.maxMemory },
    store: around.size,
    loopDelay: meter.loopDelay.summary(),
    ...(around.figures === null ? {} : { server: around.figures.server }),
    batches: batchesOf(load),
    matches: meter.matches,
    generatorWasBottleneck: lateness.p99 > LATENESS_LIMIT_MS,
    quality: around.quality,
    service: serviceOf(meter, target.slots),
    series: meter.series,
  };
}
