import type { FileState } from '../../domain/index.js';
import type { Leases } from './lease.js';

/** `failed`: because of the CV itself; `dead`: a temporary failure that used up its attempts. */
export const TASK_STATUSES = ['pending', 'running', 'done', 'failed', 'dead'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export interface TaskRecord {
  /** Digits; younger tasks have larger ids. */
  id: string;
  batch: string;
  path: string;
  status: TaskStatus;
  attempts: number;
  /** Its name where it was uploaded from; null for a file on disk. */
  name: string | null;
  state: FileState | null;
  /** The reason for its end, or, while open, for the failure of its last attempt. */
  code: string | null;
  message: string | null;
  /** Time before which there is no further attempt; null if none is waited for. */
  notBefore: string | null;
  updatedAt: string;
}

export interface TaskFilter {
  status?: TaskStatus[];
  ids?: string[];
  /** Code or state. */
  code?: string;
  /** Any of these codes. */
  codes?: string[];
  /** Added after this ISO time. */
  since?: string;
  /** Uploads of this API key. */
  keyId?: string;
  limit?: number;
}

/** A task in progress. */
export interface HeldTask {
  id: string;
  /** Who holds it: see `newOwner`. */
  owner: string;
  path: string;
  /** Its name where it was uploaded from; null for a file on disk. */
  name: string | null;
  /** When it was taken, and until when it is held without another extension; by the store's clock. */
  since: string;
  leaseUntil: string;
}

export interface TaskReason {
  /** Null if none was given. */
  code: string | null;
  tasks: number;
}

export interface Tasks {
  list(filter: TaskFilter): Promise<TaskRecord[]>;
  /** Number of tasks with these statuses by reason, most frequent first. */
  reasons(status: TaskStatus[], keyId?: string): Promise<TaskReason[]>;
  /** Tasks in progress, those taken first first. `keyId`: only uploads of this API key. */
  held(limit: number, keyId?: string): Promise<HeldTask[]>;
  /** No upload is handed out from now on; those in progress go on. False if it was so before. */
  pause(): Promise<boolean>;
  /** Uploads are handed out again. False if they were. */
  resume(): Promise<boolean>;
  /** Reopens failed and dead tasks; returns their number. */
  retry(filter: TaskFilter): Promise<number>;
  /**
   * Removes failed, dead or pending tasks and the records of their files; returns their paths. `erasure`: as in
   * `Cvs.remove`.
   */
  drop(filter: TaskFilter, erasure?: string): Promise<string[]>;
}

/**
 * One claim of a task. Its fence number is never used again: only the holder of the task's latest fence can write a
 * result.
 */
export interface TaskClaim {
  task: string;
  fence: number;
}

/**
 * `mine`: work on it. `taken`: a running process has it; ask again later. `done`: the path has no open task any more.
 */
export type Claim = { kind: 'mine'; claim: TaskClaim } | { kind: 'taken' } | { kind: 'done' };

export interface QueuedTask {
  id: string;
  /** `upload:ID`. */
  path: string;
  batch: string;
  /** API key that handed it in; null: this machine. */
  keyId: string | null;
  /** Number of this attempt, from 1; attempts that ended with their process count. */
  attempt: number;
  /** Fence number of this claim. */
  fence: number;
  /** When it was added, in milliseconds since 1970. */
  createdAt: number;
}

export interface FailedAttempt {
  claim: TaskClaim;
  /** Milliseconds until the next attempt. */
  delayMs: number;
  code: string;
  message: string;
}

/** A task as offered to a dispatcher. */
export interface OpenTask {
  id: string;
  path: string;
  priority: number;
  /** API key that handed it in; null: this machine. */
  keyId: string | null;
  /** Fence number of its latest claim, 0 before the first: another one is another offer. */
  fence: number;
}

export interface QueueCounts {
  /** Waiting tasks, including those waiting for their next attempt. */
  pending: number;
  /** Those of them whose next attempt is not due yet. */
  delayed: number;
  running: number;
  failed: number;
  dead: number;
  /** Milliseconds since the oldest waiting task was added; 0 if none waits. */
  oldestMs: number;
  /** Tasks that ended in the last minute. */
  endedLastMinute: number;
  /** Since when no task is handed out (ISO), until somebody resumes it; null: tasks are handed out. */
  pausedAt: string | null;
}

/**
 * The rows of tasks, for dispatchers: only they say what is open and who works on it. A dispatcher says which tasks to
 * look at, but only a claim here makes one somebody's. For uploads only: a file on disk is processed by the `ingest`
 * that named it.
 */
export interface TaskRows extends Leases {
  /**
   * Takes up to `limit` due tasks, including those whose lease has ended: higher priorities first; within one, API keys take
   * turns, and each key's tasks are taken oldest first. Keys in `busy` get no turn.
   */
  claimDue(owner: string, limit: number, leaseMs: number, busy?: readonly (string | null)[]): Promise<QueuedTask[]>;
  /**
   * Takes those of these tasks that are due; skips tasks that have ended, are held, were removed or are not due yet.
   */
  claim(owner: string, ids: string[], leaseMs: number): Promise<QueuedTask[]>;
  /** Returns attempts that failed for a temporary reason, to be repeated. Attempts whose claim was lost are skipped. */
  postpone(attempts: FailedAttempt[]): Promise<void>;
  /** Returns what `owner` holds as if it had never been taken. */
  giveBack(owner: string): Promise<void>;
  /**
   * The outbox: due tasks that no dispatcher has heard of, or not within the last minute, in the order of `claimDue`;
   * those whose lease has ended come first.
   */
  unheard(limit: number, busy?: readonly (string | null)[]): Promise<OpenTask[]>;
  heard(ids: string[]): Promise<void>;
  counts(): Promise<QueueCounts>;
  /** Number of open tasks of each API key that has any; null: this machine. */
  openByKey(): Promise<Map<string | null, number>>;
  /**
   * Those of these uploads whose bytes may still be needed: open, failed and not yet dropped, or a near copy that was
   * left out.
   */
  wanted(paths: string[]): Promise<Set<string>>;
}
