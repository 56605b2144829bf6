import { createHash } from 'node:crypto';
import type { Requirement } from '../../domain/index.js';
import { mustsOf, planParts, total, weighed, withoutUnread, type RankerWeights } from '../../rank/index.js';
import { auc, mean, ndcg, spearman } from './metrics.js';

/** A judged JD with the score of each part in each CV before weighting: the data that shares are learned from. */
export interface Example {
  id: string;
  /** In the plan's order, without the parts for words and meaning of the whole. */
  requirements: Requirement[];
  /** `JdPlan.reads`. */
  reads: number;
  /** `scores`: 0..1, in the order of the plan's parts. */
  cvs: { grade: number; scores: number[] }[];
  /** Grades of all judged CVs, including those not in `cvs`. */
  judged: number[];
}

/**
 * The measure of a set: `spearman` where CVs are graded, `auc` over all pairs where each JD has one CV, `ndcg@10` where
 * few of many are judged.
 */
export type Measure = 'spearman' | 'auc' | 'ndcg@10';

export interface ExampleSet {
  name: string;
  measure: Measure;
  examples: Example[];
}

/** Scores of an example's CVs under these weights, computed as `scoreCv` does. */
export function scoresOf({ requirements, reads, cvs }: Example, weights: RankerWeights): number[] {
  const parts = planParts(requirements, { weights: withoutUnread(weights, reads) });
  const musts = mustsOf(parts);
  return cvs.map(({ scores }) =>
    total(
      weighed(
        parts.map((part, i) => ({ part, score: scores[i]! })),
        musts,
      ),
    ),
  );
}

/** The set's measure for the ranking under these weights; 0 without examples. */
export function quality({ measure, examples }: ExampleSet, weights: RankerWeights): number {
  const scored = examples.map((example) => ({ example, scores: scoresOf(example, weights) }));
  if (measure === 'auc') {
    const pairs = scored.flatMap(({ example, scores }, query) =>
      example.cvs.map(({ grade }, i) => ({ query, score: scores[i]!, good: grade > 0 })),
    );
    return auc(pairs.sort((a, b) => b.score - a.score)) ?? 0;
  }
  return mean(
    scored.flatMap(({ example, scores }) =>
      measure === 'spearman' ? (correlation(example, scores) ?? []) : gain(example, scores),
    ),
  );
}

function correlation({ cvs }: Example, scores: number[]): number | null {
  return spearman(
    scores,
    cvs.map(({ grade }) => grade),
  );
}

function gain({ cvs, judged }: Example, scores: number[]): number {
  const order = scores.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b);
  return ndcg(
    order.map((i) => cvs[i]!.grade),
    judged,
    10,
  );
}

/** All sets weigh the same: a set with many JDs says no more about people's judgement. */
export function meanQuality(sets: ExampleSet[], weights: RankerWeights): number {
  return mean(sets.map((set) => quality(set, weights)));
}

/** Depends on the JD's id alone, so that a JD keeps its fold when others are added. */
export function foldOf(id: string, folds: number): number {
  return createHash('sha256').update(id).digest().readUInt32LE() % folds;
}

/** The sets without the JDs of a fold, or (`inside`) with only those. */
export function split(sets: ExampleSet[], fold: number, folds: number, inside: boolean): ExampleSet[] {
  return sets
    .map((set) => ({ ...set, examples: set.examples.filter(({ id }) => (foldOf(id, folds) === fold) === inside) }))
    .filter(({ examples }) => examples.length > 0);
}

/**
 * The shares that are learned. Weights of the requirement kinds are kept, since too few judged JDs distinguish them.
 */
export const LEARNED = ['words', 'meaning', 'title', 'asked'] as const;
/** Factors tried on a share, from coarse to fine. */
const STEPS = [1.5, 1.2, 1.1];
/** Improvement required for doubling or halving a share: what little data cannot decide stays at its start. */
const SHRINK = 0.004;

/** Coordinate ascent (Metzler and Croft 2007) from `start`, one share at a time, until no step improves the result. */
export function ascend(start: RankerWeights, sets: ExampleSet[], shrink = SHRINK): RankerWeights {
  const value = (weights: RankerWeights) => meanQuality(sets, weights) - shrink * distance(weights, start);
  return STEPS.reduce((best, step) => climb(best, step, value), start);
}

function distance(a: RankerWeights, b: RankerWeights): number {
  return LEARNED.reduce((sum, kind) => sum + Math.log2(a.kinds[kind] / b.kinds[kind]) ** 2, 0);
}

function climb(from: RankerWeights, step: number, value: (weights: RankerWeights) => number): RankerWeights {
  let best = { weights: from, value: value(from) };
  for (let before = -Infinity; best.value > before;) {
    before = best.value;
    for (const kind of LEARNED) {
      for (const factor of [step, 1 / step]) {
        const weights = {
          ...best.weights,
          kinds: { ...best.weights.kinds, [kind]: best.weights.kinds[kind] * factor },
        };
        const next = { weights, value: value(weights) };
        if (next.value > best.value + 1e-6) best = next;
      }
    }
  }
  return best.weights;
}
