import type { CvId } from '../../../domain/index.js';
import type { Actor, Restriction, Restrictions } from '../../port/index.js';
import { cvUnknown } from '../../refusals.js';
import type { Database } from '../database.js';
import { bumpVersion } from '../meta.js';
import { joinedWith, settleStandings } from './standing.js';

/** A restriction is kept with each series of the candidate; the standings say which CVs it concerns. */
export function sqliteRestrictions(db: Database): Restrictions {
  return {
    restrict: (cvId, reason, actor) => db.write(() => restrict(db, cvId, reason, actor)),
    lift: (cvId) => db.write(() => lift(db, cvId)),
    of: (cvId) => db.reading(() => restrictionOf(db, cvId)),
    among: (cvIds) => db.reading(() => among(db, cvIds)),
  };
}

function restrict(db: Database, cvId: CvId, reason: string | null, { by, keyId }: Actor): Restriction {
  const write = db.sql(
    `INSERT INTO restrictions (series, reason, by_whom, key_id, at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (series) DO UPDATE SET reason = excluded.reason, by_whom = excluded.by_whom, key_id = excluded.key_id, at = excluded.at`,
  );
  const series = seriesOfCandidate(db, cvId);
  for (const one of series) write.run(one, reason && db.sealer.text(reason), by, keyId, db.nowIso());
  settle(db, series);
  return restrictionOf(db, cvId)!;
}

function lift(db: Database, cvId: CvId): boolean {
  const series = seriesOfCandidate(db, cvId);
  const gone = series.filter((one) => db.sql('DELETE FROM restrictions WHERE series = ?').run(one).changes > 0);
  settle(db, series);
  return gone.length > 0;
}

/** Rankings that are kept show those who are out now, or not those who are in again. */
function settle(db: Database, series: string[]): void {
  for (const one of series.slice(0, 1)) settleStandings(db, one);
  db.sql('DELETE FROM cache').run();
  bumpVersion(db);
}

function seriesOfCandidate(db: Database, cvId: CvId): string[] {
  const row = db.sql('SELECT series FROM cvs WHERE cv_id = ?').get(cvId) as { series: string } | undefined;
  if (row === undefined) throw cvUnknown(cvId);
  return joinedWith(db, row.series);
}

function restrictionOf(db: Database, cvId: CvId): Restriction | null {
  const row = db
    .sql(
      `SELECT opened(reason) AS reason, by_whom AS by, key_id AS keyId, at FROM cvs AS asked
       JOIN cvs AS one ON one.candidate_id = asked.candidate_id JOIN restrictions ON restrictions.series = one.series
       WHERE asked.cv_id = ? ORDER BY at, one.series LIMIT 1`,
    )
    .get(cvId);
  return (row as Restriction | undefined) ?? null;
}

function among(db: Database, cvIds: CvId[]): Set<CvId> {
  const sql = 'SELECT cv_id FROM cvs WHERE cv_id IN (SELECT value FROM json_each(?)) AND restricted = 1';
  return new Set(db.sql(sql).pluck().all(JSON.stringify(cvIds)) as CvId[]);
}

/** Another series of the same person has what this one has. */
export function restrictAlike(db: Database, from: string, to: string): void {
  db.sql(
    `INSERT INTO restrictions (series, reason, by_whom, key_id, at) SELECT ?, reason, by_whom, key_id, at FROM restrictions WHERE series = ?
     ON CONFLICT (series) DO NOTHING`,
  ).run(to, from);
}

/** A series is no more. `heir`: one of the same person; null: there is none. */
export function forgetRestriction(db: Database, series: string, heir: string | null): void {
  if (heir !== null) restrictAlike(db, series, heir);
  db.sql('DELETE FROM restrictions WHERE series = ?').run(series);
}
