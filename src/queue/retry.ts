import type { FailureCode } from '../domain/index.js';

/**
 * Temporary failures, with the number of attempts they are worth. All other failures describe the CV itself (corrupt,
 * encrypted, without text, too large, using too much memory or time) and are final at once. A locked or full store is no
 * failure of a CV at all: the worker keeps the result and writes it later.
 */
const ATTEMPTS: Partial<Record<FailureCode, number>> = {
  // The thread or its child was killed or crashed, perhaps because the machine ran out of memory.
  worker_crashed: 5,
  // Problems of the disk, or too many open files.
  read_error: 5,
  // A defect of our own.
  internal: 3,
  // The model could not be loaded or run at that moment.
  embedding_failed: 3,
};

/** Codes of failures after which a later attempt may succeed. */
export const TRANSIENT_CODES = Object.keys(ATTEMPTS) as FailureCode[];

/** A task that was taken this often without ever returning a result kills the processes that take it. */
export const MAX_TAKEN = 8;

export interface Backoff {
  /** Mean milliseconds before the second attempt; doubled for each later one. */
  firstMs: number;
  maxMs: number;
}

export const BACKOFF: Backoff = { firstMs: 2000, maxMs: 15 * 60_000 };

/**
 * Milliseconds to wait after attempt number `attempt` (from 1) failed; null if it is final or has used up its attempts.
 * `random`: 0..1.
 */
export function delayAfter(
  code: FailureCode,
  attempt: number,
  random: number,
  { firstMs, maxMs }: Backoff = BACKOFF,
): number | null {
  if (attempt >= (ATTEMPTS[code] ?? 0)) return null;
  // Half fixed and half random, so that tasks that failed together do not come back together, nor any at once.
  return Math.round(Math.min(maxMs, firstMs * 2 ** (attempt - 1)) * (0.5 + random));
}

export function isTransient(code: FailureCode): boolean {
  return ATTEMPTS[code] !== undefined;
}
