import type { CvId } from '../../domain/index.js';
import type { ImpressionRepository, RankOutcome, ShownMatch } from '../port/index.js';
import type { Database } from './database.js';

export function sqliteImpressions(db: Database): ImpressionRepository {
  const find = 'SELECT cv_id AS cvId, jd_hash AS jdHash FROM matches_shown WHERE id = ?';
  const view = 'UPDATE matches_shown SET viewed_at = ? WHERE id = ? AND viewed_at IS NULL';
  return {
    shown: (matches, at) =>
      db.write(() => {
        matches.forEach((match) => {
          note(db, match, at);
        });
      }),
    find: (matchId) =>
      db.reading(() => (db.sql(find).get(matchId) as { cvId: CvId; jdHash: string } | undefined) ?? null),
    view: (matchId, at) => db.write(() => db.sql(view).run(at, matchId).changes > 0),
    outcomes: (since) => db.reading(() => outcomes(db, since)),
  };
}

function note(db: Database, { id, cvId, jdHash, rank }: ShownMatch, at: string): void {
  db.sql(
    `INSERT INTO matches_shown (id, cv_id, jd_hash, rank, shown_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET rank = excluded.rank, shown_at = excluded.shown_at`,
  ).run(id, cvId, jdHash, rank, at);
}

function outcomes(db: Database, since: string): RankOutcome[] {
  return db
    .sql(
      `
    SELECT rank, count(*) AS shown, sum(viewed) AS viewed, sum(shortlisted) AS shortlisted, sum(rejected) AS rejected
    FROM (
      SELECT rank, viewed_at IS NOT NULL OR count(decision) > 0 AS viewed,
        coalesce(max(decision = 'shortlisted'), 0) AS shortlisted, coalesce(max(decision = 'rejected'), 0) AS rejected
      FROM matches_shown LEFT JOIN decisions
        ON decisions.cv_id = matches_shown.cv_id AND decisions.jd_hash = matches_shown.jd_hash AND undone_at IS NULL
      WHERE shown_at >= ? GROUP BY +matches_shown.id)
    GROUP BY rank ORDER BY rank`,
    )
    .all(since) as RankOutcome[];
}
