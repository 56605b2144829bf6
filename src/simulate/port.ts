import type { ApiSaturation, FileState, Percentiles, RunReport } from '../domain/index.js';

/** What the simulator asks of a system under load: the pipeline, which the composition root hands in, or a service over HTTP. */
export interface SimulationTarget {
  readonly name: string;
  /** Worker threads. */
  readonly threads: number;
  /** CVs that a worker thread holds at once; they share its core. */
  readonly slots: number;
  /** The embedding model in use. */
  readonly embedder: string;
  /** Takes files in and returns at once; each comes back through the listener. Files of one call are one upload. */
  submit(paths: string[]): void;
  /** Ranks the CVs against a JD. */
  match(jd: string, top: number): Promise<MatchNews>;
  /** What was read of a CV; null where it is not there. */
  profile(cvId: string): Promise<{ name: string | null; email: string | null; skills: string[] } | null>;
  size(): Promise<{ cvs: number; bytes: number }>;
  close(): Promise<void>;
  /** It runs elsewhere: its processor time is not in that of the process tree. */
  readonly remote?: boolean;
  /** Matches at once, each after the one before; 1 unless said. */
  readonly matchers?: number;
  /** The clock starts: what the target measured before is forgotten. */
  begin?(): Promise<void>;
  /** What the target itself measured since then. */
  figures?(): Promise<TargetFigures>;
  /** Kept when nothing waits any more. */
  drained?(): Promise<void>;
  /** What its API can answer at most. */
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
  /** Milliseconds of the first stage: vector and word search; null where the target does not say. */
  searchMs: number | null;
}

/** A file reached a final state. Times in ms. */
export interface SettledNews {
  path: string;
  state: FileState;
  code: string | null;
  cvId: string | null;
  /** Null where no work was done, e.g. for an exact copy, and where the target does not tell. */
  work: { wait: number; extract: number; profile: number; embed: number } | null;
  /** From its turn until it was handed to a worker: looked up, put down, read; null for all but the first of a group, which waits for nobody. */
  before?: number | null;
  /** Of the transaction that wrote it; null where the target does not tell. */
  write: number | null;
}

export type Listener = (news: SettledNews[]) => void;
