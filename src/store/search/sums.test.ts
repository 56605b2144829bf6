import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bestSums, type Weights } from './sums.js';

/** As one would write it. */
function plain(postings: Weights[], wanted: Set<number> | null, depth: number): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { keys, weights } of postings)
    for (let i = 0; i < keys.length; i++) sums.set(keys[i]!, (sums.get(keys[i]!) ?? 0) + weights[i]!);
  const rows = [...sums].filter(([key]) => wanted === null || wanted.has(key)).sort(([, a], [, b]) => b - a);
  return new Map(rows.filter(([, sum]) => sum >= (rows[Math.min(depth, rows.length) - 1]?.[1] ?? 0)));
}

const key = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 2 ** 40 }));
const phrase = fc
  .uniqueArray(fc.tuple(key, fc.integer({ min: 1, max: 6 })), { selector: ([one]) => one, maxLength: 60 })
  .map((rows) => ({ keys: rows.map(([one]) => one), weights: rows.map(([, weight]) => weight / 7) }));

it('gives the best and those that tie with the last, to the bit, one search after the other', () => {
  fc.assert(
    fc.property(
      fc.array(phrase, { maxLength: 8 }),
      fc.option(fc.array(key).map((keys) => new Set(keys))),
      fc.integer({ min: 1, max: 50 }),
      (postings, wanted, depth) => {
        const found = bestSums(postings, wanted, depth);
        expect(new Map(found)).toEqual(plain(postings, wanted, depth));
        expect(found.map(([, sum]) => sum)).toEqual(found.map(([, sum]) => sum).sort((a, b) => b - a));
      },
    ),
  );
});

it('takes lists that are longer than those before', () => {
  const keys = Array.from({ length: 5000 }, (_, i) => 3 * i + 1);
  const found = bestSums([{ keys, weights: keys }], null, 2);
  expect(found).toEqual([
    [14_998, 14_998],
    [14_995, 14_995],
  ]);
});
