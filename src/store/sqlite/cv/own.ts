import type { WhereClause } from '../../port/index.js';

/**
 * What one API key is told of CVs that it handed in, whoever else handed in the same bytes, as SQL with one place for
 * the key. Only the key's own files count: when it sent them, in which order, and which are revisions of one candidate.
 */

/** The key to which a condition restricts a query. */
export function keyIn(clauses: readonly WhereClause[]): string | null {
  return clauses.find(({ field, op }) => field === 'key' && op === '=')?.value ?? null;
}

/** When the key handed in a CV for the first time. */
export const SENT_AT = `(SELECT min(batches.created_at) FROM files JOIN batches ON batches.id = files.batch
    WHERE files.cv_id = cvs.cv_id AND files.key_id = ?)`;

/** The key's first file with the bytes of a CV; its id grows with time. */
export const FIRST_FILE = '(SELECT min(files.path) FROM files WHERE files.cv_id = cvs.cv_id AND files.key_id = ?)';

/** The first file of each CV of the key; walked in the order of their ids by an index. */
export const OWN_FILES = `SELECT cv_id AS own_cv, path AS own_path FROM files AS one WHERE key_id = ? AND cv_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM files AS other WHERE other.cv_id = one.cv_id AND other.key_id = one.key_id AND other.path < one.path)`;

/** Whether it is a copy of a CV that the key handed in, too. */
export const COPIES_OWN = 'EXISTS (SELECT 1 FROM files WHERE files.cv_id = duplicate_of AND files.key_id = ?)';

/** Whether no newer revision of the candidate comes from the key. */
export const LATEST_OF_OWN = `NOT EXISTS (SELECT 1 FROM cvs AS newer JOIN files ON files.cv_id = newer.cv_id
    WHERE newer.candidate_id = cvs.candidate_id AND newer.revision > cvs.revision AND files.key_id = ?)`;

/** Its number among the revisions that come from the key. */
export const REVISION_OF_OWN = `(SELECT count(DISTINCT mine.cv_id) FROM cvs AS mine JOIN files ON files.cv_id = mine.cv_id
    WHERE mine.candidate_id = cvs.candidate_id AND mine.revision <= cvs.revision AND files.key_id = ?)`;
