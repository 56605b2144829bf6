import { describe, expect, it } from 'vitest';
import type { Requirement } from '../../domain/index.js';
import { DEFAULT_WEIGHTS, type RankerWeights } from '../../rank/index.js';
import { ascend, foldOf, meanQuality, quality, scoresOf, split, type Example, type ExampleSet } from './learning.js';

const title: Requirement = { text: 'Baker', kind: 'title', must: true, weight: 1 };
const skill: Requirement = { text: 'Pastry', kind: 'skill', must: false, weight: 1, term: 'Pastry' };

/** Parts in the order of a plan: title, skill, words, meaning. */
function example(id: string, cvs: [grade: number, scores: [number, number, number, number]][]): Example {
  return {
    id,
    reads: 1,
    requirements: [title, skill],
    cvs: cvs.map(([grade, scores]) => ({ grade, scores })),
    judged: cvs.map(([grade]) => grade),
  };
}

/** Meaning separates good from bad, and the title points the wrong way. */
const examples = Array.from({ length: 12 }, (_, i) =>
  example(`jd-${i}`, [
    [3, [0, 0.5, 0.2, 0.5 + i / 100]],
    [1, [0.3, 0.5, 0.2, 0.3]],
    [0, [0.3, 0.5, 0.2, 0.1]],
  ]),
);
const set = (measure: ExampleSet['measure'], of = examples): ExampleSet => ({ name: measure, measure, examples: of });
const withShares = (kinds: Partial<RankerWeights['kinds']>): RankerWeights => ({
  ...DEFAULT_WEIGHTS,
  kinds: { ...DEFAULT_WEIGHTS.kinds, ...kinds },
});

describe('quality', () => {
  const good = withShares({ title: 0.001 });
  const bad = withShares({ title: 15 });

  it.each(['spearman', 'ndcg@10', 'auc'] as const)('by %s is best where the meaning leads', (measure) => {
    expect(quality(set(measure), good)).toBeGreaterThan(quality(set(measure), bad));
    expect(quality(set(measure), good)).toBeLessThanOrEqual(1);
  });

  it('counts all sets the same, however many JDs they have', () => {
    const sets = [set('spearman'), set('spearman', examples.slice(0, 1))];
    expect(meanQuality(sets, bad)).toBeCloseTo((quality(sets[0]!, bad) + quality(sets[1]!, bad)) / 2, 12);
  });

  it('lets meaning count as far as the JD can be read', () => {
    const [unread] = scoresOf({ ...examples[0]!, reads: 0 }, DEFAULT_WEIGHTS);
    const [same] = scoresOf(
      { ...examples[0]!, reads: 0, cvs: [{ grade: 3, scores: [0, 0.5, 0.2, 0] }] },
      DEFAULT_WEIGHTS,
    );
    expect(unread).toBe(same);
  });
});

describe('ascend', () => {
  const start = withShares({ title: 0.3 });

  it('finds the share that tells CVs apart, the same every time', () => {
    const learned = ascend(start, [set('spearman')]);
    expect(meanQuality([set('spearman')], start)).toBeLessThan(1);
    expect(meanQuality([set('spearman')], learned)).toBeGreaterThan(meanQuality([set('spearman')], start));
    expect(learned.kinds.meaning / learned.kinds.title).toBeGreaterThan(start.kinds.meaning / start.kinds.title);
    expect(ascend(start, [set('spearman')])).toEqual(learned);
  });

  it('stays where it is when nothing is worth a change', () => {
    expect(ascend(start, [set('spearman')], 100)).toEqual(start);
  });
});

it('parts JDs into folds that do not overlap and leave none out', () => {
  const folds = Array.from({ length: 4 }, (_, fold) =>
    split([set('spearman')], fold, 4, true).flatMap((part) => part.examples.map(({ id }) => id)),
  );
  expect(folds.flat().sort()).toEqual(examples.map(({ id }) => id).sort());
  expect(split([set('spearman')], 1, 4, false)[0]!.examples.every(({ id }) => foldOf(id, 4) !== 1)).toBe(true);
});
