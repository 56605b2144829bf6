import { describe, expect, it } from 'vitest';
import type { TitleFact } from '../features/titles.js';
import { heldOccupations, titlesScore } from './titles.js';

const title = (term: string | null, age: number | null, count = 1): TitleFact => ({
  text: term ?? 'Something',
  words: [],
  term,
  age,
  years: null,
  since: null,
  count,
  at: null,
});
const career = [title('Welder', 0), title('Clerk', 1, 3), title('Welder', 2), title(null, 3), title('Foreman', null)];

describe('heldOccupations', () => {
  it('names each occupation once, with its latest post and its share of the career', () => {
    const held = heldOccupations(career);
    expect(held.map(({ term }) => term)).toEqual(['Welder', 'Clerk', 'Foreman']);
    expect(held[0]!.recent).toBe(1);
    expect(held[1]!.recent).toBeLessThan(1);
    expect(held.reduce((sum, { share }) => sum + share, 0)).toBeLessThan(1);
    expect(heldOccupations([])).toEqual([]);
  });

  it('tells enough for the score of titles', () => {
    const near = new Map([
      ['Welder', 0.6],
      ['Clerk', 1],
    ]);
    const nearness = (term: string | null) => near.get(term ?? '') ?? 0;
    const held = heldOccupations(career).map(({ term, recent, share }) => ({
      best: nearness(term) * recent,
      part: nearness(term) ** 2 * share,
    }));
    const score = (Math.max(...held.map(({ best }) => best)) + held.reduce((sum, { part }) => sum + part, 0)) / 2;
    expect(score).toBeCloseTo(titlesScore(career, ({ term }) => nearness(term)).score, 12);
  });
});
