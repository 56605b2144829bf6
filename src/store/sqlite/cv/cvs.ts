import { randomUUID } from 'node:crypto';
import { isUpload, PROFILE_BYTES, type CvId } from '../../../domain/index.js';
import { decodeDocument, decodeProfile, type StoredDocument } from '../../blobs.js';
import type { CvRecord, Cvs, CvSummary, ListQuery, Position, ProfileSizes, RemovalTerms } from '../../port/index.js';
import type { Database } from '../database.js';
import { Removal } from '../erasure/record.js';
import { FIRST_FILE, keyIn, OWN_FILES, LATEST_OF_OWN, REVISION_OF_OWN, SENT_AT } from './own.js';
import { rectify } from './rectify.js';
import { latestSql, whereSql } from './where.js';

/** As uploaded; the file's row is found by its key. */
export const FILE_NAME = '(SELECT files.name FROM files WHERE files.path = cvs.path) AS fileName';

/** `key`: as this API key is told of it, with places for the key; null: as it is. */
function summaryFor(key: string | null): { sql: string; values: string[] } {
  const standing =
    key === null
      ? 'revision, latest, ingested_at AS ingestedAt'
      : `${REVISION_OF_OWN} AS revision, ${LATEST_OF_OWN} AS latest, coalesce(${SENT_AT}, ingested_at) AS ingestedAt`;
  const sql = `cv_id AS cvId, candidate_id AS candidateId, ${standing}, duplicate_of AS duplicateOf, path, ${FILE_NAME}, opened(name) AS name, opened(label) AS label, years, country,
  language, format, engine, cvs.passages, restricted`;
  return { sql, values: key === null ? [] : [key, key, key] };
}

/** Digits of a CvId that are enough as a reference. */
const MIN_PREFIX = 6;

export function sqliteCvs(db: Database): Cvs {
  return {
    list: (query) => db.reading(() => list(db, query)),
    get: (cvId, keyId = null) => db.reading(() => get(db, cvId, keyId)),
    position: (cvId, keyId = null) => db.reading(() => position(db, cvId, keyId)),
    profileSizes: () => db.reading(() => profileSizes(db)),
    resolve: (reference) => db.reading(() => resolve(db, reference)),
    rectify: (...given) => db.write(() => rectify(db, ...given)),
    remove: (cvIds, erasure = randomUUID(), terms = {}) => db.write(() => remove(db, cvIds, { erasure, terms })),
  };
}

function summaryOf(row: unknown): CvSummary {
  const columns = row as Omit<CvSummary, 'latest' | 'restricted'> & { latest: number; restricted: number };
  return { ...columns, latest: columns.latest === 1, restricted: columns.restricted === 1 };
}

function list(db: Database, query: ListQuery): CvSummary[] {
  const { where = [], allRevisions = false, candidate, limit = -1 } = query;
  const key = keyIn(where);
  const columns = summaryFor(key);
  const from =
    key === null ? { sql: 'cvs', values: [] } : { sql: `(${OWN_FILES}) JOIN cvs ON cvs.cv_id = own_cv`, values: [key] };
  const order = orderOf(query, key);
  const own = candidate === undefined ? [] : [{ sql: 'cvs.candidate_id = ?', values: [candidate] }];
  const parts = [whereSql(where), ...own, ...(allRevisions ? [] : [latestSql(where)]), ...order.after];
  const conditions = parts.map(({ sql }) => sql).join(' AND ');
  const rows = db
    .sql(`SELECT ${columns.sql} FROM ${from.sql} WHERE ${conditions} ORDER BY ${order.by} LIMIT ?`)
    .all(...columns.values, ...from.values, ...parts.flatMap(({ values }) => values), limit);
  return rows.map(summaryOf);
}

/** In the order in which CVs entered the store, or in which a key handed them in. */
function orderOf({ order, after }: ListQuery, key: string | null) {
  const [beyond, direction] = order === 'newest' ? ['<', 'DESC'] : ['>', 'ASC'];
  const at = key === null ? 'key' : 'own_path';
  const by = `${at} ${direction}`;
  if (after === undefined) return { by, after: [] };
  if (typeof after === 'number' || isUpload(after))
    return { by, after: [{ sql: `${at} ${beyond} ?`, values: [after] }] };
  const place = `(SELECT ${key === null ? 'key' : FIRST_FILE} FROM cvs WHERE cv_id = ?)`;
  return { by, after: [{ sql: `${at} ${beyond} ${place}`, values: key === null ? [after] : [key, after] }] };
}

function position(db: Database, cvId: CvId, key: string | null): Position | null {
  const [at, own] = key === null ? ['key', []] : [FIRST_FILE, [key]];
  const row = db.sql(`SELECT ${at} AS at FROM cvs WHERE cv_id = ?`).get(...own, cvId);
  return (row as { at: Position | null } | undefined)?.at ?? null;
}

function profileSizes(db: Database): ProfileSizes {
  return db.sql(SIZES).get(PROFILE_BYTES.large) as ProfileSizes;
}

const SIZES = `SELECT count(*) AS profiles, coalesce(avg(bytes), 0) AS mean, coalesce(max(bytes), 0) AS largest,
  coalesce(sum(bytes > ?), 0) AS large, 1 AS storedShare
  FROM (SELECT octet_length(profile) AS bytes FROM profiles WHERE key > (SELECT max(key) FROM profiles) - 1000)`;

function get(db: Database, cvId: CvId, key: string | null): CvRecord | null {
  const columns = summaryFor(key);
  const row = db
    .sql(
      `SELECT ${columns.sql}, opened(profile) AS profile, opened(text) AS text, opened(layout) AS layout, lines FROM cvs JOIN profiles USING (key) JOIN documents USING (key) WHERE cv_id = ?`,
    )
    .get(...columns.values, cvId);
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

function remove(db: Database, cvIds: CvId[], { erasure, terms }: { erasure: string; terms: RemovalTerms }): number {
  const removal = new Removal(db, terms);
  const removed = removal.eraseCvs(cvIds);
  removal.record(erasure);
  return removed.length;
}
