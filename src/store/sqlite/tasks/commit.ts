import { bandsOf, type ProcessedCv } from '../../../domain/index.js';
import {
  decide,
  namedAfter,
  hashOf,
  newCv,
  type Alike,
  type CvOfBytes,
  type Decision,
  type CommitFacts,
} from '../../decide.js';
import { NearCopies } from '../../near-copies.js';
import type { CommittedFile, FileResult } from '../../port/index.js';
import { lastRevision, seriesAt, seriesNamed } from '../candidates/standing.js';
import { hasOverridesOf } from '../cv/overrides.js';
import { comeBack, insertCv, rewriteCv } from '../cv/rows.js';
import type { Database } from '../database.js';
import { isRefused } from '../erasure/erased.js';
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
  const cv = cvOfBytes(db, result);
  const named = seriesNamed(db, result.path);
  const facts = { file, cv, named, atPath: null, ownLastRevision: 0, refused: false, near: null };
  const processed = newCv(result, cv);
  if (processed === null) return facts;
  return {
    ...facts,
    refused: isRefused(db, result.hash!, file?.keyId ?? null),
    atPath: seriesAt(db, result.path),
    ownLastRevision: lastRevision(db, namedAfter(result.hash!)),
    near: result.duplicates === 'keep' ? null : nearCopyOf(db, result.path, named?.series ?? '', processed),
  };
}

/** With the API key that handed it in; null for one on disk. */
type FileAt = NonNullable<CommitFacts['file']> & { keyId: string | null };

function fileAt(db: Database, path: string): FileAt | null {
  const row = db
    .sql(
      'SELECT path, cv_id AS cvId, resembles, state, code, message, format, key_id AS keyId FROM files WHERE path = ?',
    )
    .get(path);
  return (row as FileAt | undefined) ?? null;
}

/** The API key that handed in the file @path; null for one on disk. */
const SENDER = '(SELECT key_id FROM files WHERE path = @path)';
/** Whether a file counts among those of the sender of @path; for a file on disk each does. */
const ITS_OWN = `(${SENDER} IS NULL OR files.key_id = ${SENDER})`;

function cvOfBytes(db: Database, { hash, path }: FileResult): CvOfBytes | null {
  if (hash === null) return null;
  const row = db
    .sql(
      `SELECT series, path, fingerprint, format, series_revision AS revision,
        (SELECT max(series_revision) FROM cvs AS same WHERE same.series = cvs.series) AS lastRevision,
        EXISTS (SELECT 1 FROM files WHERE files.cv_id = cvs.cv_id AND files.path <> @path AND files.state = 'ready' AND ${ITS_OWN}) AS sentBefore
       FROM cvs WHERE cv_id = @hash`,
    )
    .get({ hash, path }) as
    (Omit<CvOfBytes, 'latest' | 'sentBefore'> & { revision: number; sentBefore: number }) | undefined;
  if (row === undefined) return null;
  const { revision, sentBefore, ...cv } = row;
  return { ...cv, latest: revision === cv.lastRevision, sentBefore: sentBefore === 1 };
}

type AlikeRow = Omit<Alike, 'own'> & { key: number; textHash: string; own: number };
const ALIKE = `SELECT key, cv_id AS cvId, duplicate_of AS duplicateOf, text_hash AS textHash,
    EXISTS (SELECT 1 FROM files WHERE files.cv_id = cvs.cv_id AND ${ITS_OWN}) AS own
  FROM cvs WHERE path <> @path AND series <> @series`;

/**
 * The first CV with the same text, at another path and in another series, if possible one of the same sender; an edited
 * file at the same path is a revision.
 */
function nearCopyOf(db: Database, path: string, series: string, cv: ProcessedCv): Alike | null {
  const at = { path, series };
  const found = firstWithText(db, at, cv.textHash) ?? cvsAlike(db, at, cv);
  return found === null ? null : { cvId: found.cvId, duplicateOf: found.duplicateOf, own: found.own === 1 };
}

interface At {
  path: string;
  series: string;
}

function firstWithText(db: Database, at: At, textHash: string): AlikeRow | null {
  const same = `${ALIKE} AND text_hash = @textHash ORDER BY own DESC, key LIMIT 1`;
  return (db.sql(same).get({ ...at, textHash }) as AlikeRow | undefined) ?? null;
}

function cvsAlike(db: Database, at: At, cv: ProcessedCv): AlikeRow | null {
  const bands = bandsOf(cv.signature);
  if (bands.length === 0) return null;
  const shared = `key IN (SELECT key FROM bands WHERE band IN (SELECT value FROM json_each(@bands)))`;
  const candidates = db
    .sql(`${ALIKE} AND ${shared} ORDER BY own DESC, key LIMIT 20`)
    .all({ ...at, bands: JSON.stringify(bands) }) as AlikeRow[];
  if (candidates.length === 0) return null;
  const copies = new NearCopies(cv);
  const isCopy = ({ key, textHash }: AlikeRow): boolean =>
    copies.mayBe(textHash) && copies.is(textHash, textOf(db, key));
  return candidates.find(isCopy) ?? null;
}

function textOf(db: Database, key: number): string {
  return (db.sql('SELECT opened(text) AS text FROM documents WHERE key = ?').get(key) as { text: string }).text;
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
  ).run(
    path,
    cvId,
    resembles,
    hashOf(result, state),
    state,
    code,
    message,
    format,
    result.size,
    result.mtimeMs,
    result.madeWith,
  );
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
    // Read before somebody corrected it: it stays as it is until it is read again.
    if (cv.rewrite && hasOverridesOf(db, hash!, processed)) rewriteCv(db, hash!, processed, fingerprint);
    if (cv.revision !== null) comeBack(db, hash!, cv.revision);
  }
}
