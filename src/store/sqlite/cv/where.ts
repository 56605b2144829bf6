import type { WhereClause } from '../../port/index.js';
import { COPIES_OWN, keyIn, LATEST_OF_OWN, SENT_AT } from './own.js';

const COLUMN: Record<Exclude<WhereClause['field'], 'key'>, string> = {
  years: 'years',
  country: 'country',
  language: 'language',
  format: 'format',
  ingested: 'ingested_at',
  label: 'opened(label)',
  name: 'opened(name)',
  path: 'path',
  duplicate: 'duplicate_of IS NOT NULL',
};

/** SQL conditions on the columns of `cvs` with the values to bind; `true` if there are no conditions. */
export function whereSql(clauses: WhereClause[]): { sql: string; values: unknown[] } {
  const key = keyIn(clauses);
  const parts = clauses.map((clause) => oneClause(clause, key));
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
  const key = keyIn(clauses);
  if (key === null) return { sql: 'latest = 1', values: [] };
  return { sql: `(latest = 1 OR ${LATEST_OF_OWN})`, values: [key] };
}

/** What tells of files of others in a column, as a key is told of it. */
const OF_OWN: Partial<typeof COLUMN> = { ingested: SENT_AT, duplicate: COPIES_OWN };

function oneClause({ field, op, value }: WhereClause, key: string | null): { sql: string; values: unknown[] } {
  if (field === 'key')
    return {
      sql: `${op === '!=' ? 'NOT' : ''} EXISTS (SELECT 1 FROM files WHERE files.cv_id = cvs.cv_id AND files.key_id = ?)`,
      values: [value],
    };
  const ofOwn = key === null ? undefined : OF_OWN[field];
  const column = ofOwn ?? COLUMN[field];
  const own = ofOwn === undefined ? [] : [key];
  const condition = conditionOn(column, { field, op, value });
  return { sql: condition.sql, values: [...own, condition.value] };
}

function conditionOn(column: string, { field, op, value }: WhereClause): { sql: string; value: unknown } {
  if (op === '~') return { sql: `instr(lower(coalesce(${column}, '')), lower(?)) > 0`, value };
  if (field === 'years') return { sql: `${column} ${op} ?`, value: Number(value) };
  if (field === 'duplicate') return { sql: `(${column}) ${op} ?`, value: value === 'true' || value === 'yes' ? 1 : 0 };
  if (field === 'ingested') return { sql: `substr(${column}, 1, ${value.length}) ${op} ?`, value };
  // A column without a value differs from every value.
  return op === '!='
    ? { sql: `coalesce(lower(${column}), '') <> lower(?)`, value }
    : { sql: `lower(${column}) ${op} lower(?)`, value };
}
