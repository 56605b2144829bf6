/** Ranking metrics. `grades`: grades of the ranked documents in order, 0 where a document is not judged. */

/** Gain 2^grade - 1, discount log2(rank + 1) (Burges et al. 2005); `ideal`: all grades of the query. */
export function ndcg(grades: number[], ideal: number[], k: number): number {
  const best = dcg(
    [...ideal].sort((a, b) => b - a),
    k,
  );
  return best === 0 ? 0 : dcg(grades, k) / best;
}

function dcg(grades: number[], k: number): number {
  return grades.slice(0, k).reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0);
}

/** Mean of the precision at each relevant rank, over all relevant documents (Buckley and Voorhees 2000). */
export function averagePrecision(grades: number[], relevant: number): number {
  let seen = 0;
  let sum = 0;
  grades.forEach((grade, i) => {
    if (grade > 0) sum += ++seen / (i + 1);
  });
  return relevant === 0 ? 0 : sum / relevant;
}

export function reciprocalRank(grades: number[]): number {
  const first = grades.findIndex((grade) => grade > 0);
  return first === -1 ? 0 : 1 / (first + 1);
}

export function precision(grades: number[], k: number): number {
  return grades.slice(0, k).filter((grade) => grade > 0).length / k;
}

export function recall(grades: number[], relevant: number, k: number): number {
  return relevant === 0 ? 0 : grades.slice(0, k).filter((grade) => grade > 0).length / relevant;
}

/** Rank correlation, with mean ranks for ties; null where one side is constant or has fewer than two values. */
export function spearman(a: number[], b: number[]): number | null {
  const [x, y] = [ranks(a), ranks(b)];
  const mean = (a.length + 1) / 2;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < x.length; i++) {
    xy += (x[i]! - mean) * (y[i]! - mean);
    xx += (x[i]! - mean) ** 2;
    yy += (y[i]! - mean) ** 2;
  }
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}

function ranks(values: number[]): number[] {
  const order = values.map((_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const result = new Array<number>(values.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let i = from; i < to; i++) result[order[i]!] = (from + to + 1) / 2;
    from = to;
  }
  return result;
}

/** A score, whether its pair of JD and CV is a good one, and the index of its JD. */
export interface ScoredPair {
  query: number;
  score: number;
  good: boolean;
}

/**
 * The share of all pairs of a good and a bad one in which the good one has the higher score, ties counting half (Mann
 * and Whitney 1947; Hanley and McNeil 1982). `pairs` must be sorted best first; `weight` is how often each JD counts in
 * a resample. Null where there are only good or only bad ones.
 */
export function auc(pairs: readonly ScoredPair[], weight: ArrayLike<number> | null = null): number | null {
  let [good, bad, won] = [0, 0, 0];
  for (let from = 0; from < pairs.length;) {
    let [goodHere, badHere, to] = [0, 0, from];
    for (; to < pairs.length && pairs[to]!.score === pairs[from]!.score; to++) {
      const times = weight === null ? 1 : weight[pairs[to]!.query]!;
      if (pairs[to]!.good) goodHere += times;
      else badHere += times;
    }
    won += badHere * (good + goodHere / 2);
    good += goodHere;
    bad += badHere;
    from = to;
  }
  return good === 0 || bad === 0 ? null : won / (good * bad);
}

export interface Estimate {
  mean: number;
  /** 95 % percentile bootstrap over queries (Efron and Tibshirani 1993, 1,000 resamples, fixed seed). */
  low: number;
  high: number;
}

const RESAMPLES = 1000;

export function estimate(values: number[], seed = 1): Estimate {
  if (values.length === 0) return { mean: 0, low: 0, high: 0 };
  const random = seeded(seed);
  const means = Array.from({ length: RESAMPLES }, () =>
    mean(values.map(() => values[Math.floor(random() * values.length)]!)),
  ).sort((a, b) => a - b);
  return {
    mean: mean(values),
    low: means[Math.floor(0.025 * RESAMPLES)]!,
    high: means[Math.ceil(0.975 * RESAMPLES) - 1]!,
  };
}

export function mean(values: number[]): number {
  return values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;
}

/** mulberry32: a small seeded generator that gives the same numbers everywhere. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
