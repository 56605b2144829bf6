import type { PickShares } from './port/index.js';

/** What the lists of the first stage found, by the store's own ids of CVs. */
export interface Found<Id> {
  /** Similarity of the whole CV to the JD. */
  cosine: Map<Id, number>;
  /** Similarity of the occupations it was held in, 0..1. */
  held: Map<Id, number>;
  /** Ranked by the JD's words, best first. */
  words: Id[];
  /** Ranked by the words of its title in titles of posts, best first. */
  titles: Id[];
  /** CVs that show one of the musts; null if that is unknown or was not asked. */
  shown: Set<Id> | null;
}

export const EQUAL_SHARES: PickShares = { meaning: 1, title: 1, words: 1, least: 0, credit: (near) => near };
/**
 * `first`: by how much the words part of the first CV in the list probably exceeds that of CVs not in it; `half`: the
 * rank at which that has halved. With 0.3 instead of 0.1 the pick loses 3 of the 100 best; without the list it loses 1.
 */
const WORDS = { first: 0.1, half: 200 };
/** The same for titles that only share words; less than for the same known occupation. */
const TITLES = { first: 0.5, half: 20 };

/**
 * The `limit` CVs that probably score best, and all that tie with the last of them; unordered. A CV in no vector list
 * is assumed as far away as the farthest in it; one that shows no must is worth `floor` of its score.
 */
export function bestFound<Id>(
  { cosine, held, words, titles, shown }: Found<Id>,
  { meaning, title, words: wordShare, credit }: PickShares,
  limit: number,
  floor = 1,
): { id: Id; estimate: number }[] {
  let farthest = Infinity;
  for (const similarity of cosine.values()) farthest = Math.min(farthest, similarity);
  if (farthest === Infinity) farthest = 0;
  const [byWords, byTitle] = [likely(words, WORDS), likely(titles, TITLES)];
  const ids = new Set(cosine.keys());
  for (const list of [held.keys(), words, titles, shown ?? []]) for (const id of list) ids.add(id);
  const estimates = new Float64Array(ids.size);
  let n = 0;
  for (const id of ids) {
    const titled = Math.max(credit(held.get(id) ?? 0), byTitle.get(id) ?? 0);
    const all = meaning * (cosine.get(id) ?? farthest) + title * titled + wordShare * (byWords.get(id) ?? 0);
    estimates[n++] = shown === null || shown.has(id) ? all : floor * all;
  }
  const last = Float64Array.from(estimates).sort().at(-limit) ?? -Infinity;
  const best: { id: Id; estimate: number }[] = [];
  n = 0;
  for (const id of ids) {
    const estimate = estimates[n++]!;
    if (estimate >= last) best.push({ id, estimate });
  }
  return best;
}

function likely<Id>(ids: Id[], { first, half }: { first: number; half: number }): Map<Id, number> {
  return new Map(ids.map((id, rank) => [id, (first * half) / (half + rank)]));
}
