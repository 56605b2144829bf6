/**
 * What a worker asks of a queue. Implementations: sqlite/ (default, the rows that the store wrote with the uploads), others by
 * URL. Contract: port.contract.ts. Uploads alone are queued: a file on disk is worked on by the `ingest` that named it.
 * A task comes at least once; what it does must bear to be done twice.
 */
export interface Queue {
  /** Takes up to `limit` tasks that are due, higher priority first, then older ones; also those whose lease has ended. */
  claim(owner: string, limit: number, leaseMs: number): Promise<QueuedTask[]>;
  /** Prolongs the lease of all that `owner` holds. */
  heartbeat(owner: string, leaseMs: number): Promise<void>;
  /** The results of these are written: they never come again. What the owner has lost meanwhile is left alone. */
  complete(owner: string, ids: number[]): Promise<void>;
  /** Attempts that failed for a reason that may pass: they come again, not before their moment. */
  postpone(owner: string, attempts: FailedAttempt[]): Promise<void>;
  /** Returns what `owner` holds as if it had never been taken. */
  giveBack(owner: string): Promise<void>;
  /** Returns what these held, e.g. of a process that was killed; the attempt counts. */
  release(owners: string[]): Promise<void>;
  /** Who holds tasks. */
  owners(): Promise<string[]>;
  counts(): Promise<QueueCounts>;
  /** Of these uploads, those whose bytes may still be asked for: open, or failed and not yet dropped. */
  wanted(paths: string[]): Promise<Set<string>>;
}

export interface QueuedTask {
  id: number;
  /** `upload:ID`. */
  path: string;
  batch: string;
  /** This attempt's number, from 1; attempts that ended with their process count. */
  attempt: number;
  /** When it was handed in, milliseconds since 1970. */
  createdAt: number;
}

export interface FailedAttempt {
  id: number;
  /** Milliseconds since 1970. */
  notBefore: number;
  code: string;
  message: string;
}

export interface QueueCounts {
  /** Waiting, those included that wait for their next attempt. */
  pending: number;
  /** Of these, those whose next attempt is not due. */
  delayed: number;
  running: number;
  failed: number;
  dead: number;
  /** Milliseconds since the oldest waiting one was handed in; 0 where none waits. */
  oldestMs: number;
  /** Ended in the last minute. */
  endedLastMinute: number;
}
