import { bandsOf, type ProcessedCv } from '../../../domain/index.js';
import {
  decide,
  namedAfter,
  newCv,
  type Alike,
  type CvOfBytes,
  type Decision,
  type CommitFacts,
} from '../../decide.js';
import { NearCopies } from '../../near-copies.js';
import type { CommittedFile, FileResult } from '../../port/index.js';
import { lastRevision, seriesAt, seriesNamed } from '../candidates/standing.js';
import { comeBack, insertCv, rewriteCv } from '../cv/rows.js';
import type { Database } from '../database.js';
import { bumpVersion } from '../meta.js';

/** Commits one result inside the transaction of its group: gathers the facts and writes the decision. */
export function commitOne(db: Database, result: FileResult): CommittedFile {
  const decision = decide(gather(db, result), result);
  if (decision.kind === 'gone') throw new Error('the stored CV that a result refers to is gone');
  if (decision.kind === 'write') apply(db, result, decision);
  return decision.file;
}

function gather(db: Database, result: FileResult): CommitFacts {
  const file = fileAt(db, result.path);
  const cv = cvOfBytes(db, result.hash);
  const named = seriesNamed(db, result.path);
  const facts = { file, cv, named, atPath: null, ownLastRevision: 0, near: null };
  const processed = newCv(result, cv);
  if (processed === null) return facts;
  return {
    ...facts,
    atPath: seriesAt(db, result.path),
    ownLastRevision: lastRevision(db, namedAfter(result.hash!)),
    near: result.duplicates === 'keep' ? null : nearCopyOf(db, result.path, named?.series ?? '', processed),
  };
}

function fileAt(db: Database, path: string): CommitFacts['file'] {
  const row = db
    .sql('SELECT path, cv_id AS cvId, resembles, state, code, message, format FROM files WHERE path = ?')
    .get(path);
  return (row as NonNullable<CommitFacts['file']> | undefined) ?? null;
}

function cvOfBytes(db: Database, hash: string | null): CvOfBytes | null {
  if (hash === null) return null;
  const row = db
    .sql(
      `SELECT series, path, fingerprint, format, series_revision AS revision,
        (SELECT max(series_revision) FROM cvs AS same WHERE same.series = cvs.series) AS lastRevision
       FROM cvs WHERE cv_id = ?`,
    )
    .get(hash) as (Omit<CvOfBytes, 'latest'> & { revision: number }) | undefined;
  if (row === undefined) return null;
  const { revision, ...cv } = row;
  return { ...cv, latest: revision === cv.lastRevision };
}

type AlikeRow = Alike & { key: number; textHash: string };
const ALIKE = 'key, cv_id AS cvId, duplicate_of AS duplicateOf, text_hash AS textHash';

/**
 * The first CV with the same text, at another path and in another series; an edited file at the same path is a
 * revision.
 */
function nearCopyOf(db: Database, path: string, series: string, cv: ProcessedCv): Alike | null {
  const same = `SELECT ${ALIKE} FROM cvs WHERE text_hash = ? AND path <> ? AND series <> ? ORDER BY key LIMIT 1`;
  const exact = db.sql(same).get(cv.textHash, path, series) as AlikeRow | undefined;
  if (exact !== undefined) return exact;
  const candidates = cvsAlike(db, path, series, bandsOf(cv.signature));
  if (candidates.length === 0) return null;
  const copies = new NearCopies(cv);
  const isCopy = ({ key, textHash }: AlikeRow): boolean =>
    copies.mayBe(textHash) && copies.is(textHash, textOf(db, key));
  return candidates.find(isCopy) ?? null;
}

function cvsAlike(db: Database, path: string, series: string, bands: number[]): AlikeRow[] {
  if (bands.length === 0) return [];
  return db
    .sql(
      `SELECT ${ALIKE} FROM cvs
       WHERE key IN (SELECT key FROM bands WHERE band IN (${bands.map(() => '?').join(', ')})) AND path <> ?
         AND series <> ? ORDER BY key LIMIT 20`,
    )
    .all(...bands, path, series) as AlikeRow[];
}

function textOf(db: Database, key: number): string {
  return (db.sql('SELECT text FROM documents WHERE key = ?').get(key) as { text: string }).text;
}

function apply(db: Database, result: FileResult, decision: Extract<Decision, { kind: 'write' }>): void {
  applyToCv(db, result, decision);
  const { path, cvId, resembles, state, code, message, format } = decision.file;
  db.sql(
    `INSERT INTO files (path, cv_id, resembles, hash, state, code, message, format, size, mtime, made_with)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (path) DO UPDATE SET cv_id = excluded.cv_id, resembles = excluded.resembles, hash = excluded.hash, state = excluded.state,
       code = excluded.code, message = excluded.message, format = excluded.format, size = excluded.size,
       mtime = excluded.mtime, made_with = excluded.made_with`,
  ).run(path, cvId, resembles, result.hash, state, code, message, format, result.size, result.mtimeMs, result.madeWith);
  db.sql(
    `UPDATE tasks SET status = ?, owner = NULL, lease_until = NULL, updated_at = ?
     WHERE path = ? AND status IN ('pending', 'running')`,
  ).run(decision.task, db.nowIso(), path);
}

function applyToCv(db: Database, result: FileResult, { cv }: Extract<Decision, { kind: 'write' }>): void {
  if (cv.kind === 'none') return;
  const { hash, outcome, fingerprint, path } = result;
  const processed = (outcome as { value: ProcessedCv }).value;
  bumpVersion(db);
  if (cv.kind === 'insert') insertCv(db, hash!, processed, { ...cv, path }, fingerprint);
  else {
    if (cv.rewrite) rewriteCv(db, hash!, processed, fingerprint);
    if (cv.revision !== null) comeBack(db, hash!, cv.revision);
  }
}
