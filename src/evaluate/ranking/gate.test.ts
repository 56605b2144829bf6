import { describe, expect, it } from 'vitest';
import { judgeBars, modesFor, parseGateFile, type MeasuredRun } from './gate.js';
import type { RankingReport } from './ranking.js';
import { differencesOf, resampleSet } from './compare.js';
import type { QueryMetrics } from './ranking.js';

const estimate = (mean: number) => ({ mean, low: mean - 0.1, high: mean + 0.1 });
const values = (value: number): QueryMetrics => ({
  'ndcg@5': value,
  'ndcg@10': value,
  map: value,
  mrr: value,
  'p@10': value,
  'recall@100': value,
  spearman: value,
});

function run(name: string, ours: number, hybrid: number, mode = { judgedOnly: true, maskTitles: false }): MeasuredRun {
  const report: RankingReport = {
    queries: 1,
    documents: 1,
    ...mode,
    metrics: { spearman: estimate(ours) },
    groups: {},
    baselines: { hybrid: { spearman: estimate(hybrid) } },
    baselineGroups: {},
    auc: { ranker: { value: ours, comparable: true }, hybrid: { value: hybrid, comparable: false } },
    perQuery: [
      {
        id: 'q',
        title: null,
        group: 'all',
        relevant: 1,
        decisive: true,
        metrics: values(ours),
        baselines: { hybrid: values(hybrid) },
        top: [],
      },
    ],
  };
  const resampled = resampleSet(report, new Map(), 1);
  return { name, mode, report, resampled, differences: differencesOf(resampled) };
}
const bars = (...list: object[]) => parseGateFile({ bars: list }, 'gate.json');
const verdicts = (list: object[], runs: MeasuredRun[]) =>
  judgeBars(bars(...list), runs).map(({ verdict, value }) => [verdict, value]);

describe('a gate file', () => {
  it('judges a value, a difference, the lower end of an interval, a mean of sets and a pool', () => {
    const runs = [run('a', 0.5, 0.25), run('b', 0.5, 0.75)];
    expect(
      verdicts(
        [
          { set: 'a', metric: 'spearman', least: 0.5 },
          { set: 'a', metric: 'spearman', bound: 'low', least: 0.45 },
          { set: 'a', metric: 'auc', least: 0.5 },
          { set: 'a', metric: 'spearman', minus: 'hybrid', least: 0.3 },
          { set: 'b', metric: 'spearman', minus: 'hybrid', least: -0.3 },
          { mean: ['a', 'b'], metric: 'spearman', minus: 'hybrid', least: 0.02 },
          { pooled: ['a', 'b'], metric: 'spearman', minus: 'hybrid', bound: 'low', least: 0 },
        ],
        runs,
      ),
    ).toEqual([
      ['met', 0.5],
      ['missed', 0.4],
      ['met', 0.5],
      ['missed', 0.25],
      ['met', -0.25],
      ['missed', 0],
      ['missed', -0.25],
    ]);
  });

  it('skips what was not measured, whole or in that way, and misses a metric that a set does not have', () => {
    const runs = [run('a', 0.5, 0.25)];
    expect(
      verdicts(
        [
          { set: 'b', metric: 'auc', least: 0 },
          { mean: ['a', 'b'], metric: 'spearman', minus: 'hybrid', least: 0 },
          { set: 'a', metric: 'spearman', least: 0, judgedOnly: false },
        ],
        runs,
      ),
    ).toEqual([
      ['skipped', null],
      ['skipped', null],
      ['skipped', null],
    ]);
    expect(verdicts([{ set: 'a', metric: 'map', least: 0 }], runs)).toEqual([['missed', null]]);
  });

  it('says in which ways a set must be ranked', () => {
    const list = bars(
      { set: 'a', metric: 'ndcg@10', least: 0, judgedOnly: false },
      { set: 'a', metric: 'map', least: 0, judgedOnly: false },
      { set: 'a', metric: 'map', least: 0, judgedOnly: false, maskTitles: true },
      { mean: ['a', 'b'], metric: 'spearman', minus: 'bm25', least: 0 },
    );
    expect(modesFor(list, 'a')).toHaveLength(3);
    expect(modesFor(list, 'b')).toEqual([{ judgedOnly: true, maskTitles: false }]);
    expect(modesFor(list, 'c')).toEqual([]);
  });

  it.each([
    ['no list', {}],
    ['an empty list', { bars: [] }],
    ['nothing at all', null],
    ['a metric that there is not', { bars: [{ set: 'a', metric: 'charm', least: 0 }] }],
    ['a baseline that there is not', { bars: [{ set: 'a', metric: 'map', minus: 'oracle', least: 0 }] }],
    ['a bar without a number', { bars: [{ set: 'a', metric: 'map', least: '0.1' }] }],
    ['a word that it does not know', { bars: [{ set: 'a', metric: 'map', atLeast: 1, least: 0 }] }],
    ['sets compared by bare values', { bars: [{ mean: ['a', 'b'], metric: 'map', least: 0 }] }],
    ['two ways of naming sets', { bars: [{ set: 'a', mean: ['a'], metric: 'map', minus: 'bm25', least: 0 }] }],
    ['a pooled AUC', { bars: [{ pooled: ['a'], metric: 'auc', minus: 'bm25', least: 0 }] }],
  ])('is refused with %s', (_, value) => {
    expect(() => parseGateFile(value, 'gate.json')).toThrow(/^gate\.json has no/);
  });
});
