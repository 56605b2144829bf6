import type { WhereClause } from '../port/index.js';

/** What conditions let through, as searches keep it. */

/** Which CVs a search may pick, by their keys. */
export interface Allowed {
  has(key: number): boolean;
}

/** Whether a key is among these: a bit for each key up to the largest. */
export function bitsOf(keys: Int32Array | number[]): (key: number) => boolean {
  let most = 0;
  for (const key of keys) most = Math.max(most, key);
  const bits = new Uint8Array((most >> 3) + 1);
  for (const key of keys) bits[key >> 3]! |= 1 << (key & 7);
  return (key) => ((bits[key >> 3] ?? 0) & (1 << (key & 7))) !== 0;
}

/** What may change although no CV does: which files there are. */
const OF_FILES: readonly WhereClause['field'][] = ['key', 'path'];

/** Whether what conditions let through stays the same until a CV changes. */
export function mayKeep(where: readonly WhereClause[]): boolean {
  return !where.some(({ field }) => OF_FILES.includes(field));
}
