import type { FileState } from '../../domain/index.js';
import type { Leases } from './lease.js';

/** `failed`: how the CV is; `dead`: a failure that may pass, tried as often as is allowed. */
export const TASK_STATUSES = ['pending', 'running', 'done', 'failed', 'dead'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export interface TaskRecord {
  /** Digits; larger ones are younger. */
  id: string;
  batch: string;
  path: string;
  status: TaskStatus;
  attempts: number;
  /** As it was called where it was uploaded from; null for a file on disk. */
  name: string | null;
  state: FileState | null;
  /** Why it ended so; of an open task, why its last attempt failed. */
  code: string | null;
  message: string | null;
  /** The next attempt is not before; null where nothing is waited for. */
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
  /** Handed in after, ISO. */
  since?: string;
  /** Uploads of this API key. */
  keyId?: string;
  limit?: number;
}

export interface TaskReason {
  /** Null where none was told. */
  code: string | null;
  tasks: number;
}

export interface Tasks {
  list(filter: TaskFilter): Promise<TaskRecord[]>;
  /** How many tasks of these statuses ended for which reason, most first. */
  reasons(status: TaskStatus[], keyId?: string): Promise<TaskReason[]>;
  /** Opens failed and dead tasks again; returns how many. */
  retry(filter: TaskFilter): Promise<number>;
  /** Forgets failed, dead or pending tasks and the records of their files; returns their paths. */
  drop(filter: TaskFilter): Promise<string[]>;
}

/** One claim of a task. Its fence is never given again: whose is not the last one of the task can write nothing. */
export interface TaskClaim {
  task: string;
  fence: number;
}

/** `mine`: work on it. `taken`: a living process has it; ask again later. `done`: nothing is open for this path any more. */
export type Claim = { kind: 'mine'; claim: TaskClaim } | { kind: 'taken' } | { kind: 'done' };

export interface QueuedTask {
  id: string;
  /** `upload:ID`. */
  path: string;
  batch: string;
  /** This attempt's number, from 1; attempts that ended with their process count. */
  attempt: number;
  /** Of this claim. */
  fence: number;
  /** When it was handed in, milliseconds since 1970. */
  createdAt: number;
}

export interface FailedAttempt {
  claim: TaskClaim;
  /** Milliseconds until the next attempt. */
  delayMs: number;
  code: string;
  message: string;
}

/** As it is offered to a dispatcher. */
export interface OpenTask {
  id: string;
  path: string;
  priority: number;
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

/**
 * The rows of tasks for dispatchers: what is open, and who works on it, is here alone. A dispatcher says which tasks to look
 * at; only a claim here makes one somebody's. Of uploads: a file on disk is worked on by the `ingest` that named it.
 */
export interface TaskRows extends Leases {
  /** Takes up to `limit` tasks that are due, higher priority first, then older ones; also those whose lease has ended. */
  claimDue(owner: string, limit: number, leaseMs: number): Promise<QueuedTask[]>;
  /** Takes those of these that are due. What is ended, held, forgotten or not due yet is left out. */
  claim(owner: string, ids: string[], leaseMs: number): Promise<QueuedTask[]>;
  /** Attempts that failed for a reason that may pass: they come again. Those of a claim that was lost are passed over. */
  postpone(attempts: FailedAttempt[]): Promise<void>;
  /** Returns what `owner` holds as if it had never been taken. */
  giveBack(owner: string): Promise<void>;
  /** The outbox: tasks that are due and that no dispatcher has heard of, or not for a minute. */
  unheard(limit: number): Promise<OpenTask[]>;
  heard(ids: string[]): Promise<void>;
  counts(): Promise<QueueCounts>;
  /** Of these uploads, those whose bytes may still be asked for: open, failed and not yet dropped, or a near copy left out. */
  wanted(paths: string[]): Promise<Set<string>>;
}
