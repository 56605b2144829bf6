import { bandsOf, type CvId, type ProcessedCv } from '../../../domain/index.js';
import { bytesOf, encodeDocument, encodeProfile, encodeScoring } from '../../blobs.js';
import { columnsOf } from '../../columns.js';
import { checkVectors } from '../../vectors.js';
import { notePairs, renewPairs } from '../candidates/pairs.js';
import { forgetSeries } from '../candidates/series.js';
import { settleStandings } from '../candidates/standing.js';
import type { Database } from '../database.js';
import { forgetHeld } from '../retention/held.js';
import { bumpVersion, currentModel, generationOf, storeVersion, vectorTable } from '../meta.js';

/** The rows of one CV, written and erased together and always inside a transaction. */

interface CvRow {
  key: number;
  cv_id: CvId;
  series: string;
  fingerprint: string;
}

const ROW = 'key, cv_id, series, fingerprint';

export function cvRow(db: Database, cvId: CvId): CvRow | undefined {
  return db.sql(`SELECT ${ROW} FROM cvs WHERE cv_id = ?`).get(cvId) as CvRow | undefined;
}

export interface Place {
  series: string;
  revision: number;
  duplicateOf: CvId | null;
  path: string;
}

/**
 * Writes a CV that is not in the store as the latest of its series. The caller has raised the store's version, so that no
 * two CVs came at the same one.
 */
export function insertCv(db: Database, cvId: CvId, cv: ProcessedCv, place: Place, fingerprint: string): void {
  const { series, revision, duplicateOf, path } = place;
  const { lastInsertRowid } = db
    .sql(
      `
    INSERT INTO cvs (cv_id, series, candidate_id, series_revision, revision, latest, duplicate_of, path, came, ingested_at,
      name, label, years, country, language, format, engine, passages, fingerprint, text_hash, signature, who_email, who_phone)
    VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      ...[cvId, series, series, revision, revision, duplicateOf, path, storeVersion(db), db.nowIso()],
      ...sealedColumns(db, cv, fingerprint),
    );
  insertParts(db, Number(lastInsertRowid), cv);
  settleStandings(db, series);
  notePairs(db, cvId);
}

/** Makes an older revision the latest of its series again. The caller has raised the store's version, as for `insertCv`. */
export function comeBack(db: Database, cvId: CvId, revision: number): void {
  db.sql('UPDATE cvs SET series_revision = ?, came = ? WHERE cv_id = ?').run(revision, storeVersion(db), cvId);
  settleStandings(db, cvRow(db, cvId)!.series);
}

/** Rewrites a CV from the same bytes, e.g. read by newer code; candidate, revision and path stay. */
export function rewriteCv(db: Database, cvId: CvId, cv: ProcessedCv, fingerprint: string): void {
  const { key } = cvRow(db, cvId)!;
  eraseParts(db, key);
  updateColumns(db, key, cv, fingerprint);
  insertParts(db, key, cv);
}

/** Rewrites profile and occupations from the stored text; vectors and document stay. */
export function rewriteReading(db: Database, key: number, cv: ProcessedCv, fingerprint: string): void {
  eraseReading(db, key);
  updateColumns(db, key, cv, fingerprint);
  insertReading(db, key, cv);
}

function updateColumns(db: Database, key: number, cv: ProcessedCv, fingerprint: string): void {
  db.sql(
    `
    UPDATE cvs SET name = ?, label = ?, years = ?, country = ?, language = ?, format = ?, engine = ?, passages = ?, fingerprint = ?,
      text_hash = ?, signature = ?, who_email = ?, who_phone = ? WHERE key = ?`,
  ).run(...sealedColumns(db, cv, fingerprint), key);
  for (const table of ['matches', 'explanations'])
    db.sql(`DELETE FROM ${table} WHERE cv_id = (SELECT cv_id FROM cvs WHERE key = ?)`).run(key);
  renewPairs(db, seriesOf(db, key));
}

function seriesOf(db: Database, key: number): string {
  return (db.sql('SELECT series FROM cvs WHERE key = ?').get(key) as { series: string }).series;
}

/** In the order of the columns; what tells who somebody is does not lie there as it is in an encrypted store. */
function sealedColumns(db: Database, cv: ProcessedCv, fingerprint: string): unknown[] {
  const columns = columnsOf(cv, fingerprint);
  const { name, label, who_email, who_phone } = columns;
  return Object.values({
    ...columns,
    name: name && db.sealer.text(name),
    label: label && db.sealer.text(label),
    who_email: who_email && db.sealer.value(who_email),
    who_phone: who_phone && db.sealer.value(who_phone),
  });
}

function insertParts(db: Database, key: number, cv: ProcessedCv): void {
  const { text, layout, lines } = encodeDocument(cv.document);
  db.sql('INSERT INTO documents VALUES (?, ?, ?, ?)').run(key, db.sealer.text(text), db.sealer.text(layout), lines);
  insertReading(db, key, cv);
  insertVectors(db, generationOf(db), currentModel(db)?.dimensions ?? cv.vector.length, key, cv);
}

function insertReading(db: Database, key: number, cv: ProcessedCv): void {
  db.sql('INSERT INTO profiles VALUES (?, ?)').run(key, db.sealer.text(encodeProfile(cv.profile)));
  for (const { term, recent, share } of cv.occupations)
    db.sql('INSERT INTO occupations VALUES (?, ?, ?, ?)').run(term, key, recent, share);
  for (const band of new Set(bandsOf(cv.signature))) db.sql('INSERT INTO bands VALUES (?, ?)').run(band, key);
}

/** @throws CvmatchError `vector_invalid`. */
export function insertVectors(
  db: Database,
  generation: number,
  dimensions: number,
  key: number,
  cv: ProcessedCv,
): void {
  checkVectors(cv, dimensions);
  const { features, passages, vectors } = encodeScoring(cv);
  db.sql('INSERT INTO scoring VALUES (?, ?, ?, ?, ?)').run(
    ...[generation, key, db.sealer.bytes(features), passages, vectors],
  );
  db.sql(`INSERT INTO ${vectorTable(generation)} (key, vector) VALUES (?, ?)`).run(BigInt(key), bytesOf(cv.vector));
}

/** vec0 leaves the bytes of a deleted vector in its chunk, so they are overwritten first. */
export function eraseVectors(db: Database, generation: number, dimensions: number, key: number): void {
  const table = vectorTable(generation);
  db.sql('DELETE FROM scoring WHERE generation = ? AND key = ?').run(generation, key);
  if (db.sql(`SELECT 1 FROM ${table} WHERE key = ?`).get(BigInt(key)) === undefined) return;
  db.sql(`UPDATE ${table} SET vector = ? WHERE key = ?`).run(new Uint8Array(dimensions * 4), BigInt(key));
  db.sql(`DELETE FROM ${table} WHERE key = ?`).run(BigInt(key));
}

function eraseParts(db: Database, key: number): void {
  db.sql('DELETE FROM documents WHERE key = ?').run(key);
  eraseReading(db, key);
  const model = currentModel(db);
  if (model !== null) eraseVectors(db, generationOf(db), model.dimensions, key);
}

function eraseReading(db: Database, key: number): void {
  for (const table of ['profiles', 'bands', 'occupations']) db.sql(`DELETE FROM ${table} WHERE key = ?`).run(key);
}

/**
 * Erases CVs and everything derived from them. Files and tasks that point to them are erased too, so that no path with
 * a name in it remains.
 */
export function eraseCvs(db: Database, cvIds: CvId[], eraseNext: (key: number) => void): CvId[] {
  const removed = cvIds.filter((cvId) => {
    const row = cvRow(db, cvId);
    if (row !== undefined) eraseCv(db, row, eraseNext);
    return row !== undefined;
  });
  if (removed.length > 0) {
    db.sql('DELETE FROM cache').run();
    bumpVersion(db);
  }
  return removed;
}

function eraseCv(db: Database, row: CvRow, eraseNext: (key: number) => void): void {
  eraseParts(db, row.key);
  eraseNext(row.key);
  db.sql('DELETE FROM cvs WHERE key = ?').run(row.key);
  db.sql('DELETE FROM tasks WHERE path IN (SELECT path FROM files WHERE cv_id = ?)').run(row.cv_id);
  db.sql('DELETE FROM files WHERE cv_id = ?').run(row.cv_id);
  reopenNearCopies(db, row.cv_id);
  eraseMatches(db, row.cv_id);
  forgetHeld(db, row.cv_id);
  db.sql('UPDATE cvs SET duplicate_of = NULL WHERE duplicate_of = ?').run(row.cv_id);
  forgetSeries(db, row.series);
}

/**
 * A near copy that was left out because of a CV must now be read, since the store would be without both. Its task may
 * have been removed, so it is created again if needed.
 */
function reopenNearCopies(db: Database, cvId: CvId): void {
  const now = db.nowIso();
  db.sql(
    `
    INSERT INTO tasks (batch, path, status, sender, created_at, updated_at)
    SELECT coalesce(batch, ''), path, 'pending', coalesce(key_id, ''), ?, ? FROM files WHERE resembles = ?
    ON CONFLICT (path) DO UPDATE SET status = 'pending', sender = excluded.sender, attempts = 0, not_before = 0, offered_at = NULL, last_code = NULL,
      last_message = NULL, created_at = excluded.created_at, updated_at = excluded.updated_at
    WHERE status <> 'running'`,
  ).run(now, now, cvId);
  db.sql(
    'UPDATE files SET resembles = NULL, state = NULL, code = NULL, message = NULL, made_with = NULL WHERE resembles = ?',
  ).run(cvId);
}

/** Explanations quote the CV, and a reason for a decision may describe the person. */
function eraseMatches(db: Database, cvId: CvId): void {
  for (const table of ['matches', 'explanations', 'matches_shown', 'decisions'])
    db.sql(`DELETE FROM ${table} WHERE cv_id = ?`).run(cvId);
}
