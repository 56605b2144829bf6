import { randomUUID } from 'node:crypto';
import { isUpload, PROFILE_BYTES, type CvId } from '../../../domain/index.js';
import { decodeDocument, decodeProfile, type StoredDocument } from '../../blobs.js';
import type { CvRecord, Cvs, CvSummary, ListQuery, Position, ProfileSizes } from '../../port/index.js';
import type { Database, Session } from '../database.js';
import { Removal } from '../erasure/record.js';
import { FIRST_FILE, keyIn, LATEST_OF_OWN, OWN_FILES, REVISION_OF_OWN, SENT_AT } from './own.js';
import { rectify } from './overrides.js';
import { latestSql, Values, whereSql } from './where.js';

/** As uploaded; the file's row is found by its key. */
export const FILE_NAME =
  '(SELECT files.name FROM files WHERE files.tenant = cvs.tenant AND files.path = cvs.path) AS "fileName"';

/** `key`: the place of the API key that is told of it; null: as it is. */
function summaryFor(key: string | null): string {
  const standing =
    key === null
      ? 'revision, latest, ingested_at AS "ingestedAt"'
      : `${REVISION_OF_OWN(key)} AS revision, ${LATEST_OF_OWN(key)} AS latest, coalesce(${SENT_AT(key)}, ingested_at) AS "ingestedAt"`;
  return `cvs.cv_id AS "cvId", candidate_id AS "candidateId", ${standing}, duplicate_of AS "duplicateOf", cvs.path, ${FILE_NAME}, name, label, years, country,
    language, format, engine, cvs.passages, restricted`;
}

/** Digits of a CvId that are enough as a reference. */
const MIN_PREFIX = 6;

export function postgresCvs(db: Database): Cvs {
  return {
    list: (query) => db.stale((session) => list(session, query)),
    // What a replica does not have yet may have been handed in a moment ago by another process, which has told its sender.
    get: async (cvId, keyId = null) =>
      (await db.stale((session) => get(session, cvId, keyId))) ??
      (await db.read((session) => get(session, cvId, keyId))),
    position: async (cvId, keyId = null) =>
      (await db.stale((session) => position(session, cvId, keyId))) ??
      (await db.read((session) => position(session, cvId, keyId))),
    profileSizes: () => db.stale(async (session) => (await session.row<ProfileSizes>(SIZES, PROFILE_BYTES.large))!),
    resolve: (reference) => db.read((session) => resolve(session, reference)),
    rectify: (...given) => db.alone((session) => rectify(session, ...given)),
    remove: (cvIds, erasure = randomUUID(), terms = {}) =>
      db.alone(async (session) => {
        const removal = new Removal(session, terms);
        const removed = await removal.eraseCvs(cvIds);
        await removal.record(erasure);
        return removed.length;
      }),
  };
}

/** How long a text is, and how much of it lies in the table, is known without reading it. */
const SIZES = `SELECT count(*)::int AS profiles, coalesce(avg(bytes), 0)::float8 AS mean, coalesce(max(bytes), 0) AS largest,
    (count(*) FILTER (WHERE bytes > $2))::int AS large, coalesce(sum(stored)::float8 / nullif(sum(bytes), 0), 1) AS "storedShare"
  FROM (SELECT octet_length(profile) AS bytes, pg_column_size(profile) AS stored FROM profiles
    WHERE tenant = $1 AND key > (SELECT max(key) FROM profiles WHERE tenant = $1) - 1000) AS latest`;

async function list(session: Session, query: ListQuery): Promise<CvSummary[]> {
  const { where = [], allRevisions = false, candidate, limit = null } = query;
  const values = new Values();
  const own = keyIn(where);
  const key = own === null ? null : values.place(own);
  const from = key === null ? 'cvs' : `(${OWN_FILES(key)}) AS own JOIN cvs ON cvs.cv_id = own_cv`;
  const order = orderOf(query, key, values);
  const conditions = [
    // Its own files are those that are gone through.
    whereSql(
      where.filter(({ field, op, value }) => field !== 'key' || op !== '=' || value !== own),
      values,
      own,
    ),
    ...(candidate === undefined ? [] : [`cvs.candidate_id = ${values.place(candidate)}`]),
    ...(allRevisions ? [] : [latestSql(where, values)]),
    ...(order.after === null ? [] : [order.after]),
  ];
  return session.rows<CvSummary>(
    `SELECT ${summaryFor(key)} FROM ${from} WHERE cvs.tenant = $1 AND ${conditions.join(' AND ')}
     ORDER BY ${order.by} LIMIT ${values.place(limit)}`,
    ...values.list,
  );
}

/** In the order in which CVs entered the store, or in which a key handed them in. */
function orderOf(
  { order, after }: ListQuery,
  key: string | null,
  { place }: Values,
): { by: string; after: string | null } {
  const [beyond, direction] = order === 'newest' ? ['<', 'DESC'] : ['>', 'ASC'];
  const at = key === null ? 'key' : 'own_path';
  const by = `${at} ${direction}`;
  if (after === undefined) return { by, after: null };
  if (typeof after === 'number' || isUpload(after)) return { by, after: `${at} ${beyond} ${place(after)}` };
  const first = key === null ? 'key' : FIRST_FILE(key);
  return { by, after: `${at} ${beyond} (SELECT ${first} FROM cvs WHERE tenant = $1 AND cv_id = ${place(after)})` };
}

async function position(session: Session, cvId: CvId, keyId: string | null): Promise<Position | null> {
  const values = new Values();
  const at = keyId === null ? 'key' : FIRST_FILE(values.place(keyId));
  const row = await session.row<{ at: Position | null }>(
    `SELECT ${at} AS at FROM cvs WHERE tenant = $1 AND cv_id = ${values.place(cvId)}`,
    ...values.list,
  );
  return row?.at ?? null;
}

type Row = CvSummary & Omit<StoredDocument, 'text'> & { text: Buffer; profile: string };

async function get(session: Session, cvId: CvId, keyId: string | null): Promise<CvRecord | null> {
  const values = new Values();
  const columns = summaryFor(keyId === null ? null : values.place(keyId));
  const row = await session.row<Row>(
    `SELECT ${columns}, profile, text, layout, lines FROM cvs
       JOIN profiles ON profiles.tenant = $1 AND profiles.key = cvs.key
       JOIN documents ON documents.tenant = $1 AND documents.key = cvs.key
     WHERE cvs.tenant = $1 AND cv_id = ${values.place(cvId)}`,
    ...values.list,
  );
  if (row === undefined) return null;
  const { profile, text, layout, lines, ...summary } = row;
  return {
    ...summary,
    profile: decodeProfile(profile),
    document: decodeDocument({ text: text.toString(), layout, lines }),
  };
}

async function resolve(session: Session, reference: string): Promise<CvId[]> {
  const found = async (sql: string, ...values: unknown[]): Promise<CvId[]> =>
    (await session.rows<{ cvId: CvId }>(`SELECT DISTINCT cv_id AS "cvId" ${sql} ORDER BY 1`, ...values)).map(
      ({ cvId }) => cvId,
    );
  const byFile = await found('FROM files WHERE tenant = $1 AND path = $2 AND cv_id IS NOT NULL', reference);
  if (byFile.length > 0) return byFile;
  // Several, because files of the same name may be different CVs.
  const byName = await found('FROM files WHERE tenant = $1 AND name = $2 AND cv_id IS NOT NULL', reference);
  if (byName.length > 0) return byName;
  const digits = reference.toLowerCase();
  if (digits.length < MIN_PREFIX || !/^[0-9a-f]+$/.test(digits)) return [];
  return found('FROM cvs WHERE tenant = $1 AND cv_id >= $2 AND cv_id < $3', digits, `${digits}g`);
}
