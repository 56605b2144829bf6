import type { FailureCode } from '../domain/index.js';

/**
 * Failures that may pass, with the attempts that they are worth. All others say how the CV is (corrupt, encrypted, without
 * text, too large, more memory than it may have) and are final at once; a store that is locked or full is no failure of a
 * CV at all: the worker keeps the result and writes it when it can.
 */
const ATTEMPTS: Partial<Record<FailureCode, number>> = {
  // The thread or its child was killed or crashed, perhaps by the machine running out of memory.
  worker_crashed: 5,
  // The disk or the number of open files.
  read_error: 5,
  // A defect of ours.
  internal: 3,
  // The model could not be loaded or run just then.
  embedding_failed: 3,
  // A second attempt tells a slow document from a slow moment.
  time_limit: 2,
};

/** Codes for which a later attempt may end otherwise. */
export const TRANSIENT_CODES = Object.keys(ATTEMPTS) as FailureCode[];

/** A task that was taken so often and never came back with a result ends the processes that take it. */
export const MAX_TAKEN = 8;

export interface Backoff {
  /** Mean milliseconds before the second attempt; doubled for each later one. */
  firstMs: number;
  maxMs: number;
}

export const BACKOFF: Backoff = { firstMs: 2000, maxMs: 15 * 60_000 };

/** Milliseconds to wait after attempt `attempt` (from 1) failed; null: its retries are used up, or it is final. `random`: 0..1. */
export function delayAfter(
  code: FailureCode,
  attempt: number,
  random: number,
  { firstMs, maxMs }: Backoff = BACKOFF,
): number | null {
  if (attempt >= (ATTEMPTS[code] ?? 0)) return null;
  // Half fixed, half by chance: those that failed together do not come back together, and none at once.
  return Math.round(Math.min(maxMs, firstMs * 2 ** (attempt - 1)) * (0.5 + random));
}

export function isTransient(code: FailureCode): boolean {
  return ATTEMPTS[code] !== undefined;
}
