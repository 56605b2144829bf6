import { randomUUID } from 'node:crypto';
import type { CvId } from '../../../domain/index.js';
import type {
  FileRecord,
  Intake,
  NewBatch,
  NewFile,
  CommittedFile,
  FileResult,
  RemovalTerms,
} from '../../port/index.js';
import { cvRow } from '../cv/rows.js';
import { lastKey, packNext } from '../cv/words.js';
import { fills, packIf } from '../../search/words/packing.js';
import type { Database } from '../database.js';
import { overridesOf } from '../cv/overrides.js';
import { isRefused, readmit } from '../erasure/erased.js';
import { Removal } from '../erasure/record.js';
import { commitOne } from './commit.js';
import { claimPath, holdsClaim, taskLeases } from './rows.js';

const COLUMNS = `path, cv_id AS cvId, resembles, hash, state, code, message, format, size, mtime AS mtimeMs, made_with AS madeWith,
  (SELECT fingerprint FROM cvs WHERE cvs.cv_id = files.cv_id) AS cvFingerprint`;

export function sqliteIntake(db: Database): Intake {
  return {
    known: (paths) => db.reading(() => knownFiles(db, paths)),
    madeWith: (cvId, keyId = null) => db.reading(() => madeWith(db, cvId, keyId)),
    open: (batch, files, settled = []) =>
      db.write(() => earlierBatch(db, batch) ?? openCommitted(db, batch, files, settled)),
    claim: (owner, paths, leaseMs) => db.write(() => paths.map((path) => claimPath(db, owner, path, leaseMs))),
    ...taskLeases(db),
    commit: (results) => commitAndPack(db, results),
    under: (folder) => db.reading(() => filesUnder(db, folder)),
    refuses: (hashes, keyId) => db.reading(() => new Set(hashes.filter((hash) => isRefused(db, hash, keyId)))),
    overrides: (hash) => db.reading(() => overridesOf(db, hash)),
    readmit: (hash, keyId) => db.write(() => readmit(db, hash, keyId)),
    prune: (paths, erasure = randomUUID(), terms = {}) => db.write(() => prunePaths(db, paths, { erasure, terms })),
  };
}

function knownFiles(db: Database, paths: string[]): Map<string, FileRecord> {
  const known = new Map<string, FileRecord>();
  for (const path of paths) {
    const row = db.sql(`SELECT ${COLUMNS} FROM files WHERE path = ?`).get(path) as FileRecord | undefined;
    if (row !== undefined) known.set(path, row);
  }
  return known;
}

function madeWith(db: Database, cvId: CvId, keyId: string | null): string | null {
  const held = 'SELECT 1 FROM files WHERE cv_id = ? AND key_id = ? LIMIT 1';
  if (keyId !== null && db.sql(held).get(cvId, keyId) === undefined) return null;
  return cvRow(db, cvId)?.fingerprint ?? null;
}

export function earlierBatch(
  db: Database,
  { keyId = null, idempotencyKey = null }: Pick<NewBatch, 'keyId' | 'idempotencyKey'>,
): string | null {
  if (idempotencyKey === null) return null;
  const row = db
    .sql("SELECT id FROM batches WHERE coalesce(key_id, '') = coalesce(?, '') AND idempotency_key = ?")
    .get(keyId, idempotencyKey) as { id: string } | undefined;
  return row?.id ?? null;
}

function openCommitted(db: Database, batch: NewBatch, files: NewFile[], settled: FileResult[]): string {
  const id = openBatch(db, batch, files);
  commitAll(
    db,
    settled.filter(({ outcome, hash }) => !('known' in outcome) || cvRow(db, hash!) !== undefined),
  );
  return id;
}

/** A path has one row in `tasks`: its open task, or how its last one ended. */
function openBatch(db: Database, batch: NewBatch, files: NewFile[]): string {
  const now = db.nowIso();
  const { id, source, keyId = null, idempotencyKey = null, priority = 0 } = batch;
  db.sql('INSERT INTO batches (id, source, files, created_at, key_id, idempotency_key) VALUES (?, ?, ?, ?, ?, ?)').run(
    id,
    source,
    files.length,
    now,
    keyId,
    idempotencyKey,
  );
  for (const { path, size, mtimeMs, name = null, hash = null, candidate = null } of files) {
    db.sql(
      'INSERT INTO files (path, size, mtime, name, hash, key_id, batch, candidate) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO NOTHING',
    ).run(path, size, mtimeMs, name, hash, keyId, id, candidate);
    db.sql(
      `
      INSERT INTO tasks (batch, path, status, priority, sender, created_at, updated_at) VALUES (?, ?, 'pending', ?, ?, ?, ?)
      ON CONFLICT (path) DO UPDATE SET batch = excluded.batch, status = 'pending', attempts = 0, not_before = 0, offered_at = NULL, priority = excluded.priority, sender = excluded.sender,
        last_code = NULL, last_message = NULL, created_at = excluded.created_at, updated_at = excluded.updated_at
      WHERE status <> 'running'`,
    ).run(id, path, priority, keyId ?? '', now, now);
  }
  return id;
}

/** A piece of the word index that becomes full is packed at once. */
async function commitAndPack(db: Database, results: FileResult[]): Promise<CommittedFile[]> {
  let isFull = false;
  const committed = await db.write(() => {
    const before = lastKey(db);
    const written = commitAll(db, results);
    isFull = fills(before, lastKey(db));
    return written;
  });
  await packIf(isFull, () => db.write(() => packNext(db)));
  return committed;
}

function commitAll(db: Database, results: FileResult[]): CommittedFile[] {
  return results.filter((result) => holds(db, result)).map((result) => commitOne(db, result));
}

function holds(db: Database, { path, claim }: FileResult): boolean {
  return claim === undefined || holdsClaim(db, path, claim);
}

function filesUnder(db: Database, folder: string): FileRecord[] {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  // A range instead of LIKE: it is exact about case and wildcards, and uses the key.
  return db
    .sql(`SELECT ${COLUMNS} FROM files WHERE path = ? OR (path >= ? AND path < ?) ORDER BY path`)
    .all(folder, prefix, `${prefix.slice(0, -1)}0`) as FileRecord[];
}

function prunePaths(
  db: Database,
  paths: string[],
  { erasure, terms }: { erasure: string; terms: RemovalTerms },
): CvId[] {
  const removal = new Removal(db, terms);
  const removed = paths.flatMap((path) => pruneOne(db, path, removal));
  removal.record(erasure);
  return removed;
}

/** Removes all revisions read from the path; a CV that another file holds too is handed over to that file. */
function pruneOne(db: Database, path: string, removal: Removal): CvId[] {
  const file = db.sql('SELECT cv_id AS cvId, key_id AS keyId FROM files WHERE path = ?').get(path) as
    { cvId: CvId | null; keyId: string | null } | undefined;
  const readHere = (db.sql('SELECT cv_id FROM cvs WHERE path = ?').all(path) as { cv_id: CvId }[]).map(
    (row) => row.cv_id,
  );
  const { cvId: pointed, keyId } = file ?? { cvId: null, keyId: null };
  const here = new Set(pointed === null ? readHere : [pointed, ...readHere]);
  if (removal.keeps([...here])) return [];
  removal.noteFile(path);
  db.sql('DELETE FROM tasks WHERE path = ?').run(path);
  db.sql('DELETE FROM files WHERE path = ?').run(path);
  const orphans = [...here].filter((cvId) => !handOver(db, cvId, { path, keyId }));
  return removal.eraseCvs(orphans);
}

/** True if a CV stays because another file has its bytes, if possible one of the same sender. */
function handOver(db: Database, cvId: CvId, from: { path: string; keyId: string | null }): boolean {
  const others = 'SELECT path, key_id IS ? AS own FROM files WHERE cv_id = ? ORDER BY own DESC, path LIMIT 1';
  const other = db.sql(others).get(from.keyId, cvId) as { path: string; own: number } | undefined;
  if (other === undefined) return false;
  db.sql('UPDATE cvs SET path = ? WHERE cv_id = ? AND path = ?').run(other.path, cvId, from.path);
  // What is left of this sender is no copy of another file of it any more.
  if (other.own === 1)
    db.sql(
      `UPDATE files SET state = 'ready', code = NULL, message = NULL WHERE path = ? AND code = 'exact_copy'
       AND NOT EXISTS (SELECT 1 FROM files AS first WHERE first.cv_id = files.cv_id AND first.key_id IS files.key_id AND first.state = 'ready')`,
    ).run(other.path);
  return true;
}
