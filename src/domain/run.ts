/** Raise it when a field is removed or changes its meaning; new fields do not count. */
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

/** One second of the run. Times in ms, memory in bytes, CPU in cores. */
export interface RunSecond {
  /** Seconds since the start, in real time. */
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

export interface RunQuality {
  /** CVs compared with the truth about them. */
  cvs: number;
  /** Share of CVs whose name and e-mail address were read correctly. */
  name: number | null;
  email: number | null;
  /** Mean F1 of skills. */
  skills: number | null;
  /** JDs ranked, and the mean nDCG@10 against the known answers. */
  jds: number;
  ndcg10: number | null;
}

/** The verdict on one threshold. */
export interface Verdict {
  threshold: string;
  /** As measured, in the metric's unit; null when nothing was measured. */
  value: number | null;
  ok: boolean;
}

/** The results of a simulation run. Times in ms, memory in bytes. */
export interface RunReport {
  schema: typeof RUN_SCHEMA;
  id: string;
  version: string;
  startedAt: string;
  /** Real seconds from the first scheduled arrival to the last completion. */
  seconds: number;
  config: {
    target: string;
    /** Arrivals per second of simulated time. */
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
  totals: {
    arrived: number;
    completed: number;
    lost: number;
    duplicated: number;
    unexpected: number;
    abandoned: boolean;
  };
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
  /** CVs per second that the worker threads could do if they were never idle. */
  capacity: number;
  /** Share of the worker threads' time spent on CVs. */
  utilisation: number;
  /** Cores used by the whole process tree. */
  cpu: { mean: number; max: number };
  memory: { max: number };
  store: { bytes: number; cvs: number };
  loopDelay: Percentiles;
  /** For a service under load, its own event-loop delay over the last minute of the run. */
  server?: { loopDelayP99: number | null };
  batches: { count: number; per100: Percentiles };
  matches: { done: number; failed: number; cacheHits: number };
  generatorWasBottleneck: boolean;
  verdicts: Verdict[];
  quality: RunQuality | null;
  /**
   * The distributions that `plan` draws from, as quantiles in seconds at equal steps of probability from 0 to 1: the
   * time a worker had a CV (`busy`), and delays before and after (`after`). `slots`: CVs that a worker holds at once.
   */
  service: { busy: number[]; after: number[]; slots?: number };
  series: RunSecond[];
}

/** Answers of an HTTP API to connections that never pause (a closed loop). Times in ms. */
export interface ApiSaturation {
  connections: number;
  seconds: number;
  requestsPerSecond: number;
  p50: number;
  p90: number;
  p99: number;
  max: number;
  /** Number of answers by kind of request and status. */
  answers: Record<'read' | 'match' | 'upload', Record<string, number>>;
  /** Connections that broke, and requests without an answer in time. */
  errors: number;
  timeouts: number;
}

/** A series of runs at rising rates until a threshold broke. */
export interface Capacity {
  schema: 'cvmatch-capacity/1';
  /** CVs per second with the workers never idle. */
  saturation: number;
  /** Only for target http, with 80 % reads, 15 % matches and 5 % uploads. */
  api?: ApiSaturation;
  /** The highest rate tried at which all thresholds held; 0 when none did. */
  knee: number;
  perDay: number;
  /** The knee as a multiple of 10,000 a day. */
  headroom: number;
  bottleneck: 'extract' | 'profile' | 'embed' | 'write' | 'none found';
  steps: { rate: number; utilisation: number; p95: number; backlogMax: number; broke: string[] }[];
  /** The measured runs, one per step. */
  runs: RunReport[];
}

/** Two runs side by side. */
export interface RunComparison {
  schema: 'cvmatch-comparison/1';
  a: string;
  b: string;
  /** Settings in which the runs differ, which may explain a difference in results. */
  differs: string[];
  rows: { metric: string; a: number | null; b: number | null; ratio: number | null }[];
  /** Two-sided Mann-Whitney U test of the median sojourn of each second. */
  sojourn: { z: number; p: number; significant: boolean };
}
