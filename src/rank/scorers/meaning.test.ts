import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quantize, type PassageVectors } from '../../domain/index.js';
import type { JdPlan } from '../jd-plan.js';
import { meaningScore, nearestPassages } from './meaning.js';
import { clamp, type Candidate, type View } from './view.js';

const DIMENSIONS = 5;
const vector = fc
  .array(fc.integer({ min: -9, max: 9 }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
  .map((values) => Float32Array.from(values, (x) => x / 13));
/** Of one row for each vector. */
const vectorsOf = (rows: readonly Float32Array[]): PassageVectors =>
  quantize(Float32Array.from(rows.flatMap((row) => [...row])), DIMENSIONS);
const candidate = fc.array(vector, { minLength: 1, maxLength: 12 }).map((rows): Candidate => ({
  cvId: 'cv',
  features: new Uint8Array(0),
  passages: rows.map((_, i) => ({ start: 10 * i, end: 10 * i + 9, page: 1 })),
  passageVectors: vectorsOf(rows),
}));
const scored = (cv: Candidate, jd: Float32Array) => meaningScore({ plan: { vectors: [jd] } as JdPlan, cv } as View);

/** Row by row, as one would write it. */
function plain({ passages, passageVectors: { values, scales } }: Candidate, jd: Float32Array) {
  const mean = new Array<number>(DIMENSIONS).fill(0);
  const near = passages.map((_, row) => {
    let product = 0;
    for (let i = 0; i < DIMENSIONS; i++) {
      const value = values[row * DIMENSIONS + i]!;
      product += jd[i]! * value;
      mean[i]! += scales[row]! * value;
    }
    return product * scales[row]!;
  });
  const order = near.map((_, i) => i).sort((a, b) => near[b]! - near[a]! || a - b);
  const best = order.slice(0, 3);
  const top = best.reduce((sum, i) => sum + near[i]!, 0) / best.length;
  let [product, square] = [0, 0];
  for (let i = 0; i < DIMENSIONS; i++) {
    product += mean[i]! * jd[i]!;
    square += mean[i]! * mean[i]!;
  }
  const whole = square === 0 ? 0 : product / Math.sqrt(square);
  return { score: clamp(0.9 * whole + (1 - 0.9) * top), first: passages[best[0]!]!, order };
}

it('is to the bit what row by row gives, for one JD after the other', () => {
  fc.assert(
    fc.property(candidate, fc.array(vector, { minLength: 1, maxLength: 3 }), (cv, jds) => {
      for (const jd of jds) {
        const { score, first, order } = plain(cv, jd);
        expect(scored(cv, jd)).toEqual({ score, at: [first.start, first.end, 1] });
        expect(nearestPassages(jd, cv).map(({ passage }) => passage)).toEqual(order.map((i) => cv.passages[i]));
      }
    }),
  );
});

it('of some passages is that of a CV that has these alone', () => {
  fc.assert(
    fc.property(candidate, vector, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (cv, jd, kept) => {
      const rows = cv.passages.flatMap((_, i) => (kept[i] === true ? [i] : []));
      const passages = rows.map((i) => cv.passages[i]!);
      const { values, scales } = cv.passageVectors;
      const alone = {
        values: Int8Array.from(rows.flatMap((i) => [...values.subarray(i * DIMENSIONS, (i + 1) * DIMENSIONS)])),
        scales: Float32Array.from(rows, (i) => scales[i]!),
      };
      scored(cv, jd);
      expect(scored({ ...cv, passages, rows }, jd)).toEqual(scored({ ...cv, passages, passageVectors: alone }, jd));
    }),
  );
});
