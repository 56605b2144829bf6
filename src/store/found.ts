import type { PickShares } from './port/index.js';

/** What the lists of a pick tell of CVs, by whatever a store calls them. */
export interface Found<Id> {
  /** Nearness of the whole CV to the JD, nearest first. */
  cosine: Map<Id, number>;
  /** Nearness of the occupations that it was held in, 0..1. */
  held: Map<Id, number>;
  /** By the JD's words, best first. */
  words: Id[];
  /** By the words of its title in titles of posts, best first. */
  titles: Id[];
  /** Who shows one of the musts; null where that is not known, or not asked. */
  shown: Set<Id> | null;
}

export const EQUAL_SHARES: PickShares = { meaning: 1, title: 1, words: 1, least: 0, credit: (near) => near };
/**
 * By how much the words part of the first of a list is likely to be above that of CVs which are not in it, and after how
 * many ranks half of that. With 0.3 the pick loses 3 of the 100 best that it finds with 0.1; without the list it loses 1.
 */
const WORDS = { first: 0.1, half: 200 };
/** The same of a title that only shares words; less than an occupation that is known to be the same. */
const TITLES = { first: 0.5, half: 20 };

/**
 * The best `limit` of all that was found by what they are likely to score, and whoever is as likely as the last of them:
 * unordered. Who is in no list by vector is as far as its last; who shows no must is worth `floor` of what it would be.
 */
export function bestFound<Id>(
  { cosine, held, words, titles, shown }: Found<Id>,
  { meaning, title, words: wordShare, credit }: PickShares,
  limit: number,
  floor = 1,
): { id: Id; estimate: number }[] {
  const farthest = [...cosine.values()].at(-1) ?? 0;
  const [byWords, byTitle] = [likely(words, WORDS), likely(titles, TITLES)];
  const ids = [...new Set([...cosine.keys(), ...held.keys(), ...words, ...titles, ...(shown ?? [])])];
  const open = (id: Id): number => (shown === null || shown.has(id) ? 1 : floor);
  const estimates = Float64Array.from(
    ids,
    (id) =>
      open(id) *
      (meaning * (cosine.get(id) ?? farthest) +
        title * Math.max(credit(held.get(id) ?? 0), byTitle.get(id) ?? 0) +
        wordShare * (byWords.get(id) ?? 0)),
  );
  const last = Float64Array.from(estimates).sort().at(-limit) ?? -Infinity;
  return ids.map((id, i) => ({ id, estimate: estimates[i]! })).filter(({ estimate }) => estimate >= last);
}

function likely<Id>(ids: Id[], { first, half }: { first: number; half: number }): Map<Id, number> {
  return new Map(ids.map((id, rank) => [id, (first * half) / (half + rank)]));
}
