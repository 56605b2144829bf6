import { expect, it } from 'vitest';
import { bestFound, EQUAL_SHARES, type Found } from './found.js';
import type { PickShares } from './port/index.js';

const noWords: Found<string>['words'] = { best: [], of: () => 0, asked: () => 0, showsMust: null };
const none: Found<string> = { cosine: new Map(), held: new Map(), words: noWords };
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
  const by = (values: Record<string, number>) => (id: string) => values[id] ?? 0;
  expect(best({ ...none, cosine, words: { ...noWords, of: by({ c: 0.5 }) } })).toEqual(['c', 'a', 'b']);
  expect(best({ ...none, cosine, words: { ...noWords, asked: by({ b: 0.5 }) } })).toEqual(['b', 'a', 'c']);
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

it('puts those first who show a must, unless somebody else is much nearer', () => {
  const cosine = new Map([
    ['a', 0.9],
    ['b', 0.5],
    ['d', 0.6],
  ]);
  const words = { ...noWords, best: ['c'], showsMust: (id: string) => ['b', 'c'].includes(id) };
  const found = bestFound({ ...none, cosine, words }, shares, 4, 0.01);
  expect(found.sort((a, b) => b.estimate - a.estimate).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
});

it('goes without shares, and without anything found', () => {
  const words = { ...noWords, best: ['x', 'y', 'z'], of: (id: string) => ['x', 'z', 'y'].indexOf(id) };
  expect(best({ ...none, words }, EQUAL_SHARES)).toEqual(['y', 'z', 'x']);
  expect(best(none)).toEqual([]);
});
