import type { CvId } from '../domain/index.js';

/** How the first stage looks for CVs, alike in every store: how long its lists are, and what they may cost. */

/** Lists by words are this many times longer than the answer, so that there is a choice. */
export const DEPTH = 2;
/** Longest list by words. */
export const LONGEST = 4096;
/**
 * Length of the list by vector. It is large because many CVs may have had the same occupation and are ordered by
 * similarity: a list of 400 loses two in a hundred of the ten best.
 */
export const NEAREST = 2000;
/** Further words cost time and add little; the caller gives the heaviest first. */
export const MAX_WORDS = 40;
/**
 * Most pairs of word and CV that one list may score. BM25 takes up to a microsecond for each,
 * so a list takes at most some milliseconds however large the store is. 40 words of 300 CVs never reach this.
 */
export const MOST_POSTINGS = 8_000;
/** The same for words in titles; more would only find CVs that occupations find too. */
export const MOST_TITLED = 2_000;
/** Most pairs of occupation and CV that are looked at: where CVs have many, only the nearest occupations. */
export const MOST_HELD = 8_000;
/** Rows beyond the answer, so that ties at its end are broken by id and not by row order. */
export const TIES = 32;

interface Affordable {
  /** CVs in the store. */
  total: number;
  /** Most pairs of phrase and CV. */
  bound: number;
  /** Whether the first phrase is kept if none is affordable. */
  needsOne: boolean;
}

/** Whether all phrases can be scored without counting who holds them. */
export function isCheap(phrases: number, { total, bound }: Pick<Affordable, 'total' | 'bound'>): boolean {
  return phrases * total <= bound;
}

/**
 * The phrases in at most half of the CVs (BM25 gives no weight to others), in the given order while the bound allows; if
 * there are none, the first one if one is needed. `holders`: how many CVs hold a phrase, counted up to `most`.
 */
export function affordable<T>(
  phrases: T[],
  { total, bound, needsOne }: Affordable,
  holders: (phrase: T, most: number) => number,
): T[] {
  if (isCheap(phrases.length, { total, bound })) return phrases;
  const most = Math.floor(total / 2);
  const kept: T[] = [];
  let first: T | undefined;
  let left = bound;
  for (const phrase of phrases) {
    if (left === 0) break;
    const bearable = Math.min(most, left);
    const cvs = holders(phrase, bearable + 1);
    if (cvs === 0) continue;
    first ??= phrase;
    if (cvs > bearable) continue;
    kept.push(phrase);
    left -= cvs;
  }
  return kept.length > 0 || first === undefined || !needsOne ? kept : [first];
}

/** The ids of the best by estimate, ties by id, without CVs that were removed since they were found. */
export function bestIds(found: { cvId: CvId | null; estimate: number }[], limit: number): CvId[] {
  return found
    .flatMap(({ cvId, estimate }) => (cvId === null ? [] : [{ cvId, estimate }]))
    .sort((a, b) => b.estimate - a.estimate || (a.cvId < b.cvId ? -1 : 1))
    .slice(0, limit)
    .map(({ cvId }) => cvId);
}
