import type { HeldTask, OpenTask, QueuedTask, TaskRecord } from './port/index.js';

/** What every store does alike with the rows of tasks. Pure: adapters read the rows and write the result. */

/** Milliseconds after which a task that is still open is offered again, since a dispatcher may have lost it. */
export const OFFER_AGAIN_MS = 60_000;

/** A due task as stored. */
export interface DueRow {
  id: number;
  path: string;
  batch: string;
  priority: number;
  keyId: string | null;
  attempts: number;
  fence: number;
  /** Null for a task that an early version opened. */
  createdAt: string | null;
}

/**
 * Whose turn it is: see `claimDue`. `after`: the key that had the last turn. `unheardSince`: only tasks that no
 * dispatcher heard of after this time.
 */
export interface Turns {
  limit: number;
  busy: readonly (string | null)[];
  after: string | null;
  unheardSince?: number;
}

/** One of each key, then the next of each. */
export function interleaved(keys: DueRow[][]): DueRow[] {
  const longest = Math.max(0, ...keys.map((rows) => rows.length));
  return Array.from({ length: longest }, (_, round) => keys.flatMap((rows) => rows.slice(round, round + 1))).flat();
}

/** The task once it was claimed at `now`. */
export function claimedTask({ id, attempts, fence, createdAt, path, batch, keyId }: DueRow, now: number): QueuedTask {
  const handedIn = createdAt === null ? now : Date.parse(createdAt);
  return { id: String(id), path, batch, keyId, attempt: attempts + 1, fence: fence + 1, createdAt: handedIn };
}

export function openTask({ id, path, priority, keyId, fence }: DueRow): OpenTask {
  return { id: String(id), path, priority, keyId, fence };
}

/** `notBefore`: milliseconds since 1970. */
export type TaskRow = Omit<TaskRecord, 'id' | 'notBefore'> & { id: number; notBefore: number };

export function taskRecord(row: TaskRow): TaskRecord {
  const delayed = row.status === 'pending' && row.notBefore > 0;
  return { ...row, id: String(row.id), notBefore: delayed ? new Date(row.notBefore).toISOString() : null };
}

/** `leaseUntil`: milliseconds since 1970. */
export type HeldRow = Omit<HeldTask, 'id' | 'leaseUntil'> & { id: number; leaseUntil: number };

export function heldTask(row: HeldRow): HeldTask {
  return { ...row, id: String(row.id), leaseUntil: new Date(row.leaseUntil).toISOString() };
}
