import type { Passage, PassageVectors } from '../../domain/index.js';
import { clamp, type Candidate, type Scored, type View } from './view.js';

/** Number of best passages that are averaged: one lucky sentence is not a career. */
const BEST_PASSAGES = 3;
/**
 * Share of the whole CV's similarity; the best passages have the rest. Passages alone rank far worse (nDCG@10 0.25
 * against 0.32).
 */
const WHOLE = 0.9;

/** Similarity of the JD to the whole CV and to its best passages. */
export function meaningScore({ plan, cv }: View): Scored {
  const [jd] = plan.vectors;
  if (!jd || cv.passages.length === 0) return { score: 0, at: null };
  const near = similarities(jd, cv);
  const best = nearestOf(near, cv.passages.length, BEST_PASSAGES);
  const top = best.reduce((sum, i) => sum + near[i]!, 0) / best.length;
  const { start, end, page } = cv.passages[best[0]!]!;
  return { score: clamp(WHOLE * cosine(sumOf(cv, jd.length), jd) + (1 - WHOLE) * top), at: [start, end, page] };
}

/** The CV's passages, most similar to the vector first. */
export function nearestPassages(
  vector: Float32Array,
  cv: Pick<Candidate, 'passages' | 'passageVectors'>,
): { passage: Passage; near: number }[] {
  const near = similarities(vector, cv);
  return nearestOf(near, cv.passages.length, cv.passages.length).map((i) => ({
    passage: cv.passages[i]!,
    near: near[i]!,
  }));
}

/** The first `most` of `count`, most similar first; equal ones in their order. */
function nearestOf(near: Float64Array, count: number, most: number): number[] {
  const best: number[] = [];
  for (let i = 0; i < count; i++) {
    let at = best.length;
    while (at > 0 && near[i]! > near[best[at - 1]!]!) at--;
    if (at >= most) continue;
    for (let k = Math.min(best.length, most - 1); k > at; k--) best[k] = best[k - 1]!;
    best[at] = i;
  }
  return best;
}

type Rows = Pick<Candidate, 'passages' | 'passageVectors' | 'rows'>;

const rowOf = (rows: Rows['rows'], passage: number): number => (rows === undefined ? passage : rows[passage]!);

/** Written anew by every call of `similarities`. */
let scratch = new Float64Array(64);

/**
 * Similarity of the vector to each passage, valid until the next call. Four passages are read at once, which takes half the
 * time; each sum is added up in the order of its terms, so that it is the same to the bit as one by one.
 */
function similarities(
  vector: Float32Array,
  { passages, passageVectors: { values, scales }, rows }: Rows,
): Float64Array {
  const [n, count] = [vector.length, passages.length];
  if (scratch.length < count) scratch = new Float64Array(2 * count);
  let k = 0;
  for (; k + 4 <= count; k += 4) {
    const ra = n * rowOf(rows, k);
    const rb = n * rowOf(rows, k + 1);
    const rc = n * rowOf(rows, k + 2);
    const rd = n * rowOf(rows, k + 3);
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      const x = vector[i]!;
      a += x * values[ra + i]!;
      b += x * values[rb + i]!;
      c += x * values[rc + i]!;
      d += x * values[rd + i]!;
    }
    scratch[k] = a * scales[rowOf(rows, k)]!;
    scratch[k + 1] = b * scales[rowOf(rows, k + 1)]!;
    scratch[k + 2] = c * scales[rowOf(rows, k + 2)]!;
    scratch[k + 3] = d * scales[rowOf(rows, k + 3)]!;
  }
  for (; k < count; k++) {
    const row = n * rowOf(rows, k);
    let a = 0;
    for (let i = 0; i < n; i++) a += vector[i]! * values[row + i]!;
    scratch[k] = a * scales[rowOf(rows, k)]!;
  }
  return scratch;
}

/** The sum of the vectors of all passages: that of a whole CV is the same for every JD. */
function sumOf(cv: Rows, dimensions: number): Float64Array {
  if (cv.rows !== undefined) return added(cv, dimensions);
  let sum = sums.get(cv.passageVectors);
  if (sum?.length !== dimensions) sums.set(cv.passageVectors, (sum = added(cv, dimensions)));
  return sum!;
}
const sums = new WeakMap<PassageVectors, Float64Array>();

function added({ passages, passageVectors: { values, scales }, rows }: Rows, dimensions: number): Float64Array {
  const sum = new Float64Array(dimensions);
  for (let k = 0; k < passages.length; k++) {
    const row = rowOf(rows, k);
    for (let i = 0; i < dimensions; i++) sum[i]! += scales[row]! * values[dimensions * row + i]!;
  }
  return sum;
}

function cosine(mean: Float64Array, vector: Float32Array): number {
  let product = 0;
  let square = 0;
  for (let i = 0; i < vector.length; i++) {
    product += mean[i]! * vector[i]!;
    square += mean[i]! * mean[i]!;
  }
  return square === 0 ? 0 : product / Math.sqrt(square);
}
