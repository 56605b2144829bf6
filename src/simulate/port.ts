import type { FileState } from '../domain/index.js';

/** What the simulator asks of a system under load. The composition root hands the pipeline in; a server would stand behind the same. */
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
}

export interface MatchNews {
  cvIds: string[];
  cached: boolean;
  /** Milliseconds of the first stage: vector and word search. */
  searchMs: number;
}

/** A file reached a final state. Times in ms. */
export interface SettledNews {
  path: string;
  state: FileState;
  code: string | null;
  cvId: string | null;
  /** Null where no work was done, e.g. for an exact copy. */
  work: { wait: number; extract: number; profile: number; embed: number } | null;
  /** Of the transaction that wrote it. */
  write: number;
}

export type Listener = (news: SettledNews[]) => void;
