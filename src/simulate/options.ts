import type { Verdict } from '../domain/index.js';
import type { Profile, Trace } from './arrivals/index.js';
import type { Preset, Size } from './generate/choices.js';

export interface SimulateOptions {
  /** Arrivals per second of simulated time. */
  rate: number;
  profile: Profile;
  /** Simulated seconds. */
  duration: number;
  /** Simulated seconds per real second. */
  speedup: number;
  /** Arrivals to replay instead of random ones. */
  trace?: Trace;
  seed: string;
  size: Size;
  preset: Preset;
  /** A folder written by `generate`; without it, CVs are generated first and deleted afterwards. */
  cvs?: string;
  matchShare: number;
  /** CVs that are processed before the clock starts. */
  warmup: number;
  /** false: results are not compared with the truth afterwards. */
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
