import type { Database } from '../database.js';

/** From so many changes on, reading all again is quicker; the table keeps more (see schema.ts). */
const MOST_CHANGES = 2000;

export function lastChange(db: Database): number {
  return (db.sql('SELECT max(id) AS id FROM changes').get() as { id: number | null }).id ?? 0;
}

/** The keys of CVs that were written or erased; null if the table may not have all of them any more. */
export function changedBetween(db: Database, since: number, last: number): number[] | null {
  if (last === since) return [];
  if (last < since || last - since > MOST_CHANGES) return null;
  const rows = db.sql('SELECT DISTINCT key FROM changes WHERE id > ? AND id <= ?').all(since, last);
  return (rows as { key: number }[]).map(({ key }) => key);
}
