import { distance } from 'fastest-levenshtein';

const MOST_TYPOS = 3;

/** The name that was probably meant: one that begins with what was typed, else one at most three letters away. */
export function nearest(asked: string, names: string[]): string | undefined {
  return names
    .map((name) => ({ name, d: name.startsWith(asked) ? 0 : distance(asked, name) }))
    .filter(({ d }) => d <= MOST_TYPOS)
    .sort((a, b) => a.d - b.d)[0]?.name;
}
