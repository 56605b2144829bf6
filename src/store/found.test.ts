import { expect, it } from 'vitest';
import { bestFound } from './found.js';

const none = { cosine: new Map<string, number>(), held: new Map<string, number>(), words: [], titles: [] };
const shares = { meaning: 0.4, title: 0.25, words: 0.6, credit: (near: number) => (near >= 0.6 ? 1 : 0) };

it('orders by what each list says that the score will be', () => {
  const cosine = new Map([['a', 0.9], ['b', 0.5], ['c', 0.4]]);
  expect(bestFound({ ...none, cosine }, shares)).toEqual(['a', 'b', 'c']);
  expect(bestFound({ ...none, cosine, held: new Map([['c', 1], ['b', 0.5]]) }, shares)).toEqual(['c', 'a', 'b']);
  expect(bestFound({ ...none, cosine, titles: ['b'] }, shares)).toEqual(['a', 'b', 'c']);
});

it('puts who is far from the JD below those of the same occupation that are near it', () => {
  const held = new Map([['far', 1], ['near', 1]]);
  expect(bestFound({ ...none, cosine: new Map([['near', 0.8], ['last', 0.3]]), held }, shares)).toEqual(['near', 'far', 'last']);
});

it('breaks ties by id, and goes without shares', () => {
  expect(bestFound({ ...none, cosine: new Map([['b', 0.5], ['a', 0.5]]) }, shares)).toEqual(['a', 'b']);
  expect(bestFound({ ...none, words: ['y', 'z', 'x'] })).toEqual(['y', 'z', 'x']);
  expect(bestFound(none)).toEqual([]);
});
