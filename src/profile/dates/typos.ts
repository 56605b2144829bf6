import { memoize } from '../../domain/index.js';

/** The month whose misspelt name a word is; null where none is close enough. */
export function nearName(word: string, names: readonly (readonly [string, number])[]): number | null {
  const near = names.filter(([name]) => Math.abs(name.length - word.length) <= 2 && isNear(word, name));
  const found = new Set(near.map(([, month]) => month));
  return found.size === 1 ? near[0]![1] : null;
}

/**
 * Short names ("April") may only have swapped or doubled letters, since unrelated words ("match") are often one letter
 * away. Long names may have one error, or two where the beginning is right.
 */
function isNear(word: string, name: string): boolean {
  if (name.length < 6)
    return (
      sorted(word) === sorted(name) ||
      [...name].some((letter, i) => `${name.slice(0, i)}${letter}${name.slice(i)}` === word)
    );
  const errors = distance(word, name);
  return errors <= 1 || (errors === 2 && name.length >= 7 && word.length >= 6 && word.slice(0, 2) === name.slice(0, 2));
}

/**
 * "Mya", "Jly", "Mach". So many words are close to a short name by chance that these count only next to another date
 * with a month.
 */
export function nearShortName(word: string): number | null {
  const found = SHORT_NAMES.findIndex(
    (name) => name !== '' && (sorted(word) === sorted(name) || lacksOne(word, name) || lacksOne(name, word)),
  );
  return found < 0 ? null : found + 1;
}
const SHORT_NAMES = ['', '', 'march', 'april', 'may', 'june', 'july', '', '', '', '', ''];
const lacksOne = (word: string, name: string): boolean =>
  word.length === name.length - 1 && [...name].some((_, i) => name.slice(0, i) + name.slice(i + 1) === word);

const sorted = memoize((word: string): string => [...word].sort().join(''));

/** Edit distance with swaps of neighbouring letters (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}
