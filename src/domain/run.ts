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
export interface RunSecond {
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

export interface RunQuality {
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

/** What became of a threshold. */
export interface Verdict {
  threshold: string;
  /** As measured, in the metric's unit; null when nothing was measured. */
  value: number | null;
  ok: boolean;
}

/** What a simulation run measured. Times in ms, memory in bytes. */
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
  /** What the worker threads could do if never idle: CVs a second. */
  capacity: number;
  /** Share of the worker threads' time that the CVs' own work took. */
  utilisation: number;
  /** Cores that the whole process tree used. */
  cpu: { mean: number; max: number };
  memory: { max: number };
  store: { bytes: number; cvs: number };
  loopDelay: Percentiles;
  /** Of a service under load, as it tells itself: event-loop delay of its last minute. */
  server?: { loopDelayP99: number | null };
  batches: { count: number; per100: Percentiles };
  matches: { done: number; failed: number; cacheHits: number };
  generatorWasBottleneck: boolean;
  verdicts: Verdict[];
  quality: RunQuality | null;
  /**
   * What `plan` draws from: quantiles in seconds at equal steps of probability from 0 to 1, of the time that a worker had a
   * CV, and of what delays it before and after; and how many CVs a worker holds at once.
   */
  service: { busy: number[]; after: number[]; slots?: number };
  series: RunSecond[];
}

/** What an HTTP API answered to connections that never wait (a closed loop). Times in ms. */
export interface ApiSaturation {
  connections: number;
  seconds: number;
  requestsPerSecond: number;
  p50: number;
  p90: number;
  p99: number;
  max: number;
  /** Answers by what was asked and status. */
  answers: Record<'read' | 'match' | 'upload', Record<string, number>>;
  /** Connections that broke, and requests without an answer in time. */
  errors: number;
  timeouts: number;
}

/** A climb in rate until a threshold broke. */
export interface Capacity {
  schema: 'cvmatch-capacity/1';
  /** CVs a second with the workers never idle. */
  saturation: number;
  /** Of target http: 80 % reads, 15 % matches, 5 % uploads. */
  api?: ApiSaturation;
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

/** Two runs side by side. */
export interface RunComparison {
  schema: 'cvmatch-comparison/1';
  a: string;
  b: string;
  /** Settings in which the runs differ: what else may explain a difference. */
  differs: string[];
  rows: { metric: string; a: number | null; b: number | null; ratio: number | null }[];
  /** Of the sojourn's seconds-by-seconds medians: Mann-Whitney U, two-sided. */
  sojourn: { z: number; p: number; significant: boolean };
}
