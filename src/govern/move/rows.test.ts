import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MovedRow, MovedValue } from '../../store/port/move.js';
import { RowHash } from './hash.js';
import { pagesOf } from './pages.js';

const value = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => (one === 0 ? 0 : one)),
  fc.constant(null),
  fc.uint8Array(),
);
const rows = fc.array(fc.tuple(value, value)) as fc.Arbitrary<MovedRow[]>;

function hashOf(...pages: MovedRow[][]): string {
  const hash = new RowHash();
  for (const page of pages) hash.add(page);
  return hash.digest();
}

/** As JSON, so that bytes differ from a text. */
function textOf(given: MovedRow[]): string {
  return JSON.stringify(given, (_key, one: unknown) => (one instanceof Uint8Array ? { bytes: [...one] } : one));
}

it('the hash of rows is the same however they come in pages, and another for other rows or another order', () => {
  fc.assert(
    fc.property(rows, rows, fc.nat(), (one, other, at) => {
      const cut = at % (one.length + 1);
      expect(hashOf(one.slice(0, cut), one.slice(cut))).toBe(hashOf(one));
      if (textOf(one) !== textOf(other)) expect(hashOf(one)).not.toBe(hashOf(other));
    }),
  );
});

it.each<[string, MovedRow, MovedRow]>([
  ['a text and its bytes', ['ab'], [Buffer.from('ab')]],
  ['what is in one column and in the next', ['ab', 'c'], ['a', 'bc']],
  ['bytes of one column and of the next', [Buffer.from('ab'), Buffer.from('c')], [Buffer.from('a'), Buffer.from('bc')]],
  ['nothing and an empty text', [null], ['']],
  ['a number and its text', [1], ['1']],
  ['numbers that differ in the last bit', [0.1], [0.1 + 2 ** -56]],
])('tells apart %s', (_what, one, other) => {
  expect(hashOf([one])).not.toBe(hashOf([other]));
});

it('pages hold every row once, in order, from the key that follows on, and few of them if rows are large', async () => {
  for (const size of [1, 100_000, 3_000_000]) {
    const text = 'x'.repeat(size);
    const all: MovedRow[] = Array.from({ length: size > 1e6 ? 60 : 400 }, (_, i) => [i, text]);
    const asked: number[] = [];
    const read = (after: MovedValue[] | null, limit: number): Promise<MovedRow[]> => {
      asked.push(limit);
      return Promise.resolve(all.filter(([key]) => after === null || key! > after[0]!).slice(0, limit));
    };
    const seen: MovedValue[] = [];
    const ends: boolean[] = [];
    for await (const { rows: page, last, after } of pagesOf(read, 1, [9])) {
      seen.push(...page.map(([key]) => key!));
      ends.push(last);
      if (page.length > 0) expect(after).toEqual([page.at(-1)![0]]);
    }
    expect(seen).toEqual(all.slice(10).map(([key]) => key));
    expect(ends.filter(Boolean)).toEqual([true]);
    expect(Math.max(...asked.slice(1).map((limit) => limit * size))).toBeLessThan(size > 1e6 ? 6e6 : 4.2e6);
  }
});

it('an empty table is one page without rows', async () => {
  const pages = [];
  for await (const page of pagesOf(() => Promise.resolve([]), 1, null)) pages.push(page);
  expect(pages).toEqual([{ rows: [], after: null, last: true }]);
});
