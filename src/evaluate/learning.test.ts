import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascend, dcg, quality, shares, splitOf } from './learning.js';

const KINDS = ['words', 'title', 'skill'];
const START = { words: 0.3, title: 0.3, skill: 0.3, place: 0.1 };
const constrain = (weights: Record<string, number>) => shares(weights, KINDS, { skill: 0.15 });

/** The title alone tells the relevant CV apart, words point the other way. */
const examples = [0.2, 0.4, 0.6].map((near, i) => ({
  id: `jd-${i}`, best: dcg([2]),
  cvs: [{ grade: 0, kinds: { words: 1, title: 0, skill: 0.5 } }, { grade: 2, kinds: { words: 0.2, title: near, skill: 0.5 } }],
}));

describe('quality', () => {
  it('is the mean nDCG@10 under the weights', () => {
    expect(quality(examples, { words: 1, title: 0, skill: 0 })).toBeCloseTo(1 / Math.log2(3), 12);
    expect(quality(examples, { words: 0, title: 1, skill: 0 })).toBe(1);
    expect(dcg([3, 0, 1])).toBe(7.5);
  });
});

describe('shares', () => {
  it('sum to 1, keep the floor and leave what is not learned alone', () => {
    const weight = fc.double({ min: 0.001, max: 5, noNaN: true });
    fc.assert(fc.property(weight, weight, weight, (words, title, skill) => {
      const next = constrain({ words, title, skill, place: 0.1 });
      expect(Object.values(next).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
      expect(next.place).toBe(0.1);
      expect(next.skill).toBeGreaterThanOrEqual(0.15 - 1e-12);
    }));
  });
});

describe('ascend', () => {
  it('finds what tells relevant CVs apart, and stays nearer to the start the more it is shrunk', () => {
    const free = ascend(START, KINDS, examples, { shrink: 0.0001, constrain });
    expect(quality(examples, START)).toBeLessThan(quality(examples, free));
    expect(quality(examples, free)).toBe(1);
    expect(free.title).toBeGreaterThan(free.words!);
    expect(ascend(START, KINDS, examples, { shrink: 10, constrain })).toEqual(constrain(START));
    expect(ascend(START, KINDS, examples, { shrink: 0.0001, constrain })).toEqual(free);
  });
});

it('puts a JD in the same split every time, most of them in train', () => {
  const splits = Array.from({ length: 500 }, (_, i) => splitOf(`jd-${i}`));
  const count = (name: string) => splits.filter((split) => split === name).length;
  expect(count('train') / 500).toBeCloseTo(0.6, 1);
  expect(count('dev') + count('test') + count('train')).toBe(500);
});
