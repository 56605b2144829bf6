import { bandsOf, comparable, isUpload, nearCopy, type Comparable, type CvId, type ProcessedCv } from '../../domain/index.js';
import type { SettledFile, Settlement, TaskStatus } from '../port/index.js';
import { cvAtPath, cvRow, identityOf, insertCv, rewriteCv, type CvRow } from './cv-rows.js';
import type { Database } from './database.js';
import { bumpVersion } from './meta.js';

/** The decision about one result, inside the transaction of its group: duplicate, candidate, revision, state. */
export function settleOne(db: Database, result: Settlement): SettledFile {
  if (isUpload(result.path) && db.sql('SELECT 1 FROM files WHERE path = ?').get(result.path) === undefined) return erasedMeanwhile(result.path);
  const settled = decide(db, result);
  db.sql(`
    INSERT INTO files (path, cv_id, hash, state, code, message, format, size, mtime, made_with) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (path) DO UPDATE SET cv_id = excluded.cv_id, hash = excluded.hash, state = excluded.state, code = excluded.code,
      message = excluded.message, format = excluded.format, size = excluded.size, mtime = excluded.mtime, made_with = excluded.made_with`)
    .run(settled.path, settled.cvId, result.hash, settled.state, settled.code, settled.message, settled.format, result.size, result.mtimeMs, result.madeWith);
  db.sql("UPDATE tasks SET status = ?, owner = NULL, lease_until = NULL, updated_at = ? WHERE path = ? AND status IN ('pending', 'running')")
    .run(statusOf(settled, result), new Date().toISOString(), settled.path);
  return settled;
}

/** Whoever had it removed while it was worked on must not find it in the store again. */
function erasedMeanwhile(path: string): SettledFile {
  return { path, state: 'failed', code: 'file_vanished', message: 'it was removed while it was worked on', format: null, cvId: null };
}

function statusOf({ state }: SettledFile, { dead = false }: Settlement): TaskStatus {
  if (state === 'ready' || state === 'duplicate') return 'done';
  return dead ? 'dead' : 'failed';
}

function decide(db: Database, result: Settlement): SettledFile {
  const { outcome, path } = result;
  if ('unchanged' in outcome) return settledBefore(db, path);
  if (!outcome.ok) {
    return { path, state: outcome.state, code: outcome.code, message: outcome.message, format: null, cvId: null };
  }
  const existing = cvRow(db, result.hash!);
  if (!('value' in outcome)) return settleKnown(db, result, existing);
  return existing === undefined ? settleNew(db, result, outcome.value) : settleAgain(db, result, existing, outcome.value);
}

function settledBefore(db: Database, path: string): SettledFile {
  return db.sql('SELECT path, cv_id AS cvId, state, code, message, format FROM files WHERE path = ?').get(path) as SettledFile;
}

/** Bytes that the store holds: of another path a duplicate, of this path an older revision come back. */
function settleKnown(db: Database, { path }: Settlement, existing: CvRow | undefined): SettledFile {
  if (existing === undefined) throw new Error('a CV taken for known is not in the store');
  if (existing.path !== path) return exactCopy(db, path, existing);
  if (existing.latest === 0) {
    db.sql('UPDATE cvs SET latest = 0 WHERE candidate_id = ?').run(existing.candidate_id);
    db.sql('UPDATE cvs SET latest = 1, revision = ? WHERE key = ?').run(nextRevision(db, existing.candidate_id), existing.key);
    bumpVersion(db);
  }
  return ready(db, path, existing.cv_id);
}

function settleAgain(db: Database, result: Settlement, existing: CvRow, cv: ProcessedCv): SettledFile {
  if (existing.fingerprint !== result.fingerprint) {
    rewriteCv(db, existing.key, cv, result.fingerprint);
    bumpVersion(db);
  }
  return settleKnown(db, result, existing);
}

function settleNew(db: Database, result: Settlement, cv: ProcessedCv): SettledFile {
  const { path } = result;
  const cvId = result.hash!;
  const near = result.duplicates === 'keep' ? null : nearCopyOf(db, path, cv);
  if (near !== null && result.duplicates === 'skip') {
    return { path, state: 'duplicate', code: 'near_copy', message: 'the same text as another CV in the store; left out', format: cv.document.format, cvId: near };
  }
  const candidateId = candidateOf(db, path, cvId, cv);
  const place = { candidateId, revision: nextRevision(db, candidateId), duplicateOf: near, path };
  insertCv(db, cvId, cv, place, result.fingerprint, new Date().toISOString());
  bumpVersion(db);
  return ready(db, path, cvId);
}

function ready(db: Database, path: string, cvId: CvId): SettledFile {
  return { path, state: 'ready', code: null, message: null, format: formatOf(db, cvId), cvId };
}

function exactCopy(db: Database, path: string, of: CvRow): SettledFile {
  return { path, state: 'duplicate', code: 'exact_copy', message: 'the same bytes as another file', format: formatOf(db, of.cv_id), cvId: of.cv_id };
}

function formatOf(db: Database, cvId: CvId): string {
  return (db.sql('SELECT format FROM cvs WHERE cv_id = ?').get(cvId) as { format: string }).format;
}

/** By path, else by name together with e-mail or phone, else a new one, named after its first CV. */
function candidateOf(db: Database, path: string, cvId: CvId, cv: ProcessedCv): string {
  const atPath = cvAtPath(db, path);
  if (atPath !== undefined) return atPath.candidate_id;
  const who = identityOf(cv.profile);
  const same = db.sql('SELECT candidate_id FROM cvs WHERE who_email = ? UNION ALL SELECT candidate_id FROM cvs WHERE who_phone = ? LIMIT 1').get(who.email, who.phone) as { candidate_id: string } | undefined;
  return same?.candidate_id ?? cvId.slice(0, 16);
}

function nextRevision(db: Database, candidateId: string): number {
  return ((db.sql('SELECT max(revision) AS last FROM cvs WHERE candidate_id = ?').get(candidateId) as { last: number | null }).last ?? 0) + 1;
}

/** The first CV with the same text, of another path: an edited file at the same path is a revision. */
function nearCopyOf(db: Database, path: string, cv: ProcessedCv): CvId | null {
  const same = db.sql('SELECT cv_id, duplicate_of FROM cvs WHERE text_hash = ? AND path <> ? ORDER BY key LIMIT 1').get(cv.textHash, path);
  if (same !== undefined) return rootOf(same as Alike);
  const candidates = candidatesAlike(db, path, bandsOf(cv.signature));
  if (candidates.length === 0) return null;
  const own = comparable(cv.document.text);
  noteNumbers(cv.textHash, own);
  const alike = candidates.find((candidate) => isNearCopy(db, candidate, own));
  return alike === undefined ? null : rootOf(alike);
}

type Alike = Pick<CvRow, 'cv_id' | 'duplicate_of'>;
type Candidate = Alike & Pick<CvRow, 'key'> & { text_hash: string };

function rootOf(row: Alike): CvId {
  return row.duplicate_of ?? row.cv_id;
}

function candidatesAlike(db: Database, path: string, bands: number[]): Candidate[] {
  if (bands.length === 0) return [];
  return db.sql(`
    SELECT key, cv_id, duplicate_of, text_hash FROM cvs
    WHERE key IN (SELECT key FROM bands WHERE band IN (${bands.map(() => '?').join(', ')})) AND path <> ? ORDER BY key LIMIT 20`)
    .all(...bands, path) as Candidate[];
}

/**
 * What numbers the texts have that were compared, by the hash of their words, which decides it. The same CVs share a band
 * with many others, and other numbers tell most of them apart without their text being read and folded again.
 */
const numbersHashes = new Map<string, number>();
/** About 150 bytes each. */
const MOST_HASHES = 20_000;

function noteNumbers(textHash: string, { numbersHash }: Comparable): void {
  if (numbersHashes.size >= MOST_HASHES) numbersHashes.clear();
  numbersHashes.set(textHash, numbersHash);
}

function isNearCopy(db: Database, { key, text_hash: textHash }: Candidate, own: Comparable): boolean {
  if ((numbersHashes.get(textHash) ?? own.numbersHash) !== own.numbersHash) return false;
  const { text } = db.sql('SELECT text FROM documents WHERE key = ?').get(key) as { text: string };
  const other = comparable(text);
  noteNumbers(textHash, other);
  return nearCopy(other, own);
}
