import { pairOf } from '../../candidates.js';
import type { Database } from '../database.js';
import { renewPairs } from './pairs.js';
import { forgetRestriction } from './restrictions.js';
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
  for (const { pair, other } of others) inherit(db, pair, pairOf(heir!.other, other));
  const gone = db.sql('DELETE FROM candidate_pairs WHERE a = ? OR b = ? RETURNING id').all(series, series);
  for (const { id } of gone as { id: number }[]) db.sql('DELETE FROM candidate_acts WHERE pair = ?').run(id);
  forgetRestriction(db, series, heir?.other ?? null);
  if (heir !== undefined) settleStandings(db, heir.other);
}

function mergedWith(db: Database, series: string): { pair: number; other: string }[] {
  const merged = `SELECT id AS pair, CASE a WHEN @series THEN b ELSE a END AS other FROM candidate_pairs
    WHERE (a = @series OR b = @series) AND state = 'merged' ORDER BY id`;
  return db.sql(merged).all({ series }) as { pair: number; other: string }[];
}

/** Two series that were merged by way of a third are merged with each other; the pair keeps its id and its decisions. */
function inherit(db: Database, pair: number, [a, b]: [string, string]): void {
  const there = db.sql('SELECT 1 FROM candidate_pairs WHERE a = ? AND b = ?').get(a, b);
  if (there === undefined)
    db.sql('UPDATE candidate_pairs SET a = ?, b = ?, email = 0, phone = 0, text = 0 WHERE id = ?').run(a, b, pair);
  else db.sql("UPDATE candidate_pairs SET state = 'merged' WHERE a = ? AND b = ?").run(a, b);
}
