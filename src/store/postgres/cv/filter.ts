import type { PickQuery } from '../../port/index.js';
import { bitsOf, mayKeep } from '../../search/wanted.js';
import type { Session } from '../database.js';
import type { Lists, Wanted } from './lists.js';
import { Packed } from './packed.js';
import { latestSql, Values, whereSql } from './where.js';

/** Which CVs a search may find. */
export interface Filter {
  where: NonNullable<PickQuery['where']>;
  allRevisions: boolean;
}

/** One row per candidate, its latest revision. Null if every CV qualifies. */
export function filterOf({ where = [], allRevisions = false }: PickQuery): Filter | null {
  return allRevisions && where.length === 0 ? null : { where, allRevisions };
}

/** A condition on a column of keys. Where only older revisions are left out, which are few, an index has those. */
export function wantedKeys(key: string, filter: Filter | null, values: Values): string {
  if (filter === null) return 'true';
  const { where, allRevisions } = filter;
  if (where.length === 0) return `${key} NOT IN (${OLDER})`;
  const latest = allRevisions ? 'true' : latestSql(where, values);
  return `${key} IN (SELECT key FROM cvs WHERE tenant = $1 AND ${latest} AND ${whereSql(where, values)})`;
}
const OLDER = 'SELECT key FROM cvs WHERE tenant = $1 AND NOT latest';

/** Null if every CV qualifies. */
export async function wantedBy(session: Session, lists: Lists, filter: Filter | null): Promise<Wanted | null> {
  if (filter === null) return null;
  const known = JSON.stringify(filter);
  const kept = lists.wanted.get(known);
  if (kept !== undefined) return kept;
  const wanted = await readWanted(session, filter);
  if (!mayKeep(filter.where)) return wanted;
  // A bit for each CV.
  lists.make((wanted?.keys?.length ?? 0) + session.state.cvs / 64);
  lists.wanted.set(known, wanted);
  return wanted;
}

async function readWanted(session: Session, { where, allRevisions }: Filter): Promise<Wanted | null> {
  const values = new Values();
  const conditions = [...(allRevisions ? [] : [latestSql(where, values)]), whereSql(where, values)];
  const all = where.length === 0 ? OLDER : `SELECT key FROM cvs WHERE tenant = $1 AND ${conditions.join(' AND ')}`;
  const row = await session.row<{ keys: Buffer | null }>(
    `SELECT ${Packed.sql([['key', 'int4']])} AS keys FROM (${all}) AS found`,
    ...values.list,
  );
  const keys = new Packed(row?.keys ?? Buffer.alloc(0), 4).keys();
  const some = bitsOf(keys);
  if (where.length === 0) return keys.length === 0 ? null : { has: (key) => !some(key), keys: null };
  return { has: some, keys };
}
