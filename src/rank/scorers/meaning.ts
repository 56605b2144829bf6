import type { Passage } from '../../domain/index.js';
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
  const { near, whole } = similarities(jd, cv.passageVectors);
  const best = nearestFirst(near).slice(0, BEST_PASSAGES);
  const top = best.reduce((sum, i) => sum + near[i]!, 0) / best.length;
  const passage = cv.passages[best[0]!]!;
  return { score: clamp(WHOLE * whole + (1 - WHOLE) * top), at: [passage.start, passage.end, passage.page] };
}

/** The CV's passages, most similar to the vector first. */
export function nearestPassages(
  vector: Float32Array,
  cv: Pick<Candidate, 'passages' | 'passageVectors'>,
): { passage: Passage; near: number }[] {
  const { near } = similarities(vector, cv.passageVectors);
  return nearestFirst(near).map((i) => ({ passage: cv.passages[i]!, near: near[i]! }));
}

function nearestFirst(near: readonly number[]): number[] {
  return near.map((_, i) => i).sort((a, b) => near[b]! - near[a]! || a - b);
}

/**
 * Similarity of the vector to each row and to their mean. Four rows are read at once, which takes half the time; each sum
 * is added up in the order of its terms, so that it is the same to the bit as row by row.
 */
function similarities(vector: Float32Array, rows: Float32Array): { near: number[]; whole: number } {
  const n = vector.length;
  const mean = new Float64Array(n);
  const near: number[] = [];
  let row = 0;
  for (; row + 4 * n <= rows.length; row += 4 * n) {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      const at = row + i;
      const x = vector[i]!;
      const [p, q, r, s] = [rows[at]!, rows[at + n]!, rows[at + 2 * n]!, rows[at + 3 * n]!];
      a += x * p;
      b += x * q;
      c += x * r;
      d += x * s;
      mean[i] = mean[i]! + p + q + r + s;
    }
    near.push(a, b, c, d);
  }
  for (; row < rows.length; row += n) {
    let a = 0;
    for (let i = 0; i < n; i++) {
      const p = rows[row + i]!;
      a += vector[i]! * p;
      mean[i]! += p;
    }
    near.push(a);
  }
  return { near, whole: cosine(mean, vector) };
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
