import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordMark, type WordMarks } from '../../../domain/index.js';
import type { AskedPart } from '../../port/index.js';
import { foundWords } from './found.js';
import { WordMemory } from './memory.js';
import { listOf, packPiece, PIECE, pieceOf, recordOf } from './pack.js';
import type { WordSums } from './sums.js';

/** Few words, so that CVs share them; hashes far apart, equal in their first bits, and at both ends. */
const HASHES = [0, 1, 2, 0x00100000, 0x001fffff, 0x80000000, 0xdeadbeef, 0xffffffff];
const words = fc.uniqueArray(fc.tuple(fc.constantFrom(...HASHES), fc.integer({ min: 1, max: 127 }), fc.boolean()), {
  selector: ([hash]) => hash,
});
const cvs = fc.dictionary(fc.integer({ min: 0, max: 3 * PIECE - 1 }).map(String), words, { noNullPrototype: true });

function marked(of: [hash: number, impact: number, skill: boolean][]): WordMarks {
  const sorted = [...of].sort(([a], [b]) => a - b);
  return {
    hashes: Uint32Array.from(sorted, ([hash]) => hash),
    marks: Uint8Array.from(sorted, ([, impact, skill]) => wordMark(impact / 127, skill)),
  };
}

/** Of CVs of which some pieces are packed, the others read one by one; after so many searches. */
function sumsOf(all: Map<number, WordMarks>, packed: number[], searches = 0, removed: number[] = []): WordSums {
  const memory = new WordMemory();
  const records = new Map<string, Uint8Array>();
  for (const piece of packed) {
    const own = [...all].filter(([key]) => pieceOf(key) === piece).sort(([a], [b]) => a - b);
    for (const { record, lists } of packPiece(own.map(([key, of]) => ({ key, words: of }))))
      records.set(`${piece} ${record}`, lists);
  }
  const state = {
    generation: 1,
    change: 1,
    ready: packed.map((piece) => ({ piece, serial: piece })),
    lastKey: 3 * PIECE - 1,
  };
  const { pieces } = memory.follow(state, []);
  for (const [key, of] of all) if (pieces.includes(pieceOf(key))) memory.add(key, of);
  for (let i = 0; i < searches; i++) memory.view();
  memory.follow({ ...state, change: 2 }, removed);
  const view = memory.view();
  view.take(HASHES, ({ serial, record }) => records.get(`${serial} ${record}`) ?? null);
  return view.sums(HASHES);
}

const PARTS: AskedPart[] = [
  {
    anyOf: [
      { hashes: [1, 2], skill: false },
      { hashes: [0xdeadbeef], skill: true },
    ],
    share: 0.2,
    must: true,
  },
  { anyOf: [{ hashes: [0, 0xffffffff, 0x001fffff], skill: true }], share: 0.3, must: false },
];
const ASKED = HASHES.map((hash, i) => ({ hash, weight: 0.03 + i / 70 }));

describe('the word index', () => {
  it('says of every CV the same to the bit, whichever pieces are packed', () => {
    fc.assert(
      fc.property(cvs, fc.subarray([0, 1, 2]), fc.integer({ min: 0, max: 10 }), (given, packed, searches) => {
        const all = new Map(Object.entries(given).map(([key, of]) => [Number(key), marked(of)]));
        const [loose, some] = [sumsOf(all, []), sumsOf(all, packed, searches)];
        const [by, parts] = [loose.byWords(ASKED), loose.byParts(PARTS)];
        const [byOther, otherParts] = [some.byWords(ASKED), some.byParts(PARTS)];
        for (const key of [...all.keys(), 5000]) {
          expect(byOther.of(key)).toBe(by.of(key));
          expect(otherParts.shares.of(key)).toBe(parts.shares.of(key));
          expect(otherParts.musts.has(key)).toBe(parts.musts.has(key));
          expect(some.isInAnother([1, 2], key)).toBe(loose.isInAnother([1, 2], key));
        }
        const sorted = [...all.keys()].filter((key) => by.of(key) > 0).sort((a, b) => by.of(b) - by.of(a));
        for (const depth of [1, 3, 100]) {
          const least = by.of(sorted.slice(0, depth).at(-1) ?? -1);
          const best = sorted.filter((key) => by.of(key) >= least).sort();
          expect(byOther.best(depth, null).sort()).toEqual(best);
          expect(by.best(depth, null).sort()).toEqual(best);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('forgets a CV that is gone, although its block was packed in memory', () => {
    const of = marked([[1, 127, false]]);
    const all = new Map([2 * PIECE, 2 * PIECE + 1, 2 * PIECE + 300].map((key) => [key, of]));
    const sums = sumsOf(all, [], 5, [2 * PIECE]).byWords([{ hash: 1, weight: 0.5 }]);
    expect(Array.from(all.keys(), (key) => sums.of(key))).toEqual([0, 0.5, 0.5]);
  });

  it('adds up by weight, impact and skill', () => {
    const all = new Map([
      [
        1,
        marked([
          [1, 127, false],
          [2, 64, false],
        ]),
      ],
      [2, marked([[0xdeadbeef, 1, true]])],
      [
        3,
        marked([
          [0xdeadbeef, 1, false],
          [1, 1, true],
        ]),
      ],
    ]);
    const sums = sumsOf(all, [0]);
    expect(
      sums
        .byWords([
          { hash: 1, weight: 0.5 },
          { hash: 2, weight: 1 },
        ])
        .of(1),
    ).toBe(Math.fround(0.5 + 64 / 127));
    const { shares, musts } = sums.byParts(PARTS);
    const share = Math.fround(0.2);
    expect([1, 2, 3].map((key) => [shares.of(key), musts.has(key)])).toEqual([
      [share, true],
      [share, true],
      [0, false],
    ]);
    expect([sums.isInAnother([1], 1), sums.isInAnother([2], 1), sums.isInAnother([2], 2)]).toEqual([true, false, true]);
  });

  it('names the best and all that tie with the last, of those that are wanted', () => {
    const all = new Map([10, 50, 50, 90, 90, 100].map((impact, key) => [key, marked([[1, impact, false]])]));
    const sums = sumsOf(all, [0]).byWords([{ hash: 1, weight: 1 }]);
    expect(sums.best(1, null)).toEqual([5]);
    expect(sums.best(2, null).sort()).toEqual([3, 4, 5]);
    expect(sums.best(2, { has: (key) => key < 4 }).sort()).toEqual([1, 2, 3]);
    expect(sums.best(0, null)).toEqual([]);
    expect(sums.best(2, null, 3).sort()).toEqual([3, 4, 5]);
    expect(sums.best(2, null, 2)).toEqual([]);
    expect(
      sumsOf(all, [0])
        .byWords([{ hash: 9, weight: 1 }])
        .best(5, null),
    ).toEqual([]);
  });

  it('tells what foundWords asks, with a floor only where somebody shows a must', () => {
    const all = new Map([
      [
        1,
        marked([
          [1, 5, false],
          [2, 5, false],
        ]),
      ],
      [2, marked([[0x80000000, 5, false]])],
    ]);
    const sums = sumsOf(all, []);
    const query = { vector: new Float32Array(0), words: [{ hash: 0x80000000, weight: 1 }], asked: PARTS, limit: 5 };
    const found = foundWords(sums, { ...query, floor: 0.1 }, null, 10);
    expect([...found.best].sort()).toEqual([1, 2]);
    expect([found.showsMust?.(1), found.showsMust?.(2)]).toEqual([true, false]);
    expect(foundWords(sums, query, null, 10).showsMust).toBeNull();
    expect(foundWords(sums, { ...query, asked: [], floor: 0.1 }, null, 10).showsMust).toBeNull();
  });

  it('takes a record that is cut off or garbled for one of fewer words', () => {
    const [{ record, lists }] = packPiece([
      {
        key: 5,
        words: marked([
          [1, 9, true],
          [2, 9, true],
        ]),
      },
    ]) as [ReturnType<typeof packPiece>[number]];
    expect(record).toBe(recordOf(1));
    for (let cut = 0; cut < lists.length; cut++) expect(listOf(lists.subarray(0, cut), 7)).toBeNull();
    expect(listOf(Uint8Array.of(1, 2, 3), 1)).toBeNull();
  });
});
