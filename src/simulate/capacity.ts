import { DAY } from './arrivals/curve.js';
import { makeArrivals, type Trace } from './arrivals/index.js';
import type { Corpus } from './corpus.js';
import { measureRun, warmUp, withCorpus, type OpenTarget, type SimulateOptions } from './index.js';
import { Switchboard } from './load.js';
import type { SimulationTarget } from './port.js';
import type { RunReport } from './run-report.js';

export interface Capacity {
  schema: 'cvmatch-capacity/1';
  /** CVs a second with the workers never idle. */
  saturation: number;
  /** The highest rate tried at which every threshold held; 0 when none did. */
  knee: number;
  perDay: number;
  /** How many times 10,000 a day that is. */
  headroom: number;
  bottleneck: 'extract' | 'profile' | 'embed' | 'write' | 'none found';
  steps: { rate: number; utilisation: number; p95: number; backlogMax: number; broke: string[] }[];
  /** The measured runs, one a step. */
  runs: RunReport[];
}

/** CVs for finding saturation, and shares of it that are tried, from below. */
const SATURATING = 400;
const SHARES = [0.5, 0.7, 0.8, 0.9, 1];
/** Saturation is a first guess, taken while files still warm up: where nothing broke the rate goes on rising. */
const RISE = 1.2;
/** What a rate must hold besides the thresholds asked for: a queue that grows has no steady p95. */
const KNEE_THRESHOLDS = ['lost==0', 'duplicated==0', 'sojourn.p95<5s'];

/**
 * First how fast the workers are when they never wait, then Poisson arrivals at rising shares of it, each for
 * `options.duration` seconds, until a threshold breaks: the knee lies below saturation, because arrivals come in clumps.
 */
export async function findCapacity(open: OpenTarget, options: SimulateOptions): Promise<Capacity> {
  const share = SHARES.reduce((sum, value) => sum + value, 0);
  // Enough for machines up to some 100 CVs/s; steps that would need more are shorter.
  const most = Math.ceil(SATURATING + options.warmup + share * options.duration * 100);
  const needed = Math.min(most, 12_000);
  return withCorpus(options, needed, async (corpus) => {
    const board = new Switchboard();
    const target = await open(board.receive);
    try {
      return await climb(target, board, corpus, options);
    } finally {
      await target.close();
    }
  });
}

async function climb(target: SimulationTarget, board: Switchboard, corpus: Corpus, options: SimulateOptions): Promise<Capacity> {
  await warmUp(target, board, corpus.paths.splice(0, options.warmup));
  options.onPhase('saturating');
  const first = corpus.paths.splice(0, SATURATING);
  const began = performance.now();
  await warmUp(target, board, first);
  const saturation = first.length / ((performance.now() - began) / 1000);
  const capacity: Capacity = { schema: 'cvmatch-capacity/1', saturation, knee: 0, perDay: 0, headroom: 0, bottleneck: 'none found', steps: [], runs: [] };
  for (let i = 0; ; i++) {
    const rate = saturation * (SHARES[i] ?? RISE ** (i + 1 - SHARES.length));
    const run = await step(target, board, corpus, rate, options);
    if (run === null) break;
    capacity.runs.push(run);
    const broke = run.verdicts.filter((verdict) => !verdict.ok).map((verdict) => verdict.threshold);
    capacity.steps.push({ rate, utilisation: run.utilisation, p95: run.sojourn.p95, backlogMax: run.backlog.max, broke });
    capacity.bottleneck = bottleneckOf(run);
    if (broke.length > 0 || options.signal.aborted) break;
    capacity.knee = rate;
  }
  capacity.perDay = capacity.knee * DAY;
  capacity.headroom = capacity.perDay / 10_000;
  return capacity;
}

/** Null when the CVs are used up. */
async function step(target: SimulationTarget, board: Switchboard, corpus: Corpus, rate: number, options: SimulateOptions): Promise<RunReport | null> {
  const trace: Trace = makeArrivals({ rate, profile: 'poisson', duration: options.duration, seed: options.seed });
  const count = Math.min(trace.at.length, corpus.paths.length);
  if (count < trace.at.length / 2) return null;
  const cut: Trace = { ...trace, at: trace.at.slice(0, count), batch: trace.batch.slice(0, count), duration: trace.at[count - 1]! };
  options.onPhase(`${rate.toFixed(1)} CVs/s`);
  const part = { ...corpus, paths: corpus.paths.splice(0, count) };
  return measureRun(target, board, part, cut, { ...options, rate, profile: 'poisson', speedup: 1, warmup: 0, matchShare: 0, quality: false, thresholds: [...KNEE_THRESHOLDS, ...(options.thresholds ?? [])] });
}

/** The stage that holds the workers longest, or the writer where it is busier than they are. */
function bottleneckOf(run: RunReport): Capacity['bottleneck'] {
  const total = (name: string): number => (run.stages[name]?.mean ?? 0) * (run.stages[name]?.count ?? 0);
  const shares = (['extract', 'profile', 'embed'] as const).map((name) => ({ name, busy: total(name) / run.config.threads }));
  const top = shares.reduce((best, one) => (one.busy > best.busy ? one : best));
  const workers = shares.reduce((sum, one) => sum + one.busy, 0);
  // Files of one transaction share its time: counted once a file it is an upper bound.
  return total('write') / GROUPED > workers ? 'write' : top.name;
}

/** Files of one transaction, about. */
const GROUPED = 8;
