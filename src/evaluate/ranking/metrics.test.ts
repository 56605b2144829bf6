import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auc, averagePrecision, estimate, ndcg, precision, recall, reciprocalRank, spearman } from './metrics.js';

describe('ndcg', () => {
  it('is what one computes by hand', () => {
    // gains 7, 0, 1 at discounts 1, log2(3), 2; ideal 7, 1, 0
    const dcg = 7 / Math.log2(2) + 0 / Math.log2(3) + 1 / Math.log2(4);
    const ideal = 7 / Math.log2(2) + 1 / Math.log2(3);
    expect(ndcg([3, 0, 1], [1, 3], 10)).toBeCloseTo(dcg / ideal, 12);
  });

  it('looks no further than k, on both sides', () => {
    expect(ndcg([0, 3], [3, 3], 1)).toBe(0);
    expect(ndcg([3, 0], [3, 3], 1)).toBe(1);
  });

  it('takes decimal grades', () => {
    expect(ndcg([0.5, 1.5], [0.5, 1.5], 5)).toBeCloseTo(
      (2 ** 0.5 - 1 + (2 ** 1.5 - 1) / Math.log2(3)) / (2 ** 1.5 - 1 + (2 ** 0.5 - 1) / Math.log2(3)),
      12,
    );
  });

  it('is 1 for the ideal order and never more', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 25 }),
        (grades, k) => {
          const ideal = [...grades].sort((a, b) => b - a);
          const some = grades.some((grade) => grade > 0);
          expect(ndcg(ideal, grades, k)).toBeCloseTo(some ? 1 : 0, 12);
          expect(ndcg(grades, grades, k)).toBeLessThanOrEqual(1 + 1e-12);
        },
      ),
    );
  });
});

describe('precision, recall, average precision, reciprocal rank', () => {
  // Manning, Raghavan and Schuetze, Introduction to Information Retrieval (2008), section 8.4: AP is the mean of the
  // precision at each relevant document; documents that are never found count as 0.
  const grades = [1, 0, 1, 0, 0, 1];
  it('average precision', () => {
    expect(averagePrecision(grades, 4)).toBeCloseTo((1 / 1 + 2 / 3 + 3 / 6 + 0) / 4, 12);
  });
  it('precision divides by k even where fewer are ranked', () => {
    expect(precision(grades, 10)).toBe(0.3);
  });
  it('recall', () => {
    expect(recall(grades, 4, 3)).toBe(0.5);
  });
  it('reciprocal rank', () => {
    expect(reciprocalRank([0, 0, 2])).toBeCloseTo(1 / 3, 12);
    expect(reciprocalRank([0, 0])).toBe(0);
  });
});

describe('spearman', () => {
  it("gives the published value for IQ and hours of television (Wikipedia, Spearman's rank correlation coefficient)", () => {
    const iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
    const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
    expect(spearman(iq, hours)).toBeCloseTo(-29 / 165, 12);
  });

  it('gives tied values their mean rank, and nothing where a side is constant', () => {
    expect(spearman([1, 2, 2, 3], [1, 2, 2, 3])).toBeCloseTo(1, 12);
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNull();
  });
});

describe('estimate', () => {
  it('holds the mean inside an interval that is the same every time', () => {
    const values = Array.from({ length: 50 }, (_, i) => (i % 10) / 10);
    const first = estimate(values);
    expect(first.mean).toBeCloseTo(0.45, 12);
    expect(first.low).toBeLessThan(first.mean);
    expect(first.high).toBeGreaterThan(first.mean);
    expect(estimate(values)).toEqual(first);
  });

  it('is about two standard errors wide', () => {
    const values = Array.from({ length: 200 }, (_, i) => i % 2);
    const { low, high } = estimate(values);
    expect(high - low).toBeGreaterThan(((2 * 1.96 * 0.5) / Math.sqrt(200)) * 0.85);
    expect(high - low).toBeLessThan(((2 * 1.96 * 0.5) / Math.sqrt(200)) * 1.15);
  });
});

describe('auc', () => {
  const pairs = (rows: [number, boolean][]) =>
    rows.map(([score, good], query) => ({ query, score, good })).sort((a, b) => b.score - a.score);

  it('is what one counts by hand, ties half', () => {
    // Good 0.9, 0.4; bad 0.4, 0.1: of four pairs three are won and one is tied.
    expect(
      auc(
        pairs([
          [0.9, true],
          [0.4, true],
          [0.4, false],
          [0.1, false],
        ]),
      ),
    ).toBe(3.5 / 4);
    expect(
      auc(
        pairs([
          [1, true],
          [1, false],
        ]),
      ),
    ).toBe(0.5);
    expect(
      auc(
        pairs([
          [0.1, true],
          [-Infinity, false],
        ]),
      ),
    ).toBe(1);
    expect(auc(pairs([[1, true]]))).toBeNull();
    expect(auc([])).toBeNull();
  });

  it('counts a pair as often as its JD was drawn', () => {
    const list = pairs([
      [3, false],
      [2, true],
      [1, false],
    ]);
    expect(auc(list)).toBe(0.5);
    expect(auc(list, [0, 1, 4])).toBe(1);
    expect(auc(list, [3, 1, 1])).toBe(0.25);
    expect(auc(list, [1, 0, 1])).toBeNull();
  });

  it('is the share of pairs won, whatever the scores', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean()), { maxLength: 30 }), (rows) => {
        const [good, bad] = [true, false].map((wanted) =>
          rows.filter(([, is]) => is === wanted).map(([score]) => score),
        );
        const won = good!.flatMap((a) => bad!.map((b): number => (a > b ? 1 : a === b ? 0.5 : 0)));
        if (won.length === 0) expect(auc(pairs(rows))).toBeNull();
        else expect(auc(pairs(rows))).toBeCloseTo(won.reduce((a, b) => a + b, 0) / won.length, 12);
      }),
    );
  });
});
