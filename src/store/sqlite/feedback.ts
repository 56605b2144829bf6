import type { CvId } from '../../domain/index.js';
import type { FeedbackRepository, MatchFeedback, RankOutcome, ShownMatch } from '../port/index.js';
import type { Database } from './database.js';

export function sqliteFeedback(db: Database): FeedbackRepository {
  return {
    shown: (matches, at) =>
      db.write(() => {
        matches.forEach((match) => {
          note(db, match, at);
        });
      }),
    cvOf: (matchId) =>
      db.reading(
        () =>
          (db.sql('SELECT cv_id FROM matches_shown WHERE id = ?').get(matchId) as { cv_id: CvId } | undefined)?.cv_id ??
          null,
      ),
    record: (feedback, at) => db.write(() => record(db, feedback, at)),
    outcomes: (since) => db.reading(() => outcomes(db, since)),
  };
}

function note(db: Database, { id, cvId, jdHash, rank }: ShownMatch, at: string): void {
  db.sql(
    `INSERT INTO matches_shown (id, cv_id, jd_hash, rank, shown_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET rank = excluded.rank, shown_at = excluded.shown_at`,
  ).run(id, cvId, jdHash, rank, at);
}

function record(db: Database, { matchId, action, reason, keyId }: MatchFeedback, at: string): boolean {
  const before = db
    .sql('SELECT 1 FROM feedback WHERE match_id = ? AND action = ? AND key_id IS ?')
    .get(matchId, action, keyId);
  if (before !== undefined) return false;
  db.sql('INSERT INTO feedback (match_id, action, reason, key_id, at) VALUES (?, ?, ?, ?, ?)').run(
    matchId,
    action,
    reason,
    keyId,
    at,
  );
  return true;
}

function outcomes(db: Database, since: string): RankOutcome[] {
  return db
    .sql(
      `
    SELECT rank, count(*) AS shown, sum(viewed) AS viewed, sum(shortlisted) AS shortlisted, sum(rejected) AS rejected
    FROM (
      SELECT rank, count(action) > 0 AS viewed, coalesce(max(action = 'shortlisted'), 0) AS shortlisted, coalesce(max(action = 'rejected'), 0) AS rejected
      FROM matches_shown LEFT JOIN feedback ON match_id = matches_shown.id
      WHERE shown_at >= ? GROUP BY matches_shown.id)
    GROUP BY rank ORDER BY rank`,
    )
    .all(since) as RankOutcome[];
}
