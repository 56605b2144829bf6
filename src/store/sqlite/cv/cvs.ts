import { randomUUID } from 'node:crypto';
import type { CvId } from '../../../domain/index.js';
import { decodeDocument, decodeProfile, type StoredDocument } from '../../blobs.js';
import type { CvRecord, Cvs, CvSummary, ListQuery } from '../../port/index.js';
import type { Database } from '../database.js';
import { Removal } from '../erasure/record.js';
import { latestSql, whereSql } from './where.js';

/** As uploaded; the file's row is found by its key. */
export const FILE_NAME = '(SELECT files.name FROM files WHERE files.path = cvs.path) AS fileName';

const SUMMARY = `cv_id AS cvId, candidate_id AS candidateId, revision, latest, duplicate_of AS duplicateOf, path, ${FILE_NAME}, name, label, years, country,
  language, format, engine, cvs.passages, ingested_at AS ingestedAt`;

/** Digits of a CvId that are enough as a reference. */
const MIN_PREFIX = 6;

export function sqliteCvs(db: Database): Cvs {
  return {
    list: (query) => db.reading(() => list(db, query)),
    get: (cvId) => db.reading(() => get(db, cvId)),
    position: (cvId) =>
      db.reading(
        () => (db.sql('SELECT key FROM cvs WHERE cv_id = ?').get(cvId) as { key: number } | undefined)?.key ?? null,
      ),
    resolve: (reference) => db.reading(() => resolve(db, reference)),
    remove: (cvIds, erasure = randomUUID()) => db.write(() => remove(db, cvIds, erasure)),
  };
}

function summaryOf(row: unknown): CvSummary {
  const columns = row as Omit<CvSummary, 'latest'> & { latest: number };
  return { ...columns, latest: columns.latest === 1 };
}

function list(db: Database, query: ListQuery): CvSummary[] {
  const { sql, values } = whereSql(query.where ?? []);
  const latest = query.allRevisions === true ? { sql: 'true', values: [] } : latestSql(query.where ?? []);
  const [beyond, direction] = query.order === 'newest' ? ['<', 'DESC'] : ['>', 'ASC'];
  const after = query.after === undefined ? [] : [query.after];
  const rows = db
    .sql(
      `
    SELECT ${SUMMARY} FROM cvs
    WHERE ${sql} AND ${latest.sql} ${query.after === undefined ? '' : typeof query.after === 'number' ? `AND key ${beyond} ?` : `AND key ${beyond} (SELECT key FROM cvs WHERE cv_id = ?)`}
    ORDER BY key ${direction} LIMIT ?`,
    )
    .all(...values, ...latest.values, ...after, query.limit ?? -1);
  return rows.map(summaryOf);
}

function get(db: Database, cvId: CvId): CvRecord | null {
  const row = db
    .sql(
      `SELECT ${SUMMARY}, profile, text, layout, lines FROM cvs JOIN profiles USING (key) JOIN documents USING (key) WHERE cv_id = ?`,
    )
    .get(cvId);
  if (row === undefined) return null;
  const { profile, text, layout, lines, ...summary } = row as StoredDocument & { profile: string };
  return {
    ...summaryOf(summary),
    profile: decodeProfile(profile),
    document: decodeDocument({ text, layout, lines }),
  };
}

function resolve(db: Database, reference: string): CvId[] {
  const byFile = db.sql('SELECT cv_id FROM files WHERE path = ? AND cv_id IS NOT NULL').all(reference) as {
    cv_id: CvId;
  }[];
  if (byFile.length > 0) return byFile.map((row) => row.cv_id);
  const byName = uploadedAs(db, reference);
  if (byName.length > 0) return byName;
  const digits = reference.toLowerCase();
  if (digits.length < MIN_PREFIX || !/^[0-9a-f]+$/.test(digits)) return [];
  const rows = db
    .sql('SELECT cv_id FROM cvs WHERE cv_id >= ? AND cv_id < ? ORDER BY cv_id')
    .all(digits, `${digits}g`) as { cv_id: CvId }[];
  return rows.map((row) => row.cv_id);
}

/** Several, because files of the same name may be different CVs. */
function uploadedAs(db: Database, name: string): CvId[] {
  const rows = db.sql('SELECT DISTINCT cv_id FROM files WHERE name = ? AND cv_id IS NOT NULL ORDER BY cv_id').all(name);
  return (rows as { cv_id: CvId }[]).map((row) => row.cv_id);
}

function remove(db: Database, cvIds: CvId[], erasure: string): number {
  const removal = new Removal(db);
  const removed = removal.eraseCvs(cvIds);
  removal.record(erasure);
  return removed.length;
}
