import type { CvId } from '../../domain/index.js';
import type { ImpressionRepository, RankOutcome, ShownMatch } from '../port/index.js';
import type { Database, Session } from './database.js';

export function postgresImpressions(db: Database): ImpressionRepository {
  const find = 'SELECT cv_id AS "cvId", jd_hash AS "jdHash" FROM matches_shown WHERE tenant = $1 AND id = $2';
  const view = 'UPDATE matches_shown SET viewed_at = $2 WHERE tenant = $1 AND id = $3 AND viewed_at IS NULL';
  return {
    shown: (matches, at) => db.write((session) => note(session, matches, at)),
    find: (matchId) =>
      db.read(async (session) => (await session.row<{ cvId: CvId; jdHash: string }>(find, matchId)) ?? null),
    view: (matchId, at) => db.write(async (session) => (await session.run(view, at, matchId)) > 0),
    outcomes: (since) => db.read((session) => outcomes(session, since)),
  };
}

async function note(session: Session, matches: ShownMatch[], at: string): Promise<void> {
  // One statement cannot change a row twice; in one order, so that two processes never wait for each other.
  const last = [...new Map(matches.map((match) => [match.id, match])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  await session.insert(
    'matches_shown',
    ['id', 'cv_id', 'jd_hash', 'rank', 'shown_at'],
    last.map(({ id, cvId, jdHash, rank }) => [id, cvId, jdHash, rank, at]),
    'ON CONFLICT (tenant, id) DO UPDATE SET rank = excluded.rank, shown_at = excluded.shown_at',
  );
}

async function outcomes(session: Session, since: string): Promise<RankOutcome[]> {
  return session.rows<RankOutcome>(
    `SELECT rank, count(*) AS shown, count(*) FILTER (WHERE viewed) AS viewed,
       count(*) FILTER (WHERE shortlisted) AS shortlisted, count(*) FILTER (WHERE rejected) AS rejected
     FROM (
       SELECT rank, viewed_at IS NOT NULL OR count(decision) > 0 AS viewed,
         coalesce(bool_or(decision = 'shortlisted'), false) AS shortlisted, coalesce(bool_or(decision = 'rejected'), false) AS rejected
       FROM matches_shown LEFT JOIN decisions ON decisions.tenant = $1
         AND decisions.cv_id = matches_shown.cv_id AND decisions.jd_hash = matches_shown.jd_hash AND undone_at IS NULL
       WHERE matches_shown.tenant = $1 AND shown_at >= $2 GROUP BY matches_shown.id, rank, viewed_at) AS each
     GROUP BY rank ORDER BY rank`,
    since,
  );
}
