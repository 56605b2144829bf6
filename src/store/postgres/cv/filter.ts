import type { PickQuery } from '../../port/index.js';
import { latestSql, whereSql, type Values } from './where.js';

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
  if (where.length === 0) return `${key} NOT IN (SELECT key FROM cvs WHERE tenant = $1 AND NOT latest)`;
  const latest = allRevisions ? 'true' : latestSql(where, values);
  return `${key} IN (SELECT key FROM cvs WHERE tenant = $1 AND ${latest} AND ${whereSql(where, values)})`;
}
