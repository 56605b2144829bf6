import { describe, expect, it } from 'vitest';
import { Bm25, fuse } from './baselines.js';

describe('Bm25', () => {
  it('scores as the formula says', () => {
    const bm25 = new Bm25();
    bm25.add('a', 'baker baker oven');
    bm25.add('b', 'driver');
    const [first, second] = bm25.search('The baker, the baker!');
    // N 2, df 1, tf 2, length 3 with an average of 2; "the" is a stop word, and a repeated query word counts once.
    const idf = Math.log(1 + (2 - 1 + 0.5) / (1 + 0.5));
    expect(first).toEqual({
      id: 'a',
      score: expect.closeTo((idf * 2 * 2.2) / (2 + 1.2 * (0.25 + (0.75 * 3) / 2)), 12) as number,
    });
    expect(second).toEqual({ id: 'b', score: 0 });
  });

  it('breaks ties by id', () => {
    const bm25 = new Bm25();
    for (const id of ['c', 'a', 'b']) bm25.add(id, 'same words');
    expect(bm25.search('same').map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });
});

describe('fuse', () => {
  it('adds 1 / (60 + rank)', () => {
    const hit = (id: string) => ({ id, score: 0 });
    const fused = fuse([
      [hit('a'), hit('b')],
      [hit('b'), hit('c')],
    ]);
    expect(fused.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
    expect(fused[0]!.score).toBeCloseTo(1 / 62 + 1 / 61, 12);
  });
});
