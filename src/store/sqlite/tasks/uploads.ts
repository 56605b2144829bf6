import { UPLOAD_PREFIX, type FileState } from '../../../domain/index.js';
import type { BatchRecord, UploadCounts, UploadQuery, UploadRecord, UploadRepository } from '../../port/index.js';
import type { Database } from '../database.js';
import { uploadCounts, uploadRecord, type UploadRow } from '../../uploads.js';
import { earlierBatch } from './intake.js';

export function sqliteUploads(db: Database): UploadRepository {
  return {
    find: (references, keyId) => db.reading(() => find(db, references, keyId)),
    batch: (id, keyId) => db.reading(() => batchOf(db, id, keyId)),
    batchUnder: (idempotencyKey, keyId) => db.reading(() => earlierBatch(db, { keyId, idempotencyKey })),
    ofBatch: (id, query) => db.reading(() => ofBatch(db, id, query)),
    counts: (keyId) =>
      db.reading(() =>
        countsWhere(db, 'files.path >= ? AND files.path < ? AND files.key_id = ?', [UPLOAD_PREFIX, 'upload;', keyId]),
      ),
  };
}

const OPEN = "tasks.status IN ('pending', 'running')";
const SELECT = `
  SELECT files.path, files.cv_id AS cvId, files.batch, files.name, files.format, files.size, batches.created_at AS receivedAt, coalesce(tasks.attempts, 0) AS attempts,
    CASE WHEN ${OPEN} THEN tasks.status END AS open, CASE WHEN ${OPEN} THEN NULL ELSE files.state END AS state, files.code, files.message,
    EXISTS (SELECT 1 FROM matches WHERE matches.cv_id = files.cv_id) AS matched,
    EXISTS (SELECT 1 FROM explanations WHERE explanations.cv_id = files.cv_id) AS explained
  FROM files LEFT JOIN tasks ON tasks.path = files.path LEFT JOIN batches ON batches.id = files.batch`;
/** Restricts to a key's uploads; null means those of anyone. */
const MINE = '(? IS NULL OR files.key_id = ?)';

function find(db: Database, references: string[], keyId: string | null): UploadRecord[] {
  return db
    .sql(
      `${SELECT} WHERE (files.path IN (SELECT value FROM json_each(?)) OR files.cv_id IN (SELECT value FROM json_each(?))) AND ${MINE} ORDER BY files.path`,
    )
    .all(JSON.stringify(references.map((one) => UPLOAD_PREFIX + one)), JSON.stringify(references), keyId, keyId)
    .map((row) => uploadRecord(row as UploadRow));
}

function batchOf(db: Database, id: string, keyId: string | null): BatchRecord | null {
  const row = db
    .sql(
      "SELECT id, files, created_at AS createdAt FROM batches WHERE id = ? AND source = 'upload' AND (? IS NULL OR key_id = ?)",
    )
    .get(id, keyId, keyId) as Omit<BatchRecord, 'counts'> | undefined;
  return row === undefined ? null : { ...row, counts: countsWhere(db, 'files.batch = ?', [id]) };
}

function countsWhere(db: Database, where: string, values: unknown[]): UploadCounts {
  const rows = db
    .sql(
      `SELECT CASE WHEN ${OPEN} THEN 'pending' ELSE coalesce(files.state, 'pending') END AS state, count(*) AS n
    FROM files LEFT JOIN tasks ON tasks.path = files.path WHERE ${where} GROUP BY 1`,
    )
    .all(...values) as { state: FileState | 'pending'; n: number }[];
  return uploadCounts(rows);
}

function ofBatch(db: Database, id: string, { after = '', limit, state }: UploadQuery): UploadRecord[] {
  const wanted =
    state === undefined
      ? ''
      : state === 'pending'
        ? `AND ${OPEN}`
        : `AND files.state = ? AND coalesce(NOT (${OPEN}), true)`;
  const values = state === undefined || state === 'pending' ? [] : [state];
  return db
    .sql(`${SELECT} WHERE files.batch = ? AND files.path > ? ${wanted} ORDER BY files.path LIMIT ?`)
    .all(id, UPLOAD_PREFIX + after, ...values, limit)
    .map((row) => uploadRecord(row as UploadRow));
}
