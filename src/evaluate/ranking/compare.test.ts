import { describe, expect, it } from 'vitest';
import { differencesOf, meanDifferences, pooledDifferences, resampleSet } from './compare.js';
import { seeded, type ScoredPair } from './metrics.js';
import type { QueryMetrics, RankingReport } from './ranking.js';

const metricsOf = (value: number): QueryMetrics => ({
  'ndcg@5': value,
  'ndcg@10': value,
  map: value,
  mrr: value,
  'p@10': value,
  'recall@100': value,
  spearman: null,
});

/** A report in which ranker and baseline have these values, one per JD. */
function report(ours: number[], theirs: number[], decisive = ours.map(() => true)): RankingReport {
  return {
    queries: ours.length,
    documents: 1,
    judgedOnly: true,
    maskTitles: false,
    metrics: {},
    groups: {},
    baselines: { plain: {} },
    baselineGroups: {},
    auc: null,
    perQuery: ours.map((value, i) => ({
      id: `q${i}`,
      title: null,
      group: 'all',
      relevant: 1,
      decisive: decisive[i]!,
      metrics: metricsOf(value),
      baselines: { plain: metricsOf(theirs[i]!) },
      top: [],
    })),
  };
}
const of = (one: RankingReport, number = 1) => differencesOf(resampleSet(one, new Map(), number))['plain']!['ndcg@10']!;

describe('the paired bootstrap', () => {
  it('has no width where every JD differs by the same, and p as small as it can be', () => {
    expect(of(report([0.5, 0.7, 0.9], [0.25, 0.45, 0.65]))).toMatchObject({
      difference: expect.closeTo(0.25, 12),
      low: expect.closeTo(0.25, 12),
      high: expect.closeTo(0.25, 12),
      p: 1 / 2001,
      count: 3,
    });
  });

  it('is certain of nothing where nothing differs, and gives the same on every call', () => {
    const same = report([0.2, 0.4], [0.2, 0.4]);
    expect(of(same)).toEqual({ difference: 0, low: 0, high: 0, p: 1, count: 2 });
    const noisy = report([0.1, 0.9, 0.4, 0.6], [0.3, 0.5, 0.4, 0.2]);
    expect(of(noisy)).toEqual(of(noisy));
    expect(of(noisy, 2)).not.toEqual(of(noisy, 1));
  });

  it('covers the mean by about 1.96 standard errors, and p follows', () => {
    const random = seeded(7);
    // Means of twelve uniform numbers: nearly normal with standard deviation 1 (sum minus 6).
    const normal = Array.from({ length: 400 }, () => Array.from({ length: 12 }, random).reduce((a, b) => a + b, -6));
    const shifted = of(
      report(
        normal.map((x) => x + 0.1),
        normal.map(() => 0),
      ),
    );
    const error = 1 / Math.sqrt(400);
    expect(shifted.high - shifted.low).toBeGreaterThan(2 * 1.96 * error * 0.85);
    expect(shifted.high - shifted.low).toBeLessThan(2 * 1.96 * error * 1.15);
    expect(shifted.p < 0.05).toBe(shifted.low > 0);
    expect(
      of(
        report(
          normal.map((x) => x + 0.5),
          normal.map(() => 0),
        ),
      ).p,
    ).toBeLessThan(0.001);
  });

  it('leaves JDs out that no order could serve better or worse, and metrics that say nothing', () => {
    const one = report([0.5, 0.3], [0.2, 0.3], [true, false]);
    expect(of(one)).toMatchObject({ difference: expect.closeTo(0.3, 12), count: 1 });
    expect(differencesOf(resampleSet(one, new Map(), 1))['plain']).not.toHaveProperty('spearman');
  });

  it('pools by JD and averages by set', () => {
    const [small, large] = [report([1], [0]), report([0, 0, 0], [0.2, 0.2, 0.2])];
    expect(pooledDifferences([small, large])['plain']!['ndcg@10']).toMatchObject({
      difference: expect.closeTo(0.1, 12),
      count: 4,
    });
    expect(
      meanDifferences([resampleSet(small, new Map(), 1), resampleSet(large, new Map(), 2)])['plain']!['ndcg@10'],
    ).toMatchObject({ difference: expect.closeTo(0.4, 12), low: expect.closeTo(0.4, 12), count: 2 });
  });

  it('draws whole JDs for AUC', () => {
    const pairs = (scores: number[]): ScoredPair[] =>
      scores.map((score, query) => ({ query, score, good: query % 2 === 0 })).sort((a, b) => b.score - a.score);
    const set = {
      ...report([0, 0, 0, 0], [0, 0, 0, 0]),
      auc: { ranker: { value: 1, comparable: true }, plain: { value: 0, comparable: true } },
    };
    const found = differencesOf(
      resampleSet(
        set,
        new Map([
          ['ranker', pairs([4, 1, 3, 2])],
          ['plain', pairs([1, 4, 2, 3])],
        ]),
        1,
      ),
    )['plain']!.auc;
    expect(found).toEqual({ difference: 1, low: 1, high: 1, p: 1 / 2001, count: 4 });
  });
});
