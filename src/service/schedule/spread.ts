import { createHash } from 'node:crypto';
import type { Cron } from 'croner';
import { DEFAULT_TENANT } from '../../domain/index.js';

/** Longest delay in milliseconds, so that what is due at night is done at night. */
const LONGEST_MS = 3_600_000;
/** Times of a pattern that are looked at for the shortest pause between two of them. */
const LOOKED_AT = 12;

/**
 * The place of a tenant among all of them, 0..1, the same in every process: with it, tasks that are due at the same minute
 * for hundreds of tenants begin one after the other. The tenant `default` is the first and keeps the exact times.
 */
export function placeOf(tenant: string): number {
  if (tenant === DEFAULT_TENANT) return 0;
  return createHash('sha256').update(tenant).digest().readUInt32LE(0) / 2 ** 32;
}

/** Whole seconds, in milliseconds, by which a task begins later: less than a pause of its pattern, and than an hour. */
export function delayOf(cron: Cron, place: number): number {
  const times = cron.nextRuns(LOOKED_AT).map((time) => time.getTime());
  const pauses = times.slice(1).map((time, i) => time - times[i]!);
  return Math.floor((place * Math.min(LONGEST_MS, ...pauses)) / 1000) * 1000;
}
