import { expect, test } from 'vitest';
import { mannWhitney } from './compare.js';
import { ndcg } from './quality.js';
import { Random } from './random.js';

test('Mann-Whitney: as computed by hand for two small samples', () => {
  // Ranks of a are 1, 2, 4, so U = 7 - 6 = 1 with mean 4.5 and variance 5.25.
  const { z } = mannWhitney([1, 2, 4], [3, 5, 6]);
  expect(z).toBeCloseTo((1 - 4.5) / Math.sqrt(5.25), 6);
});

test('Mann-Whitney: equal samples do not differ, shifted ones do', () => {
  const random = new Random('compare');
  const a = Array.from({ length: 60 }, () => random.normal());
  const b = Array.from({ length: 60 }, () => random.normal());
  expect(mannWhitney(a, b).p).toBeGreaterThan(0.05);
  expect(
    mannWhitney(
      a,
      b.map((value) => value + 1),
    ).p,
  ).toBeLessThan(0.001);
  expect(mannWhitney([5, 5], [5, 5]).p).toBe(1);
  expect(mannWhitney([], [1]).p).toBe(1);
});

test('nDCG@10: 1 for the best order, less for another', () => {
  expect(ndcg([3, 2, 1], [1, 2, 3])).toBe(1);
  expect(ndcg([0, 3], [3])).toBeCloseTo(1 / Math.log2(3), 6);
  expect(ndcg([], [3])).toBe(0);
});
