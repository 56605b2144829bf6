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

/** One row per candidate, its latest revision; nobody who is restricted. */
export function filterOf({ where = [], allRevisions = false }: PickQuery): Filter {
  return { where, allRevisions };
}

/** A condition on a column of keys. Where only a few are left out, indexes have those. */
export function wantedKeys(key: string, { where, allRevisions }: Filter, values: Values): string {
  if (where.length === 0) return `${key} NOT IN (${leftOut(allRevisions)})`;
  const latest = allRevisions ? 'true' : latestSql(where, values);
  return `${key} IN (SELECT key FROM cvs WHERE tenant = $1 AND NOT restricted AND ${latest} AND ${whereSql(where, values)})`;
}

/** Older revisions, unless they are wanted, and who is restricted. */
function leftOut(allRevisions: boolean): string {
  const restricted = 'SELECT key FROM cvs WHERE tenant = $1 AND restricted';
  return allRevisions ? restricted : `SELECT key FROM cvs WHERE tenant = $1 AND NOT latest UNION ALL ${restricted}`;
}

/** Null if every CV qualifies. */
export async function wantedBy(session: Session, lists: Lists, filter: Filter): Promise<Wanted | null> {
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
  const conditions = ['NOT restricted', ...(allRevisions ? [] : [latestSql(where, values)]), whereSql(where, values)];
  const all =
    where.length === 0
      ? leftOut(allRevisions)
      : `SELECT key FROM cvs WHERE tenant = $1 AND ${conditions.join(' AND ')}`;
  const row = await session.row<{ keys: Buffer | null }>(
    `SELECT ${Packed.sql([['key', 'int4']])} AS keys FROM (${all}) AS found`,
    ...values.list,
  );
  const keys = new Packed(row?.keys ?? Buffer.alloc(0), 4).keys();
  const some = bitsOf(keys);
  if (where.length === 0) return keys.length === 0 ? null : { has: (key) => !some(key), keys: null };
  return { has: some, keys };
}
