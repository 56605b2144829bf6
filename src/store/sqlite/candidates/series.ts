import { pairOf } from '../../candidates.js';
import type { Database } from '../database.js';
import { renewPairs } from './pairs.js';
import { settleStandings } from './standing.js';

/**
 * Called after a CV of the series was erased. A series without CVs is removed from the pairs too; those that a person
 * merged with it stay merged with each other.
 */
export function forgetSeries(db: Database, series: string): void {
  if (db.sql('SELECT 1 FROM cvs WHERE series = ? LIMIT 1').get(series) !== undefined) {
    settleStandings(db, series);
    renewPairs(db, series);
    return;
  }
  const [heir, ...others] = mergedWith(db, series);
  for (const other of others) mergePair(db, pairOf(heir!, other));
  db.sql('DELETE FROM candidate_pairs WHERE a = ? OR b = ?').run(series, series);
  if (heir !== undefined) settleStandings(db, heir);
}

function mergedWith(db: Database, series: string): string[] {
  const merged = `SELECT CASE a WHEN @series THEN b ELSE a END AS other FROM candidate_pairs
    WHERE (a = @series OR b = @series) AND state = 'merged' ORDER BY id`;
  return (db.sql(merged).all({ series }) as { other: string }[]).map(({ other }) => other);
}

function mergePair(db: Database, [a, b]: [string, string]): void {
  db.sql(
    `INSERT INTO candidate_pairs (a, b, state, found_at) VALUES (?, ?, 'merged', ?)
     ON CONFLICT (a, b) DO UPDATE SET state = 'merged'`,
  ).run(a, b, db.nowIso());
}
