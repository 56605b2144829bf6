import type { WhereClause } from '../../port/index.js';

const COLUMN: Record<Exclude<WhereClause['field'], 'key'>, string> = {
  years: 'years',
  country: 'country',
  language: 'language',
  format: 'format',
  ingested: 'ingested_at',
  label: 'label',
  name: 'name',
  path: 'path',
  duplicate: 'duplicate_of IS NOT NULL',
};

/** SQL conditions on the columns of `cvs` with the values to bind; `true` if there are no conditions. */
export function whereSql(clauses: WhereClause[]): { sql: string; values: unknown[] } {
  const parts = clauses.map(oneClause);
  return {
    sql: parts.length === 0 ? 'true' : parts.map((p) => `(${p.sql})`).join(' AND '),
    values: parts.flatMap((p) => p.values),
  };
}

/**
 * The newest revision of each candidate. With a condition on a key, the newest of those uploaded by that key, so that
 * another sender's upload cannot make it disappear.
 */
export function latestSql(clauses: WhereClause[]): { sql: string; values: unknown[] } {
  const key = clauses.find(({ field, op }) => field === 'key' && op === '=')?.value;
  if (key === undefined) return { sql: 'latest = 1', values: [] };
  const newer = `SELECT 1 FROM cvs AS newer JOIN files ON files.cv_id = newer.cv_id
    WHERE newer.candidate_id = cvs.candidate_id AND newer.revision > cvs.revision AND files.key_id = ?`;
  return { sql: `(latest = 1 OR NOT EXISTS (${newer}))`, values: [key] };
}

function oneClause({ field, op, value }: WhereClause): { sql: string; values: unknown[] } {
  if (field === 'key')
    return {
      sql: `${op === '!=' ? 'NOT' : ''} EXISTS (SELECT 1 FROM files WHERE files.cv_id = cvs.cv_id AND files.key_id = ?)`,
      values: [value],
    };
  const column = COLUMN[field];
  if (op === '~') return { sql: `instr(lower(coalesce(${column}, '')), lower(?)) > 0`, values: [value] };
  if (field === 'years') return { sql: `${column} ${op} ?`, values: [Number(value)] };
  if (field === 'duplicate')
    return { sql: `(${column}) ${op} ?`, values: [value === 'true' || value === 'yes' ? 1 : 0] };
  if (field === 'ingested') return { sql: `substr(${column}, 1, ${value.length}) ${op} ?`, values: [value] };
  // A column without a value differs from every value.
  return op === '!='
    ? { sql: `coalesce(lower(${column}), '') <> lower(?)`, values: [value] }
    : { sql: `lower(${column}) ${op} lower(?)`, values: [value] };
}
