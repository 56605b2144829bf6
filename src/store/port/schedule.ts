import type { Leases } from './lease.js';

export interface ScheduleRun {
  id: number;
  name: string;
  startedAt: string;
  /** Null while it is under way. */
  endedAt: string | null;
  ok: boolean | null;
  /** What it did, or `{ error }`. */
  result: Record<string, unknown> | null;
}

/**
 * Runs of the schedule; the open one of a name keeps others, in whatever process, from starting it as well. One that is
 * taken back has failed.
 */
export interface ScheduleRuns extends Leases {
  /** Null where one is under way, or began at `notSince` (ISO) or later. */
  begin(name: string, owner: string, leaseMs: number, notSince?: string): Promise<number | null>;
  end(id: number, ok: boolean, result: Record<string, unknown>): Promise<void>;
  /** The last one of each name, by name. */
  last(): Promise<ScheduleRun[]>;
}

export interface Upkeep {
  /** Forgets what is out of date: see CleanRequest. Paths are those of the tasks. */
  clean(request: CleanRequest): Promise<{ cached: number; tasks: string[]; runs: number; matches: number }>;
}

export interface CleanRequest {
  /** Ended tasks and runs from before this moment, ISO. */
  before: string;
  /** JDs that there are: what was made of others goes. */
  jdHashes: string[];
  /** Of matches: what was made under others goes. */
  fingerprint: string;
  /** Of JD vectors, likewise: model, vocabulary, code. */
  processingFingerprint: string;
}
