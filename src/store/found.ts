import type { CvId } from '../domain/index.js';
import type { PickShares } from './port.js';

/** What the lists of a pick tell of CVs. */
export interface Found {
  /** Nearness of the whole CV to the JD, nearest first. */
  cosine: Map<CvId, number>;
  /** Nearness of the occupations that it was held in, 0..1. */
  held: Map<CvId, number>;
  /** By the JD's words, best first. */
  words: CvId[];
  /** By the words of its title in titles of posts, best first. */
  titles: CvId[];
}

const EQUAL: PickShares = { meaning: 1, title: 1, words: 1, credit: (near) => near };
/**
 * By how much the words part of the first of a list is likely to be above that of CVs which are not in it, and after how
 * many ranks half of that. With 0.3 the pick loses 3 of the 100 best that it finds with 0.1; without the list it loses 1.
 */
const WORDS = { first: 0.1, half: 200 };
/** The same of a title that only shares words; less than an occupation that is known to be the same. */
const TITLES = { first: 0.5, half: 20 };

/** All that was found, by what it is likely to score; ties by id. Who is in no list by vector is as far as its last. */
export function bestFound({ cosine, held, words, titles }: Found, { meaning, title, words: wordShare, credit }: PickShares = EQUAL): CvId[] {
  const farthest = [...cosine.values()].at(-1) ?? 0;
  const [byWords, byTitle] = [likely(words, WORDS), likely(titles, TITLES)];
  const ids = new Set([...cosine.keys(), ...held.keys(), ...words, ...titles]);
  const estimates = [...ids].map((id): [CvId, number] => [
    id,
    meaning * (cosine.get(id) ?? farthest) + title * Math.max(credit(held.get(id) ?? 0), byTitle.get(id) ?? 0) + wordShare * (byWords.get(id) ?? 0),
  ]);
  return estimates.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([id]) => id);
}

function likely(ids: CvId[], { first, half }: { first: number; half: number }): Map<CvId, number> {
  return new Map(ids.map((id, rank) => [id, (first * half) / (half + rank)]));
}
