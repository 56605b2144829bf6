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
  // Not by iterators, which make an object for each of some thousands.
  cosine.forEach((similar) => {
    farthest = Math.min(farthest, similar);
  });
  if (farthest === Infinity) farthest = 0;
  const [byWords, byTitle] = [likely(words, WORDS), likely(titles, TITLES)];
  const ids: Id[] = [];
  const estimates = new Float64Array(cosine.size + held.size + words.length + titles.length + (shown?.size ?? 0));
  const estimate = (id: Id, similar: number): void => {
    const titled = Math.max(credit(held.get(id) ?? 0), byTitle.get(id) ?? 0);
    const all = meaning * similar + title * titled + wordShare * (byWords.get(id) ?? 0);
    estimates[ids.length] = shown === null || shown.has(id) ? all : floor * all;
    ids.push(id);
  };
  cosine.forEach((similar, id) => {
    estimate(id, similar);
  });
  // Nearly all are in the list of vectors, so that few are left for the others.
  const others = new Set<Id>();
  const other = (id: Id): void => {
    if (!cosine.has(id)) others.add(id);
  };
  held.forEach((_, id) => {
    other(id);
  });
  for (const list of [words, titles]) list.forEach(other);
  shown?.forEach(other);
  for (const id of others) estimate(id, farthest);
  const last = estimates.slice(0, ids.length).sort().at(-limit) ?? -Infinity;
  const best: { id: Id; estimate: number }[] = [];
  for (let i = 0; i < ids.length; i++) if (estimates[i]! >= last) best.push({ id: ids[i]!, estimate: estimates[i]! });
  return best;
}

function likely<Id>(ids: Id[], { first, half }: { first: number; half: number }): Map<Id, number> {
  return new Map(ids.map((id, rank) => [id, (first * half) / (half + rank)]));
}
