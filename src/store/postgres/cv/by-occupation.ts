import { MOST_HELD } from '../../picking.js';
import { heldAbove, HeldByKey, type Holders, type Near } from '../../search/held.js';
import type { Session } from '../database.js';
import type { Lists, Wanted } from './lists.js';
import { Packed } from './packed.js';

/**
 * Similarity of the CV's occupations to the requested ones, above `least`: half by the latest post, half by the share
 * of the career.
 */
export async function byOccupation(
  session: Session,
  lists: Lists,
  occupations: { term: string; near: number }[],
  wanted: Wanted | null,
  least: number,
): Promise<HeldByKey> {
  if (occupations.length === 0) return HeldByKey.of([]);
  const nearest = [...occupations].sort((a, b) => b.near - a.near || (a.term < b.term ? -1 : 1));
  const holders = await holdersOf(
    session,
    lists,
    nearest.map(({ term }) => term),
  );
  const all: Near[] = [];
  let left = MOST_HELD;
  for (const [i, { near }] of nearest.entries()) {
    if (left === 0) break;
    const count = Math.min(left, holders[i]!.keys.length);
    all.push({ near, holders: holders[i]!, count });
    left -= count;
  }
  return heldAbove(all, least, wanted);
}

/** Of each term in this order, up to the bound for all together. */
async function holdersOf(session: Session, lists: Lists, terms: string[]): Promise<Holders[]> {
  const kept = terms.map((term) => lists.occupations.get(term));
  if (suffices(kept)) return kept.map((holders) => holders ?? NOBODY);
  const missing = terms.filter((_, i) => kept[i]?.isAll !== true);
  const read = await readHolders(session, missing);
  lists.make([...read.values()].reduce((sum, { keys }) => sum + 3 * keys.length, 0));
  for (const [term, holders] of read) lists.occupations.set(term, holders);
  return terms.map((term, i) => read.get(term) ?? kept[i] ?? NOBODY);
}

const NOBODY: Holders = { keys: [], recent: [], share: [], isAll: true };

/** Whether what is known is all, or as many as are looked at. */
function suffices(known: (Holders | undefined)[]): boolean {
  let left = MOST_HELD;
  for (const holders of known) {
    if (left <= 0) return true;
    if (holders === undefined || (!holders.isAll && holders.keys.length < left)) return false;
    left -= holders.keys.length;
  }
  return true;
}

/** Terms after the bound is reached are left out. */
async function readHolders(session: Session, terms: string[]): Promise<Map<string, Holders>> {
  const rows = await session.rows<{ place: number; held: Buffer }>(
    `SELECT place, ${Packed.sql(
      [
        ['key', 'int4'],
        ['recent', 'float8'],
        ['share', 'float8'],
      ],
      'ORDER BY key',
    )} AS held FROM (
       SELECT place, key, recent, share FROM unnest($2::text[]) WITH ORDINALITY AS asked(term, place)
         JOIN occupations ON tenant = $1 AND occupations.term = asked.term ORDER BY place, key LIMIT ${MOST_HELD}) AS found
     GROUP BY place ORDER BY place`,
    terms,
  );
  const found = rows.map(({ place, held }) => ({ at: place - 1, holders: unpacked(new Packed(held, 20)) }));
  const isFull = found.reduce((sum, { holders }) => sum + holders.keys.length, 0) === MOST_HELD;
  const last = isFull ? found.at(-1)!.at : terms.length;
  const all = new Map(terms.slice(0, last).map((term) => [term, NOBODY]));
  for (const { at, holders } of found) all.set(terms[at]!, { ...holders, isAll: at !== last });
  return all;
}

function unpacked(rows: Packed): Holders {
  const column = (at: number) => Float64Array.from({ length: rows.length }, (_, row) => rows.float8(row, at));
  return { keys: rows.keys(), recent: column(4), share: column(12), isAll: true };
}
