import { expect, it } from 'vitest';
import { bestFound, EQUAL_SHARES, type Found } from './found.js';
import type { PickShares } from './port/index.js';

const none: Found<string> = { cosine: new Map(), held: new Map(), words: [], titles: [], shown: null };
const shares: PickShares = {
  meaning: 0.4,
  title: 0.25,
  words: 0.6,
  least: 0.4,
  credit: (near: number) => (near >= 0.6 ? 1 : 0),
};
const best = (found: Found<string>, by = shares, limit = 10) =>
  bestFound(found, by, limit)
    .sort((a, b) => b.estimate - a.estimate)
    .map(({ id }) => id);

it('orders by what each list says that the score will be', () => {
  const cosine = new Map([
    ['a', 0.9],
    ['b', 0.5],
    ['c', 0.4],
  ]);
  expect(best({ ...none, cosine })).toEqual(['a', 'b', 'c']);
  expect(
    best({
      ...none,
      cosine,
      held: new Map([
        ['c', 1],
        ['b', 0.5],
      ]),
    }),
  ).toEqual(['c', 'a', 'b']);
  expect(best({ ...none, cosine, titles: ['b'] })).toEqual(['a', 'b', 'c']);
});

it('puts who is far from the JD below those of the same occupation that are near it', () => {
  const held = new Map([
    ['far', 1],
    ['near', 1],
  ]);
  expect(
    best({
      ...none,
      cosine: new Map([
        ['near', 0.8],
        ['last', 0.3],
      ]),
      held,
    }),
  ).toEqual(['near', 'far', 'last']);
});

it('gives no more than are asked for, but for those that are as likely as the last', () => {
  const cosine = new Map([
    ['a', 0.9],
    ['b', 0.5],
    ['c', 0.5],
    ['d', 0.4],
  ]);
  expect(best({ ...none, cosine }, shares, 1)).toEqual(['a']);
  expect(best({ ...none, cosine }, shares, 2)).toEqual(['a', 'b', 'c']);
});

it('puts those first who show a must, whoever else is near', () => {
  const cosine = new Map([
    ['a', 0.9],
    ['b', 0.5],
  ]);
  const found = bestFound({ ...none, cosine, shown: new Set(['b', 'c']) }, shares, 2, 0.01);
  expect(found.sort((a, b) => b.estimate - a.estimate).map(({ id }) => id)).toEqual(['b', 'c']);
});

it('goes without shares, and without anything found', () => {
  expect(best({ ...none, words: ['y', 'z', 'x'] }, EQUAL_SHARES)).toEqual(['y', 'z', 'x']);
  expect(best(none)).toEqual([]);
});
