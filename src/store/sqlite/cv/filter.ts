import type { PickQuery } from '../../port/index.js';
import type { Database } from '../database.js';
import { latestSql, whereSql } from './where.js';

/** Which CVs may be picked, by their keys; null if every CV may. */
export interface Wanted {
  has(key: number): boolean;
  /** How many are left out, so that a list can be that much longer before; Infinity if that is not known. */
  leftOut: number;
}

/**
 * One row per candidate, its latest revision, and only what meets the conditions of the query. Without conditions only a few
 * revisions are older ones, and an index has those.
 */
export function wantedBy(db: Database, { where = [], allRevisions }: PickQuery): Wanted | null {
  const { sql, values } = whereSql(where);
  if (allRevisions === true) return values.length === 0 ? null : within(keysWhere(db, sql, values));
  if (values.length === 0) return without(keysWhere(db, 'latest = 0', []));
  const latest = latestSql(where);
  return within(keysWhere(db, `${latest.sql} AND ${sql}`, [...latest.values, ...values]));
}

function within(keys: Set<number>): Wanted {
  return { has: (key) => keys.has(key), leftOut: Infinity };
}

function without(keys: Set<number>): Wanted | null {
  return keys.size === 0 ? null : { has: (key) => !keys.has(key), leftOut: keys.size };
}

function keysWhere(db: Database, sql: string, values: unknown[]): Set<number> {
  const rows = db.sql(`SELECT key FROM cvs WHERE ${sql}`).all(...values) as { key: number }[];
  return new Set(rows.map(({ key }) => key));
}
