import type { FailedAttempt, OpenTask, QueueCounts, QueuedTask } from '../store/port/index.js';
import type { Leases } from '../store/port/lease.js';

export type { FailedAttempt, QueueCounts, QueuedTask };

/**
 * Hands tasks to workers. The truth of a task is its row in the store (`TaskRows`): a dispatcher only says which rows to look
 * at, so whatever it loses or says twice, nothing is lost and nothing is written twice. What was committed there and is not
 * heard of here is offered again by `sweep`. Implementations: sqlite/ (default; the rows themselves are its list), memory/.
 * Contract: port.contract.ts. Uploads alone are dispatched: a file on disk is worked on by the `ingest` that named it.
 */
export interface Dispatcher extends Leases {
  /** These are open. One that was offered already stays one offer. */
  offer(tasks: OpenTask[]): Promise<void>;
  /** Takes up to `limit` tasks that are due, higher priority first, then older ones; also those whose lease has ended. */
  claim(owner: string, limit: number, leaseMs: number): Promise<QueuedTask[]>;
  /** Attempts that failed for a reason that may pass: they come again, not before their moment. */
  postpone(attempts: FailedAttempt[]): Promise<void>;
  /** Returns what `owner` holds as if it had never been taken. */
  giveBack(owner: string): Promise<void>;
  /** Offers what the store committed and this has not heard of, or not for long; gives how many. Cheap where there is none. */
  sweep(): Promise<number>;
  /** These are not wanted any more; whoever works on one can write nothing. */
  withdraw(paths: string[]): Promise<void>;
  counts(): Promise<QueueCounts>;
  /** Of these uploads, those whose bytes may still be asked for: open, failed and not yet dropped, or a near copy left out. */
  wanted(paths: string[]): Promise<Set<string>>;
}
