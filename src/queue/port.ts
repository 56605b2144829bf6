import type { FailedAttempt, OpenTask, QueueCounts, QueuedTask } from '../store/port/index.js';
import type { Leases } from '../store/port/lease.js';

export type { FailedAttempt, QueueCounts, QueuedTask };

/**
 * Hands tasks to workers. The truth about a task is its row in the store (`TaskRows`). A dispatcher only says which
 * rows to look at, so whatever it loses or repeats, no task is lost and nothing is written twice. `sweep` offers again
 * whatever was committed but is not known here. Implementations: sqlite/ (default; the rows themselves are its list),
 * bullmq/, memory/. Contract: port.contract.ts. Only uploads are dispatched; a file on disk is processed by the `ingest` that
 * named it.
 */
export interface Dispatcher extends Leases {
  /** Adds open tasks. One that was offered before remains a single offer. */
  offer(tasks: OpenTask[]): Promise<void>;
  /**
   * Takes up to `limit` due tasks, including those whose lease has ended: higher priorities first; within one, API keys take
   * turns, and each key's tasks are taken oldest first. Keys in `busy` get no turn.
   */
  claim(owner: string, limit: number, leaseMs: number, busy?: readonly (string | null)[]): Promise<QueuedTask[]>;
  /** Returns attempts that failed for a temporary reason; each comes back when its delay has passed. */
  postpone(attempts: FailedAttempt[]): Promise<void>;
  /** Returns what `owner` holds as if it had never been taken. */
  giveBack(owner: string): Promise<void>;
  /**
   * Offers tasks that the store has committed and that are not known here, or have not been offered for a while;
   * returns their number. Cheap if there are none.
   */
  sweep(): Promise<number>;
  /** Removes tasks that are no longer wanted; a worker on one of them cannot write its result. */
  withdraw(paths: string[]): Promise<void>;
  counts(): Promise<QueueCounts>;
  /** Number of open tasks of each API key that has any; null: this machine. */
  openByKey(): Promise<Map<string | null, number>>;
  /**
   * Those of these uploads whose bytes may still be needed: open, failed and not yet dropped, or a near copy that was
   * left out.
   */
  wanted(paths: string[]): Promise<Set<string>>;
}

/** Figures of the server that carries a queue, which can be had at once. */
export interface QueueLevels {
  /** Tasks offered there and not taken, of one tenant. */
  offered: number;
  /** Bytes; null where the server keeps its data on disk. */
  memory: QueueMemory | null;
}

export interface QueueMemory {
  used: number;
  /** Null: as much as the machine has. */
  most: number | null;
  /** What it does when there is no more, by its name of it; BullMQ needs `noeviction`. */
  policy: string | null;
}
