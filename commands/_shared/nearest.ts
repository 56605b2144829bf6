/** Levenshtein distance, for "did you mean". */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}

const MOST_TYPOS = 3;

/** The name that was probably meant: one that begins so, else one that differs in three letters at most. */
export function nearest(asked: string, names: string[]): string | undefined {
  return names
    .map((name) => ({ name, d: name.startsWith(asked) ? 0 : distance(asked, name) }))
    .filter(({ d }) => d <= MOST_TYPOS)
    .sort((a, b) => a.d - b.d)[0]?.name;
}
