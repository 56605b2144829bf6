import { standings, type Member } from '../../candidates.js';
import type { Series } from '../../decide.js';
import type { Database } from '../database.js';

/** All series of the candidate that this one belongs to, itself included. */
const JOINED = `WITH RECURSIVE joined(series) AS (
    SELECT ?
    UNION SELECT b FROM joined JOIN candidate_pairs ON a = series AND state = 'merged'
    UNION SELECT a FROM joined JOIN candidate_pairs ON b = series AND state = 'merged')`;

/** Recomputes, for the candidate of a series, the numbers of its CVs and which of them is the latest. */
export function settleStandings(db: Database, series: string): void {
  const members = db
    .sql(
      `${JOINED} SELECT cv_id AS cvId, series, series_revision AS seriesRevision, came, restricted,
         EXISTS (SELECT 1 FROM restrictions WHERE restrictions.series = cvs.series) AS marked FROM cvs
       WHERE series IN (SELECT series FROM joined)`,
    )
    .all(series) as MarkedMember[];
  const write = db.sql(
    `UPDATE cvs SET candidate_id = @candidateId, revision = @revision, latest = @latest WHERE cv_id = @cvId
     AND (candidate_id <> @candidateId OR revision <> @revision OR latest <> @latest)`,
  );
  for (const one of standings(members)) write.run({ ...one, latest: one.latest ? 1 : 0 });
  // One restricted series restricts the whole candidate.
  const restricted = members.some(({ marked }) => marked === 1) ? 1 : 0;
  const keepOut = db.sql('UPDATE cvs SET restricted = ? WHERE cv_id = ?');
  for (const one of members) if (one.restricted !== restricted) keepOut.run(restricted, one.cvId);
}

interface MarkedMember extends Member {
  restricted: 0 | 1;
  /** Its own series is restricted. */
  marked: 0 | 1;
}

/** The series that are one candidate with this one, itself included. */
export function joinedWith(db: Database, series: string): string[] {
  return (db.sql(`${JOINED} SELECT series FROM joined`).all(series) as { series: string }[]).map((row) => row.series);
}

/** Order of CVs in SQL, as in `standings`. */
export const NEWEST_FIRST = 'came DESC, series_revision DESC';

export function lastRevision(db: Database, series: string): number {
  const { last } = db.sql('SELECT max(series_revision) AS last FROM cvs WHERE series = ?').get(series) as {
    last: number | null;
  };
  return last ?? 0;
}

/** The series of the newest CV that was read from this path. */
export function seriesAt(db: Database, path: string): Series | null {
  return seriesOf(db, db.sql(`SELECT series FROM cvs WHERE path = ? ORDER BY ${NEWEST_FIRST} LIMIT 1`).get(path));
}

/**
 * The series of the newest CV that the same key handed in under the same `candidate`. If somebody else had handed in
 * its bytes before, it is theirs: nobody gets hold of another's CV by sending a copy of it.
 */
export function seriesNamed(db: Database, path: string): Series | null {
  const row = db
    .sql(
      `SELECT series FROM files AS mine
       JOIN files AS own ON own.candidate = mine.candidate AND own.key_id IS mine.key_id
       JOIN cvs ON cvs.path = own.path AND cvs.cv_id = own.cv_id
       WHERE mine.path = ? ORDER BY ${NEWEST_FIRST} LIMIT 1`,
    )
    .get(path);
  return seriesOf(db, row);
}

function seriesOf(db: Database, row: unknown): Series | null {
  if (row === undefined) return null;
  const { series } = row as { series: string };
  return { series, lastRevision: lastRevision(db, series) };
}
