import { MOST_HELD } from '../../picking.js';
import type { Database } from '../database.js';
import type { Wanted } from './filter.js';
import type { Holders, Lists } from './lists.js';

/**
 * Similarity of the CV's occupations to the requested ones, above `least`: half by the latest post, half by the share
 * of the career.
 */
export function byOccupation(
  db: Database,
  lists: Lists,
  occupations: { term: string; near: number }[],
  wanted: Wanted | null,
  least: number,
): Map<number, number> {
  if (occupations.length === 0) return new Map();
  const nearest = [...occupations].sort((a, b) => b.near - a.near || (a.term < b.term ? -1 : 1));
  if (lists.isFirst) return asked(db, nearest, wanted, least);
  const held = new Held();
  let left = MOST_HELD;
  for (const { term, near } of nearest) {
    if (left === 0) break;
    const holders = holdersOf(db, lists, term, left);
    const count = Math.min(left, holders.keys.length);
    for (let i = 0; i < count; i++)
      held.add(holders.keys[i]!, near * holders.recent[i]!, near * near * holders.share[i]!);
    left -= count;
  }
  return held.above(least, wanted);
}

/** For one search alone, SQLite adds up faster than it hands over rows. */
function asked(
  db: Database,
  nearest: { term: string; near: number }[],
  wanted: Wanted | null,
  least: number,
): Map<number, number> {
  const rows = db
    .sql(
      `
    SELECT key, (max(near * recent) + sum(near * near * share)) / 2 AS held FROM (
      SELECT occupations.key, json_extract(value, '$[1]') AS near, recent, share FROM json_each(?) CROSS JOIN occupations ON term = json_extract(value, '$[0]') LIMIT ?)
    GROUP BY key HAVING held > ?`,
    )
    .raw()
    .all(JSON.stringify(nearest.map(({ term, near }) => [term, near])), MOST_HELD, least) as [number, number][];
  return new Map(rows.filter(([key]) => wanted === null || wanted.has(key)));
}

/** The best of the latest posts and the sum of the shares, by CV. */
class Held {
  private readonly places = new Map<number, number>();
  private readonly best: number[] = [];
  private readonly sums: number[] = [];

  add(key: number, recent: number, share: number): void {
    const place = this.places.get(key);
    if (place === undefined) {
      this.places.set(key, this.best.length);
      this.best.push(recent);
      this.sums.push(share);
    } else {
      this.best[place] = Math.max(this.best[place]!, recent);
      this.sums[place]! += share;
    }
  }

  above(least: number, wanted: Wanted | null): Map<number, number> {
    const found = new Map<number, number>();
    for (const [key, place] of this.places) {
      const held = (this.best[place]! + this.sums[place]!) / 2;
      if (held > least && (wanted === null || wanted.has(key))) found.set(key, held);
    }
    return found;
  }
}

function holdersOf(db: Database, { occupations }: Lists, term: string, most: number): Holders {
  const known = occupations.get(term);
  if (known !== undefined && (known.isAll || known.keys.length >= most)) return known;
  const rows = db
    .sql('SELECT key, recent, share FROM occupations WHERE term = ? ORDER BY key LIMIT ?')
    .raw()
    .all(term, most + 1) as [key: number, recent: number, share: number][];
  const holders: Holders = { keys: [], recent: [], share: [], isAll: rows.length <= most };
  for (const [key, recent, share] of rows) {
    holders.keys.push(key);
    holders.recent.push(recent);
    holders.share.push(share);
  }
  occupations.set(term, holders);
  return holders;
}
