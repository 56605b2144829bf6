import { createHash } from 'node:crypto';

/** A JD with what the first stage picked for it. */
export interface Example {
  id: string;
  /** `kinds`: what each kind of part is worth before any weight, 0..1. */
  cvs: { grade: number; kinds: Record<string, number> }[];
  /** DCG@10 of the best possible order of all judged CVs. */
  best: number;
}
type Weights = Record<string, number>;

const K = 10;
/** Factors tried on a weight, from bold to fine. */
const STEPS = [2, 1.5, 1.2, 1.1, 1.05];

/** DCG@10 of grades in rank order, gain 2^grade - 1. */
export function dcg(grades: number[]): number {
  return grades.slice(0, K).reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0);
}

/** Mean nDCG@10 of the examples under these weights. */
export function quality(examples: Example[], weights: Weights): number {
  return examples.length === 0 ? 0 : examples.reduce((sum, example) => sum + ndcg(example, weights), 0) / examples.length;
}

function ndcg({ cvs, best }: Example, weights: Weights): number {
  if (best === 0) return 0;
  const scored = cvs.map(({ grade, kinds }) => ({ grade, score: Object.entries(kinds).reduce((sum, [kind, value]) => sum + weights[kind]! * value, 0) }));
  return dcg(scored.sort((a, b) => b.score - a.score).map(({ grade }) => grade)) / best;
}

/** By the JD's id alone, so that a JD stays where it is when others come: three fifths train, one fifth each dev and test. */
export function splitOf(id: string): 'train' | 'dev' | 'test' {
  const fifth = createHash('sha256').update(id).digest().readUInt32LE() % 5;
  return fifth < 3 ? 'train' : fifth === 3 ? 'dev' : 'test';
}

/** Shares that sum to 1 if the others' do with them: those of `kinds` in proportion, each at least its floor; the others stay as they are. */
export function shares(weights: Weights, kinds: string[], floors: Weights = {}): Weights {
  const sum = (names: string[], of: Weights) => names.reduce((total, kind) => total + of[kind]!, 0);
  const fixed = sum(Object.keys(weights).filter((kind) => !kinds.includes(kind)), weights);
  const floored: string[] = [];
  for (;;) {
    const free = kinds.filter((kind) => !floored.includes(kind));
    const scale = (1 - fixed - sum(floored, floors)) / sum(free, weights);
    const low = free.filter((kind) => weights[kind]! * scale < (floors[kind] ?? 0));
    if (low.length === 0) return { ...weights, ...Object.fromEntries(kinds.map((kind) => [kind, floored.includes(kind) ? floors[kind]! : weights[kind]! * scale])) };
    floored.push(...low);
  }
}

export interface Ascent {
  /** What doubling or halving a weight must bring in quality to be worth it. */
  shrink: number;
  /** Makes any weights valid ones. */
  constrain: (weights: Weights) => Weights;
}

/** Coordinate ascent (Metzler and Croft 2007) from `start`, one of `kinds` at a time, until no step helps. */
export function ascend(start: Weights, kinds: string[], examples: Example[], { shrink, constrain }: Ascent): Weights {
  const distance = (weights: Weights) => kinds.reduce((sum, kind) => sum + Math.log2(weights[kind]! / start[kind]!) ** 2, 0);
  const value = (weights: Weights) => quality(examples, weights) - shrink * distance(weights);
  let best = constrain(start);
  for (const step of STEPS) best = climb(best, kinds, step, value, constrain);
  return best;
}

function climb(from: Weights, kinds: string[], step: number, value: (weights: Weights) => number, constrain: Ascent['constrain']): Weights {
  let best = { weights: from, value: value(from) };
  for (let before = -Infinity; best.value > before; ) {
    before = best.value;
    for (const kind of kinds) {
      for (const factor of [step, 1 / step]) {
        const weights = constrain({ ...best.weights, [kind]: best.weights[kind]! * factor });
        const next = { weights, value: value(weights) };
        if (next.value > best.value + 1e-9) best = next;
      }
    }
  }
  return best.weights;
}
