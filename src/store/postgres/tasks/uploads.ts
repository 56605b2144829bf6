import { UPLOAD_PREFIX, type FileState } from '../../../domain/index.js';
import type { BatchRecord, UploadCounts, UploadQuery, UploadRecord, UploadRepository } from '../../port/index.js';
import type { Database, Session } from '../database.js';
import { uploadCounts, uploadRecord, type UploadRow } from '../../uploads.js';
import { earlierBatch } from './intake.js';

export function postgresUploads(db: Database): UploadRepository {
  return {
    find: (references, keyId) => db.read((session) => find(session, references, keyId)),
    batch: (id, keyId) => db.read((session) => batchOf(session, id, keyId)),
    batchUnder: (idempotencyKey, keyId) => db.read((session) => earlierBatch(session, { keyId, idempotencyKey })),
    ofBatch: (id, query) => db.read((session) => ofBatch(session, id, query)),
    counts: (keyId) =>
      db.read((session) =>
        countsWhere(session, "files.path >= 'upload:' AND files.path < 'upload;' AND files.key_id = $2", keyId),
      ),
  };
}

const OPEN = "tasks.status IN ('pending', 'running')";
const FILES = `files LEFT JOIN tasks ON tasks.tenant = files.tenant AND tasks.path = files.path`;
const SELECT = `
  SELECT files.path, files.cv_id AS "cvId", files.batch, files.name, files.format, files.size, batches.created_at AS "receivedAt",
    coalesce(tasks.attempts, 0) AS attempts,
    CASE WHEN ${OPEN} THEN tasks.status END AS open, CASE WHEN ${OPEN} THEN NULL ELSE files.state END AS state, files.code, files.message,
    EXISTS (SELECT 1 FROM matches WHERE matches.tenant = files.tenant AND matches.cv_id = files.cv_id) AS matched,
    EXISTS (SELECT 1 FROM explanations WHERE explanations.tenant = files.tenant AND explanations.cv_id = files.cv_id) AS explained
  FROM ${FILES} LEFT JOIN batches ON batches.tenant = files.tenant AND batches.id = files.batch
  WHERE files.tenant = $1`;

async function find(session: Session, references: string[], keyId: string | null): Promise<UploadRecord[]> {
  const rows = await session.rows<UploadRow>(
    `${SELECT} AND (files.path = ANY($2::text[]) OR files.cv_id = ANY($3::text[]))
       AND ($4::text IS NULL OR files.key_id = $4) ORDER BY files.path`,
    references.map((one) => UPLOAD_PREFIX + one),
    references,
    keyId,
  );
  return rows.map(uploadRecord);
}

async function batchOf(session: Session, id: string, keyId: string | null): Promise<BatchRecord | null> {
  const row = await session.row<Omit<BatchRecord, 'counts'>>(
    `SELECT id, files, created_at AS "createdAt" FROM batches
     WHERE tenant = $1 AND id = $2 AND source = 'upload' AND ($3::text IS NULL OR key_id = $3)`,
    id,
    keyId,
  );
  return row === undefined ? null : { ...row, counts: await countsWhere(session, 'files.batch = $2', id) };
}

async function countsWhere(session: Session, where: string, value: string): Promise<UploadCounts> {
  const rows = await session.rows<{ state: FileState | 'pending'; n: number }>(
    `SELECT CASE WHEN ${OPEN} THEN 'pending' ELSE coalesce(files.state, 'pending') END AS state, count(*) AS n
     FROM ${FILES} WHERE files.tenant = $1 AND ${where} GROUP BY 1`,
    value,
  );
  return uploadCounts(rows);
}

async function ofBatch(
  session: Session,
  id: string,
  { after = '', limit, state }: UploadQuery,
): Promise<UploadRecord[]> {
  const ended = state !== undefined && state !== 'pending';
  const wanted = ended ? `AND files.state = $5 AND (${OPEN}) IS NOT TRUE` : state === undefined ? '' : `AND ${OPEN}`;
  const rows = await session.rows<UploadRow>(
    `${SELECT} AND files.batch = $2 AND files.path > $3 ${wanted} ORDER BY files.path LIMIT $4`,
    ...[id, UPLOAD_PREFIX + after, limit],
    ...(ended ? [state] : []),
  );
  return rows.map(uploadRecord);
}
