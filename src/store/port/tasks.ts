import type { FileState } from '../../domain/index.js';

/** `failed`: how the CV is; `dead`: a failure that may pass, tried as often as is allowed. */
export const TASK_STATUSES = ['pending', 'running', 'done', 'failed', 'dead'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export interface TaskRecord {
  id: number;
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
  ids?: number[];
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
