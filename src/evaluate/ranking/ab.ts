import type { Hit } from './baselines.js';
import { mean, seeded } from './metrics.js';

export interface PairedTest {
  meanA: number;
  meanB: number;
  /** B minus A. */
  difference: number;
  low: number;
  high: number;
  /**
   * Two-sided p-value of a seeded randomisation test, which flips the sign of each query's difference at random
   * (Fisher; Smucker et al. 2007).
   */
  p: number;
  wins: number;
  losses: number;
  ties: number;
}

const FLIPS = 10_000;
const RESAMPLES = 1000;

/** `a` and `b` are values of two rankers on the same queries, in the same order. */
export function pairedTest(a: number[], b: number[], seed = 1): PairedTest {
  const differences = a.map((value, i) => b[i]! - value);
  const difference = mean(differences);
  const random = seeded(seed);
  const atLeast = count(
    FLIPS,
    () => Math.abs(mean(differences.map((d) => (random() < 0.5 ? -d : d)))) >= Math.abs(difference) - 1e-12,
  );
  const means = Array.from({ length: RESAMPLES }, () =>
    mean(differences.map(() => differences[Math.floor(random() * differences.length)]!)),
  ).sort((x, y) => x - y);
  return {
    meanA: mean(a),
    meanB: mean(b),
    difference,
    low: means[Math.floor(0.025 * RESAMPLES)]!,
    high: means[Math.ceil(0.975 * RESAMPLES) - 1]!,
    // The observed order counts as one of the flips, so p is never 0.
    p: (atLeast + 1) / (FLIPS + 1),
    wins: differences.filter((d) => d > 0).length,
    losses: differences.filter((d) => d < 0).length,
    ties: differences.filter((d) => d === 0).length,
  };
}

function count(times: number, test: () => boolean): number {
  let n = 0;
  for (let i = 0; i < times; i++) if (test()) n++;
  return n;
}

export interface Interleaved {
  id: string;
  team: 'a' | 'b';
}

/**
 * Team-draft interleaving (Radlinski et al. 2008): in each round both pick their best document not yet picked, in
 * random order.
 */
export function interleave(a: Hit[], b: Hit[], length: number, random: () => number): Interleaved[] {
  const result: Interleaved[] = [];
  const taken = new Set<string>();
  const draft = (hits: Hit[], team: 'a' | 'b') => {
    const next = hits.find(({ id }) => !taken.has(id));
    if (next === undefined || result.length >= length) return;
    taken.add(next.id);
    result.push({ id: next.id, team });
  };
  for (let before = -1; result.length < length && result.length > before;) {
    before = result.length;
    const aFirst = random() < 0.5;
    draft(aFirst ? a : b, aFirst ? 'a' : 'b');
    draft(aFirst ? b : a, aFirst ? 'b' : 'a');
  }
  return result;
}

export interface Preference {
  /** Queries in which the team's documents had the larger sum of grades. */
  a: number;
  b: number;
  ties: number;
}

/** The ranker that judgements would credit if documents were clicked in proportion to their grades. */
export function preferences(lists: Interleaved[][], grades: ((id: string) => number)[]): Preference {
  const result: Preference = { a: 0, b: 0, ties: 0 };
  lists.forEach((list, i) => {
    const credit = list.reduce((sum, { id, team }) => sum + (team === 'a' ? -1 : 1) * grades[i]!(id), 0);
    result[credit < 0 ? 'a' : credit > 0 ? 'b' : 'ties']++;
  });
  return result;
}
