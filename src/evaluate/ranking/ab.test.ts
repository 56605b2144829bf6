import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interleave, pairedTest, preferences } from './ab.js';
import { seeded } from './metrics.js';

describe('pairedTest', () => {
  it('counts, averages, and finds the p that all sign flips give', () => {
    // Four differences of 0.1: only two of 16 sign patterns are as extreme, so p is about 2 / 16.
    const test = pairedTest([0.1, 0.2, 0.3, 0.4], [0.2, 0.3, 0.4, 0.5]);
    expect(test).toMatchObject({ wins: 4, losses: 0, ties: 0 });
    expect(test.difference).toBeCloseTo(0.1, 12);
    expect(test.p).toBeGreaterThan(0.11);
    expect(test.p).toBeLessThan(0.14);
  });

  it('sees nothing between a ranker and itself', () => {
    expect(pairedTest([0.1, 0.9], [0.1, 0.9])).toMatchObject({ difference: 0, p: 1, ties: 2 });
  });
});

describe('interleave', () => {
  const hits = (ids: string[]) => ids.map((id) => ({ id, score: 0 }));

  it('holds every document once, in fair shares, and is the same for the same seed', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...'abcdefghij'], { minLength: 4 }),
        fc.shuffledSubarray([...'abcdefghij'], { minLength: 4 }),
        fc.integer(),
        (a, b, seed) => {
          const list = interleave(hits(a), hits(b), 4, seeded(seed));
          expect(list).toHaveLength(4);
          expect(new Set(list.map(({ id }) => id)).size).toBe(4);
          expect(list.filter(({ team }) => team === 'a')).toHaveLength(2);
          expect(interleave(hits(a), hits(b), 4, seeded(seed))).toEqual(list);
        },
      ),
    );
  });

  it('ends when both lists are at their end', () => {
    expect(interleave(hits(['a']), hits(['a']), 10, seeded(1))).toHaveLength(1);
  });
});

it('credits the team whose documents are judged better', () => {
  const list = [
    { id: 'good', team: 'b' as const },
    { id: 'bad', team: 'a' as const },
  ];
  const grade = (id: string) => (id === 'good' ? 3 : 1);
  expect(preferences([list, list.slice(0, 1), []], [grade, grade, grade])).toEqual({ a: 0, b: 2, ties: 1 });
});
