import { MOST_HELD } from '../../picking.js';
import { heldAbove, HeldByKey, type Holders, type Near } from '../../search/held.js';
import type { Database } from '../database.js';
import type { Allowed } from '../../search/wanted.js';
import type { Lists } from './lists.js';

/**
 * Similarity of the CV's occupations to the requested ones, above `least`: half by the latest post, half by the share
 * of the career.
 */
export function byOccupation(
  db: Database,
  lists: Lists,
  occupations: { term: string; near: number }[],
  wanted: Allowed | null,
  least: number,
): HeldByKey {
  if (occupations.length === 0) return HeldByKey.of([]);
  const nearest = [...occupations].sort((a, b) => b.near - a.near || (a.term < b.term ? -1 : 1));
  if (lists.isFirst) return asked(db, nearest, wanted, least);
  const near: Near[] = [];
  let left = MOST_HELD;
  for (const one of nearest) {
    if (left === 0) break;
    const holders = holdersOf(db, lists, one.term, left);
    const count = Math.min(left, holders.keys.length);
    near.push({ near: one.near, holders, count });
    left -= count;
  }
  return heldAbove(near, least, wanted);
}

/** For one search alone, SQLite adds up faster than it hands over rows. */
function asked(
  db: Database,
  nearest: { term: string; near: number }[],
  wanted: Allowed | null,
  least: number,
): HeldByKey {
  const rows = db
    .sql(
      `
    SELECT key, (max(near * recent) + sum(near * near * share)) / 2 AS held FROM (
      SELECT occupations.key, json_extract(value, '$[1]') AS near, recent, share FROM json_each(?) CROSS JOIN occupations ON term = json_extract(value, '$[0]') LIMIT ?)
    GROUP BY key HAVING held > ?`,
    )
    .raw()
    .all(JSON.stringify(nearest.map(({ term, near }) => [term, near])), MOST_HELD, least) as [number, number][];
  return HeldByKey.of(rows.filter(([key]) => wanted === null || wanted.has(key)));
}

function holdersOf(db: Database, { occupations }: Lists, term: string, most: number): Holders {
  const known = occupations.get(term);
  if (known !== undefined && (known.isAll || known.keys.length >= most)) return known;
  const rows = db
    .sql('SELECT key, recent, share FROM occupations WHERE term = ? ORDER BY key LIMIT ?')
    .raw()
    .all(term, most + 1) as [key: number, recent: number, share: number][];
  const holders: Holders = {
    keys: rows.map(([key]) => key),
    recent: rows.map(([, recent]) => recent),
    share: rows.map(([, , share]) => share),
    isAll: rows.length <= most,
  };
  occupations.set(term, holders);
  return holders;
}
