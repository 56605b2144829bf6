/**
 * Matches predictions with labels. Both become sets of normalised values. A pair matches if it shares at least half of
 * the tokens of the longer value. Each value is used once, in the pairing with the most matches.
 */

/** One value in the forms in which it may be written; any of them may match. */
export type Value = string[];

export interface Counts {
  matched: number;
  predicted: number;
  labelled: number;
}

export interface Score {
  precision: number;
  recall: number;
  f1: number;
  /** Number of labels. */
  support: number;
}

const LEAST_OVERLAP = 0.5;

/** Lower case, no accents, letters and digits only; "C++" and "C#" keep their signs. */
export function tokensOf(text: string): Set<string> {
  const folded = text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss');
  return new Set(folded.match(/[\p{L}\p{N}]+[+#]*/gu) ?? []);
}

/** Shared tokens as a share of those of the larger set; 0 where either is empty. */
export function overlap(a: Set<string>, b: Set<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const token of a) if (b.has(token)) shared++;
  return shared / Math.max(a.size, b.size);
}

export function agree(a: string, b: string): boolean {
  return overlap(tokensOf(a), tokensOf(b)) >= LEAST_OVERLAP;
}

/** Drops values without tokens and repetitions. */
export function distinct(values: readonly Value[]): Value[] {
  const seen = new Set<string>();
  return values.filter((forms) => {
    const key = [...tokensOf(forms[0] ?? '')].sort().join(' ');
    if (key === '' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** A maximum one-to-one pairing by token overlap: for each label the index of its prediction, or -1. */
export function pairValues(predicted: readonly Value[], labels: readonly Value[]): number[] {
  const tokens = (values: readonly Value[]): Set<string>[][] => values.map((forms) => forms.map(tokensOf));
  const ours = tokens(predicted);
  const theirs = tokens(labels);
  return pair(labels.length, predicted.length, (label, guess) =>
    theirs[label]!.some((a) => ours[guess]!.some((b) => overlap(a, b) >= LEAST_OVERLAP)),
  );
}

/** A maximum one-to-one pairing (augmenting paths): for each left index the right one, or -1. */
export function pair(left: number, right: number, fits: (left: number, right: number) => boolean): number[] {
  const owner = new Array<number>(right).fill(-1);
  for (let start = 0; start < left; start++) claim(start, new Set());
  const pairs = new Array<number>(left).fill(-1);
  owner.forEach((from, to) => {
    if (from >= 0) pairs[from] = to;
  });
  return pairs;

  function claim(from: number, tried: Set<number>): boolean {
    for (let to = 0; to < right; to++) {
      if (tried.has(to) || !fits(from, to)) continue;
      tried.add(to);
      if (owner[to] === -1 || claim(owner[to]!, tried)) {
        owner[to] = from;
        return true;
      }
    }
    return false;
  }
}

export function addCounts(sum: Counts, more: Counts): Counts {
  return {
    matched: sum.matched + more.matched,
    predicted: sum.predicted + more.predicted,
    labelled: sum.labelled + more.labelled,
  };
}

/** Precision is 0 without predictions, recall without labels, F1 without matches. */
export function scoreOf({ matched, predicted, labelled }: Counts): Score {
  const precision = predicted === 0 ? 0 : matched / predicted;
  const recall = labelled === 0 ? 0 : matched / labelled;
  return {
    precision,
    recall,
    f1: matched === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    support: labelled,
  };
}

/** Length of the longest common subsequence: how many headings are in the labelled order. */
export function inOrder(predicted: readonly string[], labels: readonly string[]): number {
  let row = new Array<number>(labels.length + 1).fill(0);
  for (const guess of predicted) {
    const next = [0];
    labels.forEach((label, i) => next.push(agree(guess, label) ? row[i]! + 1 : Math.max(row[i + 1]!, next[i]!)));
    row = next;
  }
  return row[labels.length]!;
}
