import type { WhereClause } from '../../port/index.js';

/**
 * What one API key is told of CVs that it handed in, whoever else handed in the same bytes, as SQL. Only the key's own files
 * count: when it sent them, in which order, and which are revisions of one candidate. `key`: the place of the key.
 */

/** The key to which a condition restricts a query. */
export function keyIn(clauses: readonly WhereClause[]): string | null {
  return clauses.find(({ field, op }) => field === 'key' && op === '=')?.value ?? null;
}

const FILES = (cv: string, key: string): string =>
  `files.tenant = $1 AND files.cv_id = ${cv} AND files.key_id = ${key}`;

/** When the key handed in a CV for the first time. */
export const SENT_AT = (key: string, cv = 'cvs'): string => `(SELECT min(batches.created_at) FROM files
    JOIN batches ON batches.tenant = $1 AND batches.id = files.batch WHERE ${FILES(`${cv}.cv_id`, key)})`;

/** The key's first file with the bytes of a CV; its id grows with time. */
export const FIRST_FILE = (key: string): string =>
  `(SELECT min(files.path) FROM files WHERE ${FILES('cvs.cv_id', key)})`;

/**
 * The first file of each CV of the key; walked in the order of their ids by an index. OFFSET 0: asked of each as it is met,
 * since PostgreSQL would rather compare all files of the key before a page of them.
 */
export const OWN_FILES = (key: string): string => `SELECT cv_id AS own_cv, path AS own_path FROM files AS one
    WHERE one.tenant = $1 AND key_id = ${key} AND cv_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM files AS other
      WHERE other.tenant = $1 AND other.cv_id = one.cv_id AND other.key_id = one.key_id AND other.path < one.path OFFSET 0)`;

/** Whether it is a copy of a CV that the key handed in, too. */
export const COPIES_OWN = (key: string): string => `EXISTS (SELECT 1 FROM files WHERE ${FILES('duplicate_of', key)})`;

/** Whether no newer revision of the candidate comes from the key. */
export const LATEST_OF_OWN = (key: string): string => `NOT EXISTS (SELECT 1 FROM cvs AS newer
    JOIN files ON ${FILES('newer.cv_id', key)}
    WHERE newer.tenant = $1 AND newer.candidate_id = cvs.candidate_id AND newer.revision > cvs.revision)`;

/** Its number among the revisions that come from the key. */
export const REVISION_OF_OWN = (key: string): string => `(SELECT count(DISTINCT mine.cv_id) FROM cvs AS mine
    JOIN files ON ${FILES('mine.cv_id', key)}
    WHERE mine.tenant = $1 AND mine.candidate_id = cvs.candidate_id AND mine.revision <= cvs.revision)`;
