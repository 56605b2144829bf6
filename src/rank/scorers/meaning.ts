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
  const best = nearestPassages(jd, cv, BEST_PASSAGES);
  const top = best.reduce((sum, { near }) => sum + near, 0) / best.length;
  const mean = cosineToMean(jd, cv);
  const { passage } = best[0]!;
  return { score: clamp(WHOLE * mean + (1 - WHOLE) * top), at: [passage.start, passage.end, passage.page] };
}

/** The CV's passages with their similarity to the vector, most similar first. */
export function nearestPassages(
  vector: Float32Array,
  cv: Pick<Candidate, 'passages' | 'passageVectors'>,
  most = Infinity,
): { passage: Passage; near: number }[] {
  const near = cv.passages.map((_, i) => dot(vector, cv.passageVectors, i * vector.length));
  const order = near.map((_, i) => i).sort((a, b) => near[b]! - near[a]! || a - b);
  return order.slice(0, most).map((i) => ({ passage: cv.passages[i]!, near: near[i]! }));
}

function dot(a: Float32Array, rows: Float32Array, offset: number): number {
  const n = a.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i]! * rows[offset + i]!;
  return sum;
}

function cosineToMean(jd: Float32Array, cv: Candidate): number {
  const rows = cv.passageVectors;
  const n = jd.length;
  const mean = new Float64Array(n);
  for (let row = 0; row < rows.length; row += n) for (let i = 0; i < n; i++) mean[i]! += rows[row + i]!;
  let product = 0;
  let square = 0;
  for (let i = 0; i < n; i++) {
    product += mean[i]! * jd[i]!;
    square += mean[i]! * mean[i]!;
  }
  return square === 0 ? 0 : product / Math.sqrt(square);
}
