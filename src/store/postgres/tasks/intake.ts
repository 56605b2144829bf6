import { randomUUID } from 'node:crypto';
import type { CvId } from '../../../domain/index.js';
import type {
  CommittedFile,
  FileRecord,
  FileResult,
  Intake,
  NewBatch,
  NewFile,
  RemovalTerms,
} from '../../port/index.js';
import { packNext } from '../cv/words.js';
import { fills, packIf } from '../../search/words/packing.js';
import type { Database, Session } from '../database.js';
import { overridesOf } from '../cv/overrides.js';
import { readmit, refusedOf, sender } from '../erasure/erased.js';
import { Removal } from '../erasure/record.js';
import { commitAll } from './commit.js';
import { openTasks } from './reopen.js';
import { claimPaths, taskLeases } from './rows.js';

const FILES = `SELECT files.path, files.cv_id AS "cvId", resembles, hash, state, code, message, files.format, size, mtime AS "mtimeMs",
    made_with AS "madeWith", cvs.fingerprint AS "cvFingerprint"
  FROM files LEFT JOIN cvs ON cvs.tenant = files.tenant AND cvs.cv_id = files.cv_id WHERE files.tenant = $1`;

export function postgresIntake(db: Database): Intake {
  return {
    known: (paths) => db.read((session) => knownFiles(session, paths)),
    madeWith: (cvId, keyId = null) => db.read((session) => madeWith(session, cvId, keyId)),
    open: (batch, files, settled = []) =>
      db.alone(
        async (session) => (await earlierBatch(session, batch)) ?? openCommitted(session, batch, files, settled),
      ),
    claim: (owner, paths, leaseMs) => db.write((session) => claimPaths(session, owner, paths, leaseMs)),
    ...taskLeases(db),
    commit: (results) => commitAndPack(db, results),
    under: (folder) => db.read((session) => filesUnder(session, folder)),
    refuses: (hashes, keyId) =>
      db.read(async (session) => {
        const asked = hashes.map((hash) => ({ hash, keyId }));
        const refused = await refusedOf(session, asked);
        return new Set(hashes.filter((hash) => refused.has(sender(keyId, hash))));
      }),
    overrides: (hash) => db.read((session) => overridesOf(session, hash)),
    readmit: (hash, keyId) => db.write((session) => readmit(session, hash, keyId)),
    prune: (paths, erasure = randomUUID(), terms = {}) =>
      db.alone((session) => prunePaths(session, paths, { erasure, terms })),
  };
}

/** A piece of the word index that becomes full is packed at once. */
async function commitAndPack(db: Database, results: FileResult[]): Promise<CommittedFile[]> {
  let isFull = false;
  const committed = await db.alone((session) => {
    const { lastKey } = session.state;
    isFull = fills(lastKey, lastKey + results.length);
    return commitAll(session, results);
  });
  await packIf(isFull, () => db.alone(packNext));
  return committed;
}

async function knownFiles(session: Session, paths: string[]): Promise<Map<string, FileRecord>> {
  const rows = await session.rows<FileRecord>(`${FILES} AND files.path = ANY($2::text[])`, paths);
  const byPath = new Map(rows.map((row) => [row.path, row]));
  return new Map(paths.flatMap((path) => (byPath.has(path) ? [[path, byPath.get(path)!]] : [])));
}

async function madeWith(session: Session, cvId: CvId, keyId: string | null): Promise<string | null> {
  const row = await session.row<{ fingerprint: string }>(
    `SELECT fingerprint FROM cvs WHERE tenant = $1 AND cv_id = $2 AND ($3::text IS NULL OR EXISTS
       (SELECT 1 FROM files WHERE files.tenant = $1 AND files.cv_id = $2 AND files.key_id = $3))`,
    cvId,
    keyId,
  );
  return row?.fingerprint ?? null;
}

export async function earlierBatch(
  session: Session,
  { keyId = null, idempotencyKey = null }: Pick<NewBatch, 'keyId' | 'idempotencyKey'>,
): Promise<string | null> {
  if (idempotencyKey === null) return null;
  const row = await session.row<{ id: string }>(
    "SELECT id FROM batches WHERE tenant = $1 AND coalesce(key_id, '') = coalesce($2, '') AND idempotency_key = $3",
    keyId,
    idempotencyKey,
  );
  return row?.id ?? null;
}

async function openCommitted(
  session: Session,
  batch: NewBatch,
  files: NewFile[],
  settled: FileResult[],
): Promise<string> {
  const id = await openBatch(session, batch, files);
  if (settled.length === 0) return id;
  const hashes = settled.map(({ hash }) => hash);
  const rows = await session.rows<{ cvId: CvId }>(
    'SELECT cv_id AS "cvId" FROM cvs WHERE tenant = $1 AND cv_id = ANY($2::text[])',
    hashes,
  );
  const there = new Set<string | null>(rows.map(({ cvId }) => cvId));
  await commitAll(
    session,
    settled.filter(({ outcome, hash }) => !('known' in outcome) || there.has(hash)),
  );
  return id;
}

/** A path has one row in `tasks`: its open task, or how its last one ended. */
async function openBatch(session: Session, batch: NewBatch, given: NewFile[]): Promise<string> {
  const now = session.nowIso;
  const { id, source, keyId = null, idempotencyKey = null, priority = 0 } = batch;
  await session.insert(
    'batches',
    ['id', 'source', 'files', 'created_at', 'key_id', 'idempotency_key'],
    [[id, source, given.length, now, keyId, idempotencyKey]],
  );
  if (given.length === 0) return id;
  // A path that is named twice is one file; one statement cannot change a row twice.
  const files = [...new Map([...given].reverse().map((file) => [file.path, file])).values()].reverse();
  await session.run(
    `INSERT INTO files (tenant, path, size, mtime, name, hash, key_id, batch, candidate)
     SELECT $1, path, size, mtime, name, hash, $8, $9, candidate
     FROM unnest($2::text[], $3::float8[], $4::float8[], $5::text[], $6::text[], $7::text[]) AS file(path, size, mtime, name, hash, candidate)
     ON CONFLICT (tenant, path) DO NOTHING`,
    files.map(({ path }) => path),
    files.map(({ size }) => size),
    files.map(({ mtimeMs }) => mtimeMs),
    files.map(({ name }) => name ?? null),
    files.map(({ hash }) => hash ?? null),
    files.map(({ candidate }) => candidate ?? null),
    keyId,
    id,
  );
  await openTasks(
    session,
    files.map(({ path }) => path),
    { batch: id, priority, sender: keyId ?? '' },
  );
  return id;
}

async function filesUnder(session: Session, folder: string): Promise<FileRecord[]> {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return session.rows<FileRecord>(
    `${FILES} AND (files.path = $2 OR (files.path >= $3 AND files.path < $4)) ORDER BY files.path`,
    folder,
    prefix,
    `${prefix.slice(0, -1)}0`,
  );
}

async function prunePaths(
  session: Session,
  paths: string[],
  { erasure, terms }: { erasure: string; terms: RemovalTerms },
): Promise<CvId[]> {
  const removal = new Removal(session, terms);
  const removed: CvId[] = [];
  for (const path of paths) removed.push(...(await pruneOne(session, path, removal)));
  await removal.record(erasure);
  return removed;
}

/** Removes all revisions read from the path; a CV that another file holds too is handed over to that file. */
async function pruneOne(session: Session, path: string, removal: Removal): Promise<CvId[]> {
  const cvs = await session.rows<{ cvId: CvId }>(
    `SELECT cv_id AS "cvId" FROM files WHERE tenant = $1 AND path = $2 AND cv_id IS NOT NULL
     UNION SELECT cv_id FROM cvs WHERE tenant = $1 AND path = $2`,
    path,
  );
  if (await removal.keeps(cvs.map(({ cvId }) => cvId))) return [];
  await removal.noteFile(path);
  await session.run('DELETE FROM tasks WHERE tenant = $1 AND path = $2', path);
  const [file] = await session.rows<{ keyId: string | null }>(
    'DELETE FROM files WHERE tenant = $1 AND path = $2 RETURNING key_id AS "keyId"',
    path,
  );
  const from = { path, keyId: file?.keyId ?? null };
  const orphans: CvId[] = [];
  for (const { cvId } of cvs) if (!(await handOver(session, cvId, from))) orphans.push(cvId);
  return removal.eraseCvs(orphans);
}

/** True if a CV stays because another file has its bytes, if possible one of the same sender. */
async function handOver(session: Session, cvId: CvId, from: { path: string; keyId: string | null }): Promise<boolean> {
  const other = await session.row<{ path: string; own: boolean }>(
    `SELECT path, key_id IS NOT DISTINCT FROM $3 AS own FROM files WHERE tenant = $1 AND cv_id = $2
     ORDER BY own DESC, path LIMIT 1`,
    cvId,
    from.keyId,
  );
  if (other === undefined) return false;
  const { path, own } = other;
  await session.run('UPDATE cvs SET path = $2 WHERE tenant = $1 AND cv_id = $3 AND path = $4', path, cvId, from.path);
  // What is left of this sender is no copy of another file of it any more.
  if (own)
    await session.run(
      `UPDATE files SET state = 'ready', code = NULL, message = NULL WHERE tenant = $1 AND path = $2 AND code = 'exact_copy'
         AND NOT EXISTS (SELECT 1 FROM files AS first WHERE first.tenant = $1 AND first.cv_id = files.cv_id
           AND first.key_id IS NOT DISTINCT FROM files.key_id AND first.state = 'ready')`,
      path,
    );
  return true;
}
