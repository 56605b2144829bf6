import { pairOf } from '../../candidates.js';
import type { Session } from '../database.js';
import { renewPairs } from './pairs.js';
import { forgetRestriction } from './restrictions.js';
import { settleStandings } from './standing.js';

/**
 * Called after a CV of the series was erased. A series without CVs is removed from the pairs too; those that a person
 * merged with it stay merged with each other.
 */
export async function forgetSeries(session: Session, series: string): Promise<void> {
  if (await session.has('SELECT 1 FROM cvs WHERE tenant = $1 AND series = $2 LIMIT 1', series)) {
    await settleStandings(session, [series]);
    await renewPairs(session, series);
    return;
  }
  const [heir, ...others] = await mergedWith(session, series);
  for (const { pair, other } of others) await inherit(session, pair, pairOf(heir!.other, other));
  const gone = await session.rows<{ id: number }>(
    'DELETE FROM candidate_pairs WHERE tenant = $1 AND (a = $2 OR b = $2) RETURNING id',
    series,
  );
  await session.run(
    'DELETE FROM candidate_acts WHERE tenant = $1 AND pair = ANY($2::int[])',
    gone.map(({ id }) => id),
  );
  await forgetRestriction(session, series, heir?.other ?? null);
  if (heir !== undefined) await settleStandings(session, [heir.other]);
}

async function mergedWith(session: Session, series: string): Promise<{ pair: number; other: string }[]> {
  return session.rows<{ pair: number; other: string }>(
    `SELECT id AS pair, CASE a WHEN $2 THEN b ELSE a END AS other FROM candidate_pairs
     WHERE tenant = $1 AND (a = $2 OR b = $2) AND state = 'merged' ORDER BY id`,
    series,
  );
}

/** Two series that were merged by way of a third are merged with each other; the pair keeps its id and its decisions. */
async function inherit(session: Session, pair: number, [a, b]: [string, string]): Promise<void> {
  const merged = "UPDATE candidate_pairs SET state = 'merged' WHERE tenant = $1 AND a = $2 AND b = $3";
  if ((await session.run(merged, a, b)) > 0) return;
  await session.run(
    'UPDATE candidate_pairs SET a = $2, b = $3, email = false, phone = false, text = false WHERE tenant = $1 AND id = $4',
    a,
    b,
    pair,
  );
}
