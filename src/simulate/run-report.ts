import type { Verdict } from './thresholds.js';

/** Raised when a field changes its meaning or goes; new fields do not raise it. */
export const RUN_SCHEMA = 'cvmatch-run/1';

/** Milliseconds. */
export interface Percentiles {
  count: number;
  mean: number;
  p50: number;
  p75: number;
  p90: number;
  p95: number;
  p99: number;
  'p99.9': number;
  max: number;
}

/** One second of the run. Times in ms, memory in bytes, cpu in cores. */
export interface Second {
  /** Seconds from the start, real time. */
  at: number;
  arrivals: number;
  completions: number;
  backlog: number;
  inService: number;
  sojournP50: number | null;
  sojournP95: number | null;
  extract: number | null;
  profile: number | null;
  embed: number | null;
  write: number | null;
  match: number | null;
  loopDelay: number;
  cpu: number;
  memory: number;
  storeBytes: number;
}

export interface Quality {
  /** CVs compared with the truth about them. */
  cvs: number;
  /** Share of CVs whose name and e-mail address were read as they are. */
  name: number | null;
  email: number | null;
  /** Mean F1 of skills. */
  skills: number | null;
  /** JDs ranked, and the mean nDCG@10 against the known answers. */
  jds: number;
  ndcg10: number | null;
}

export interface RunReport {
  schema: typeof RUN_SCHEMA;
  id: string;
  version: string;
  startedAt: string;
  /** Real seconds from the first scheduled arrival to the last completion. */
  seconds: number;
  config: {
    target: string;
    /** Arrivals a second, simulated time. */
    rate: number;
    profile: string;
    duration: number;
    speedup: number;
    seed: string;
    size: string;
    preset: string;
    embedder: string;
    threads: number;
    matchShare: number;
    warmup: number;
  };
  machine: { cpu: string; cores: number; memory: number; platform: string; node: string; load: number };
  totals: { arrived: number; completed: number; lost: number; duplicated: number; unexpected: number; abandoned: boolean };
  states: Record<string, number>;
  errors: Record<string, number>;
  sojourn: Percentiles;
  /** extract, profile, embed, write, wait, search, match. */
  stages: Record<string, Percentiles>;
  lateness: Percentiles;
  backlog: { max: number; end: number };
  /** Seconds from the last arrival to the last completion. */
  drainSeconds: number;
  cvsPerSecond: number;
  /** What the worker threads could do if never idle: CVs a second. */
  capacity: number;
  /** Busy share of the worker threads. */
  utilisation: number;
  /** Cores that the whole process tree used. */
  cpu: { mean: number; max: number };
  memory: { max: number };
  store: { bytes: number; cvs: number };
  loopDelay: Percentiles;
  batches: { count: number; per100: Percentiles };
  matches: { done: number; failed: number; cacheHits: number };
  generatorWasBottleneck: boolean;
  verdicts: Verdict[];
  quality: Quality | null;
  /** Sorted quantiles in seconds (0, 1/100 ... 1) of the time that a CV holds a worker, and of the write after it: what `plan` draws from. */
  service: { busy: number[]; after: number[] };
  series: Second[];
}
