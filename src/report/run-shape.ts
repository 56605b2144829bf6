/** What reports read of a stored run (schema cvmatch-run/1); times in ms, memory in bytes. */
export interface ReportedTimes {
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

interface ReportedSecond {
  at: number;
  arrivals: number;
  completions: number;
  backlog: number;
  sojournP50: number | null;
  sojournP95: number | null;
  extract: number | null;
  profile: number | null;
  embed: number | null;
  write: number | null;
  loopDelay: number;
  cpu: number;
  memory: number;
}

export interface ReportedRun {
  id: string;
  version: string;
  startedAt: string;
  seconds: number;
  config: { target: string; rate: number; profile: string; duration: number; speedup: number; embedder: string; threads: number; seed: string; size: string; preset: string };
  machine: { cpu: string; cores: number; memory: number; platform: string; node: string; load: number };
  totals: { arrived: number; completed: number; lost: number; duplicated: number; unexpected: number };
  states: Record<string, number>;
  errors: Record<string, number>;
  sojourn: ReportedTimes;
  stages: Record<string, ReportedTimes>;
  lateness: ReportedTimes;
  loopDelay: ReportedTimes;
  backlog: { max: number; end: number };
  drainSeconds: number;
  cvsPerSecond: number;
  capacity: number;
  utilisation: number;
  cpu: { mean: number; max: number };
  memory: { max: number };
  store: { bytes: number; cvs: number };
  matches: { done: number; failed: number; cacheHits: number };
  verdicts: { threshold: string; value: number | null; ok: boolean }[];
  quality: { cvs: number; name: number | null; email: number | null; skills: number | null; jds: number; ndcg10: number | null } | null;
  series: ReportedSecond[];
}
