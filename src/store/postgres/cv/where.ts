import type { WhereClause } from '../../port/index.js';
import { COPIES_OWN, keyIn, LATEST_OF_OWN, SENT_AT } from './own.js';

/** Values of a statement from $2 on, named where they are used. */
export class Values {
  readonly list: unknown[] = [];

  /** The place of a value, e.g. `$3`. */
  readonly place = (value: unknown): string => `$${this.list.push(value) + 1}`;
}

const COLUMN: Record<Exclude<WhereClause['field'], 'key'>, string> = {
  years: 'years',
  country: 'country',
  language: 'language',
  format: 'format',
  ingested: 'ingested_at',
  label: 'label',
  name: 'name',
  path: 'path',
  duplicate: '(duplicate_of IS NOT NULL)',
};

/** SQL conditions on the columns of `cvs`; `true` if there are no conditions. `key`: whose CVs these are, if of one key. */
export function whereSql(clauses: WhereClause[], { place }: Values, key: string | null = keyIn(clauses)): string {
  return clauses.length === 0 ? 'true' : clauses.map((clause) => `(${oneClause(clause, key, place)})`).join(' AND ');
}

/**
 * The newest revision of each candidate. With a condition on a key, the newest of those uploaded by that key, so that
 * another sender's upload cannot make it disappear.
 */
export function latestSql(clauses: WhereClause[], { place }: Values): string {
  const key = keyIn(clauses);
  return key === null ? 'latest' : `(latest OR ${LATEST_OF_OWN(place(key))})`;
}

/** What tells of files of others in a column, as a key is told of it. */
const OF_OWN: Partial<Record<WhereClause['field'], (key: string) => string>> = {
  ingested: SENT_AT,
  duplicate: COPIES_OWN,
};

function oneClause({ field, op, value }: WhereClause, key: string | null, place: Values['place']): string {
  if (field === 'key')
    return `${op === '!=' ? 'NOT' : ''} EXISTS (SELECT 1 FROM files WHERE files.tenant = $1 AND files.cv_id = cvs.cv_id AND files.key_id = ${place(value)})`;
  const ofOwn = key === null ? undefined : OF_OWN[field];
  const column = ofOwn === undefined ? COLUMN[field] : ofOwn(place(key));
  if (op === '~') return `strpos(lower(coalesce((${column})::text, '')), lower(${place(value)}::text)) > 0`;
  if (field === 'years') return `${column} ${op} ${place(Number(value))}::float8`;
  if (field === 'duplicate') return `(${column}) ${op} ${place(value === 'true' || value === 'yes')}::boolean`;
  if (field === 'ingested') return `left(${column}, ${value.length}) ${op} ${place(value)}`;
  // A column without a value differs from every value.
  return op === '!='
    ? `coalesce(lower(${column}), '') <> lower(${place(value)}::text)`
    : `lower(${column}) ${op} lower(${place(value)}::text)`;
}
