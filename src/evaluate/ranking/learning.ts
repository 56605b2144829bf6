import { createHash } from 'node:crypto';
import type { Requirement } from '../../domain/index.js';
import { mustsOf, planParts, total, weighed, withoutUnread, type RankerWeights } from '../../rank/index.js';
import { auc, mean, ndcg, spearman } from './metrics.js';

/** A judged JD with what each part of the score is worth in each CV, before any weight: what shares are learned from. */
export interface Example {
  id: string;
  /** In the order of the plan, without the parts for the words and the meaning of the whole. */
  requirements: Requirement[];
  /** `JdPlan.reads`. */
  reads: number;
  /** `scores`: in the order of the plan's parts, 0..1. */
  cvs: { grade: number; scores: number[] }[];
  /** Grades of all judged CVs, also of those that are not among `cvs`. */
  judged: number[];
}

/** `spearman` where CVs are graded, `auc` over all pairs where each JD has one CV, `ndcg@10` where few of many are judged. */
export type Measure = 'spearman' | 'auc' | 'ndcg@10';

export interface ExampleSet {
  name: string;
  measure: Measure;
  examples: Example[];
}

/** The scores of an example's CVs under these weights, as `scoreCv` makes them. */
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

/** What the set's measure says of the ranking under these weights; 0 without examples. */
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

/** All sets count the same, however many JDs they have: one that is large says no more about people's judgement. */
export function meanQuality(sets: ExampleSet[], weights: RankerWeights): number {
  return mean(sets.map((set) => quality(set, weights)));
}

/** By the JD's id alone, so that a JD stays where it is when others come. */
export function foldOf(id: string, folds: number): number {
  return createHash('sha256').update(id).digest().readUInt32LE() % folds;
}

/** The sets without the JDs of a fold, or with those alone. */
export function split(sets: ExampleSet[], fold: number, folds: number, inside: boolean): ExampleSet[] {
  return sets
    .map((set) => ({ ...set, examples: set.examples.filter(({ id }) => (foldOf(id, folds) === fold) === inside) }))
    .filter(({ examples }) => examples.length > 0);
}

/** What is learned; the kinds that are asked for stay as they are: few judged JDs tell them apart. */
export const LEARNED = ['words', 'meaning', 'title', 'asked'] as const;
/** Factors tried on a share, from bold to fine. */
const STEPS = [1.5, 1.2, 1.1];
/** What doubling or halving a share must bring to be worth it: keeps what little data cannot tell at its start. */
const SHRINK = 0.004;

/** Coordinate ascent (Metzler and Croft 2007) from `start`, one share at a time, until no step helps. */
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
