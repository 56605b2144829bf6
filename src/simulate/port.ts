import type { ApiSaturation, FileState, Percentiles, RunReport } from '../domain/index.js';

/**
 * What the simulator needs of a system under load: the pipeline in this process, which the composition root passes in,
 * or a service over HTTP.
 */
export interface SimulationTarget {
  readonly name: string;
  /** Worker threads. */
  readonly threads: number;
  /** CVs that a worker thread holds at once; they share its core. */
  readonly slots: number;
  /** The embedding model in use. */
  readonly embedder: string;
  /** Submits files and returns at once; each comes back through the listener. Files of one call form one upload. */
  submit(paths: string[]): void;
  /** Ranks the CVs against a JD. */
  match(jd: string, top: number): Promise<MatchNews>;
  /** What was read of a CV; null where it does not exist. */
  profile(cvId: string): Promise<{ name: string | null; email: string | null; skills: string[] } | null>;
  size(): Promise<{ cvs: number; bytes: number }>;
  close(): Promise<void>;
  /** It runs on another machine, so its CPU time is not in this process tree. */
  readonly remote?: boolean;
  /** Matches that run at once; default 1. */
  readonly matchers?: number;
  /** Called when the clock starts: discards what the target measured before. */
  begin?(): Promise<void>;
  /** What the target itself measured since then. */
  figures?(): Promise<TargetFigures>;
  /** Resolves when nothing is waiting any more. */
  drained?(): Promise<void>;
  /** Measures the most that its API can answer. */
  saturate?(request: { jds: string[]; cvIds: string[]; seed: string }): Promise<ApiSaturation>;
}

export interface TargetFigures {
  /** By stage; null where nothing was measured. */
  stages: Record<string, Percentiles | null>;
  server: NonNullable<RunReport['server']>;
}

export interface MatchNews {
  cvIds: string[];
  cached: boolean;
  /** Milliseconds of the first stage (vector and word search); null where the target does not report it. */
  searchMs: number | null;
}

/** A file reached a final state. Times in ms. */
export interface SettledNews {
  path: string;
  state: FileState;
  code: string | null;
  cvId: string | null;
  /** Null where no work was done, as for an exact copy, and where the target does not report it. */
  work: { wait: number; extract: number; profile: number; embed: number } | null;
  /**
   * Time from its turn until a worker got it: lookup, storing, reading. Null except for the first file of a group,
   * which waits for no other.
   */
  before?: number | null;
  /** Time of the transaction that wrote it; null where the target does not report it. */
  write: number | null;
}

export type Listener = (news: SettledNews[]) => void;
