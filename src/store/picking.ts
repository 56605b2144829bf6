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
/**
 * Most pairs of occupation and CV that are looked at: where CVs have many, only the nearest occupations. Of 100,000 CVs of which
 * two in five had the occupation, 8,000 pairs found 19 % of the ten best, and only early CVs (`bench/pick-store.js`).
 */
export const MOST_HELD = 200_000;
/** The ids of the best by estimate, ties by id, without CVs that were removed since they were found. */
export function bestIds(found: { cvId: CvId | null; estimate: number }[], limit: number): CvId[] {
  return found
    .flatMap(({ cvId, estimate }) => (cvId === null ? [] : [{ cvId, estimate }]))
    .sort((a, b) => b.estimate - a.estimate || (a.cvId < b.cvId ? -1 : 1))
    .slice(0, limit)
    .map(({ cvId }) => cvId);
}
