import type { PickQuery } from '../../port/index.js';
import { bitsOf, mayKeep, type Allowed } from '../../search/wanted.js';
import type { Database } from '../database.js';
import { storeVersion } from '../meta.js';
import type { Lists } from './lists.js';
import { latestSql, whereSql } from './where.js';

/**
 * One row per candidate, its latest revision, and only what meets the conditions of the query, without those who are restricted.
 * Without conditions only a few revisions are older ones, and an index has those.
 */
export function wantedBy(db: Database, lists: Lists, { where = [], allRevisions = false }: PickQuery): Allowed | null {
  const filter: Filter = { where, allRevisions };
  if (!mayKeep(where)) return readWanted(db, filter);
  return lists.wantedBy(JSON.stringify(filter), storeVersion(db), () => readWanted(db, filter));
}

type Filter = Required<Pick<PickQuery, 'where' | 'allRevisions'>>;

function readWanted(db: Database, { where, allRevisions }: Filter): Allowed | null {
  const { sql, values } = whereSql(where);
  if (values.length === 0) {
    const older = allRevisions ? [] : keysWhere(db, 'latest = 0', []);
    return without([...older, ...keysWhere(db, 'restricted = 1', [])]);
  }
  const latest = allRevisions ? { sql: 'true', values: [] } : latestSql(where);
  return within(keysWhere(db, `restricted = 0 AND ${latest.sql} AND ${sql}`, [...latest.values, ...values]));
}

function within(keys: number[]): Allowed {
  return { has: bitsOf(keys) };
}

function without(keys: number[]): Allowed | null {
  const isOlder = bitsOf(keys);
  return keys.length === 0 ? null : { has: (key) => !isOlder(key) };
}

function keysWhere(db: Database, sql: string, values: unknown[]): number[] {
  return db
    .sql(`SELECT key FROM cvs WHERE ${sql}`)
    .pluck()
    .all(...values) as number[];
}
