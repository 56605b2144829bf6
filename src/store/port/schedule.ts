import type { Leases } from './lease.js';

export interface ScheduleRun {
  id: number;
  name: string;
  startedAt: string;
  /** Null while it is running. */
  endedAt: string | null;
  ok: boolean | null;
  /** What it did, or `{ error }`. */
  result: Record<string, unknown> | null;
}

/**
 * Runs of the schedule. An open run prevents others of the same name from starting, in any process. A run whose lease
 * is released counts as failed.
 */
export interface ScheduleRuns extends Leases {
  /**
   * Starts a run. Null if one is running, or if one was begun for `due` (ISO) or later, or without such a time at `due` or
   * later: clocks of processes may differ, but not by when a run is due.
   */
  begin(name: string, owner: string, leaseMs: number, due?: string): Promise<number | null>;
  end(id: number, ok: boolean, result: Record<string, unknown>): Promise<void>;
  /** The last run of each name, sorted by name. */
  last(): Promise<ScheduleRun[]>;
}

export interface Upkeep {
  /** Removes what is out of date: see CleanRequest. Returned paths are those of the tasks. */
  clean(request: CleanRequest): Promise<{ cached: number; tasks: string[]; runs: number; matches: number }>;
}

export interface CleanRequest {
  /** ISO time; finished tasks and runs from before it are removed. */
  before: string;
  /** Hashes of existing JDs; what was computed for others is removed. */
  jdHashes: string[];
  /** Matches under other fingerprints are removed. */
  fingerprint: string;
  /** JD vectors under other fingerprints (model, vocabulary, code) are removed. */
  processingFingerprint: string;
}
