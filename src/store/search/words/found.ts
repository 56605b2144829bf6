import type { FoundWords } from '../../found.js';
import type { PickQuery } from '../../port/index.js';
import type { Allowed } from '../wanted.js';
import type { WordSums } from './sums.js';

export const NO_WORDS: FoundWords<number> = { best: [], of: () => 0, asked: () => 0, showsMust: null };

/** If more CVs show equally much of what is asked for, that tells nothing. */
const MOST_ALIKE = 4096;

/** What the words of a query find, by keys of CVs. `depth`: length of a list. */
export function foundWords(
  sums: WordSums,
  { words, asked = [], floor = 1 }: PickQuery,
  wanted: Allowed | null,
  depth: number,
): FoundWords<number> {
  const byWords = sums.byWords(words);
  const { shares, musts } = sums.byParts(asked);
  return {
    best: [...new Set([...byWords.best(depth, wanted), ...shares.best(depth, wanted, MOST_ALIKE)])],
    of: (key) => byWords.of(key),
    asked: (key) => shares.of(key),
    showsMust: floor < 1 && musts.isSome() ? (key) => musts.has(key) : null,
  };
}
