import type { CvId, ProcessedCv } from '../../../domain/index.js';
import { columnsOf } from '../../columns.js';
import { notePairs, renewPairs } from '../candidates/pairs.js';
import { forgetSeries } from '../candidates/series.js';
import { settleStandings } from '../candidates/standing.js';
import type { Session } from '../database.js';
import { forgetHeld } from '../retention/held.js';
import { bumpVersion } from '../meta.js';
import { reopenNearCopies } from '../tasks/reopen.js';
import { eraseParts, eraseReading, insertParts, insertReading } from './parts.js';

/** The rows of CVs, written and erased together and always inside a transaction. */

export interface NewCv {
  cvId: CvId;
  cv: ProcessedCv;
  series: string;
  revision: number;
  duplicateOf: CvId | null;
  path: string;
  /** The store's version that it came with; no two CVs have the same. */
  came: number;
  fingerprint: string;
}

const OWN = [
  'key',
  'cv_id',
  'series',
  'candidate_id',
  'series_revision',
  'revision',
  'latest',
  'duplicate_of',
  'path',
  'came',
  'ingested_at',
];

/** Writes CVs that are not in the store, each as the latest of its series. */
export async function insertCvs(session: Session, cvs: NewCv[]): Promise<void> {
  if (cvs.length === 0) return;
  const first = await session.next('last_cv', cvs.length);
  const rows = cvs.map(({ cvId, cv, series, revision, duplicateOf, path, came, fingerprint }, i) => ({
    own: [first + i, cvId, series, series, revision, revision, true, duplicateOf, path, came, session.nowIso],
    columns: columnsOf(cv, fingerprint),
  }));
  await session.insert(
    'cvs',
    [...OWN, ...Object.keys(rows[0]!.columns)],
    rows.map(({ own, columns }) => [...own, ...Object.values(columns)]),
  );
  await insertParts(
    session,
    cvs.map(({ cv }, i) => ({ key: first + i, cv })),
  );
  await settleStandings(
    session,
    cvs.map(({ series }) => series),
  );
  await notePairs(
    session,
    cvs.map(({ cvId }) => cvId),
    { earlierOnly: true },
  );
}

/** Makes an older revision the latest of its series again. */
export async function comeBack(session: Session, cvId: CvId, revision: number, came: number): Promise<void> {
  const row = await session.row<{ series: string }>(
    'UPDATE cvs SET series_revision = $3, came = $4 WHERE tenant = $1 AND cv_id = $2 RETURNING series',
    cvId,
    revision,
    came,
  );
  await settleStandings(session, [row!.series]);
}

/** Rewrites a CV from the same bytes, e.g. read by newer code; candidate, revision and path stay. */
export async function rewriteCv(session: Session, cvId: CvId, cv: ProcessedCv, fingerprint: string): Promise<void> {
  const row = await session.row<{ key: number }>('SELECT key FROM cvs WHERE tenant = $1 AND cv_id = $2', cvId);
  const { key } = row!;
  await eraseParts(session, key);
  await updateColumns(session, key, cv, fingerprint);
  await insertParts(session, [{ key, cv }]);
}

/** Rewrites profile and words from the stored text; vectors and document stay. */
export async function rewriteReading(
  session: Session,
  key: number,
  cv: ProcessedCv,
  fingerprint: string,
): Promise<void> {
  await eraseReading(session, key);
  await updateColumns(session, key, cv, fingerprint);
  await insertReading(session, [{ key, cv }]);
}

async function updateColumns(session: Session, key: number, cv: ProcessedCv, fingerprint: string): Promise<void> {
  const columns = columnsOf(cv, fingerprint);
  const set = Object.keys(columns).map((name, i) => `${name} = $${i + 3}`);
  const row = await session.row<{ cvId: CvId; series: string }>(
    `UPDATE cvs SET ${set.join(', ')} WHERE tenant = $1 AND key = $2 RETURNING cv_id AS "cvId", series`,
    key,
    ...Object.values(columns),
  );
  for (const table of ['matches', 'explanations'])
    await session.run(`DELETE FROM ${table} WHERE tenant = $1 AND cv_id = $2`, row!.cvId);
  await renewPairs(session, row!.series);
}

/**
 * Erases CVs and everything derived from them. Files and tasks that point to them are erased too, so that no path with
 * a name in it remains. Returns those that existed.
 */
export async function eraseCvs(session: Session, cvIds: CvId[]): Promise<CvId[]> {
  const removed: CvId[] = [];
  for (const cvId of cvIds) if (await eraseCv(session, cvId)) removed.push(cvId);
  if (removed.length > 0) {
    await session.run('DELETE FROM cache WHERE tenant = $1');
    await bumpVersion(session);
  }
  return removed;
}

async function eraseCv(session: Session, cvId: CvId): Promise<boolean> {
  const row = await session.row<{ key: number; series: string }>(
    'DELETE FROM cvs WHERE tenant = $1 AND cv_id = $2 RETURNING key, series',
    cvId,
  );
  if (row === undefined) return false;
  await eraseParts(session, row.key);
  await session.run(
    'DELETE FROM tasks WHERE tenant = $1 AND path IN (SELECT path FROM files WHERE tenant = $1 AND cv_id = $2)',
    cvId,
  );
  await session.run('DELETE FROM files WHERE tenant = $1 AND cv_id = $2', cvId);
  await reopenNearCopies(session, [cvId]);
  // Explanations quote the CV, and a reason for a decision may describe the person.
  for (const table of ['matches', 'explanations', 'matches_shown', 'decisions'])
    await session.run(`DELETE FROM ${table} WHERE tenant = $1 AND cv_id = $2`, cvId);
  await forgetHeld(session, cvId);
  await session.run('UPDATE cvs SET duplicate_of = NULL WHERE tenant = $1 AND duplicate_of = $2', cvId);
  await forgetSeries(session, row.series);
  return true;
}
