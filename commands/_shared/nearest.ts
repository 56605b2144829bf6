import { distance } from 'fastest-levenshtein';

const MOST_TYPOS = 3;

/** The name that was probably meant: one that begins so, else one that differs in three letters at most. */
export function nearest(asked: string, names: string[]): string | undefined {
  return names
    .map((name) => ({ name, d: name.startsWith(asked) ? 0 : distance(asked, name) }))
    .filter(({ d }) => d <= MOST_TYPOS)
    .sort((a, b) => a.d - b.d)[0]?.name;
}
