import type { CvId } from '../../../domain/index.js';
import type { Actor, Restriction, Restrictions } from '../../port/index.js';
import { cvUnknown } from '../../refusals.js';
import { bumpVersion } from '../meta.js';
import type { Database, Session } from '../database.js';
import { joinedWith, settleStandings } from './standing.js';

/** A restriction is kept with each series of the candidate; the standings say which CVs it concerns. */
export function postgresRestrictions(db: Database): Restrictions {
  return {
    restrict: (cvId, reason, actor) => db.alone((session) => restrict(session, cvId, reason, actor)),
    lift: (cvId) => db.alone((session) => lift(session, cvId)),
    of: (cvId) => db.read((session) => restrictionOf(session, cvId)),
    among: (cvIds) => db.read((session) => among(session, cvIds)),
  };
}

async function restrict(
  session: Session,
  cvId: CvId,
  reason: string | null,
  { by, keyId }: Actor,
): Promise<Restriction> {
  const series = await seriesOfCandidate(session, cvId);
  await session.insert(
    'restrictions',
    ['series', 'reason', 'by_whom', 'key_id', 'at'],
    series.map((one) => [one, reason, by, keyId, session.nowIso]),
    `ON CONFLICT (tenant, series) DO UPDATE SET reason = excluded.reason, by_whom = excluded.by_whom, key_id = excluded.key_id, at = excluded.at`,
  );
  await settle(session, series);
  return (await restrictionOf(session, cvId))!;
}

async function lift(session: Session, cvId: CvId): Promise<boolean> {
  const series = await seriesOfCandidate(session, cvId);
  const gone = await session.run('DELETE FROM restrictions WHERE tenant = $1 AND series = ANY($2::text[])', series);
  await settle(session, series);
  return gone > 0;
}

/** Rankings that are kept show those who are out now, or not those who are in again. */
async function settle(session: Session, series: string[]): Promise<void> {
  await settleStandings(session, series);
  await session.run('DELETE FROM cache WHERE tenant = $1');
  await bumpVersion(session);
}

async function seriesOfCandidate(session: Session, cvId: CvId): Promise<string[]> {
  const row = await session.row<{ series: string }>('SELECT series FROM cvs WHERE tenant = $1 AND cv_id = $2', cvId);
  if (row === undefined) throw cvUnknown(cvId);
  return joinedWith(session, [row.series]);
}

async function restrictionOf(session: Session, cvId: CvId): Promise<Restriction | null> {
  const row = await session.row<Restriction>(
    `SELECT reason, by_whom AS by, key_id AS "keyId", at FROM cvs AS asked
     JOIN cvs AS one ON one.tenant = $1 AND one.candidate_id = asked.candidate_id
     JOIN restrictions ON restrictions.tenant = $1 AND restrictions.series = one.series
     WHERE asked.tenant = $1 AND asked.cv_id = $2 ORDER BY at, one.series LIMIT 1`,
    cvId,
  );
  return row ?? null;
}

async function among(session: Session, cvIds: CvId[]): Promise<Set<CvId>> {
  const rows = await session.rows<{ cvId: CvId }>(
    'SELECT cv_id AS "cvId" FROM cvs WHERE tenant = $1 AND cv_id = ANY($2::text[]) AND restricted',
    cvIds,
  );
  return new Set(rows.map(({ cvId }) => cvId));
}

/** Another series of the same person has what this one has. */
export async function restrictAlike(session: Session, from: string, to: string): Promise<void> {
  await session.run(
    `INSERT INTO restrictions (tenant, series, reason, by_whom, key_id, at)
     SELECT $1, $2, reason, by_whom, key_id, at FROM restrictions WHERE tenant = $1 AND series = $3
     ON CONFLICT (tenant, series) DO NOTHING`,
    to,
    from,
  );
}

/** A series is no more. `heir`: one of the same person; null: there is none. */
export async function forgetRestriction(session: Session, series: string, heir: string | null): Promise<void> {
  if (heir !== null) await restrictAlike(session, series, heir);
  await session.run('DELETE FROM restrictions WHERE tenant = $1 AND series = $2', series);
}
