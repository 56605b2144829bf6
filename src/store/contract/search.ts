import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { failure, ok, quantize, type ProcessedCv } from '../../domain/index.js';
import type { ScoringCv, Store } from '../port/index.js';
import { fileResult, idOf, MODEL, person, pick, put, type Opened } from './testing.js';

export function searchCases(opened: Opened): void {
  textCases(opened);
  occupationCases(opened);
  mustCases(opened);
  packedCases(opened);
  pickCases(opened);
  keptCases(opened);
  elsewhereCases(opened);
  versionCases(opened);
  cacheCases(opened);
}

function textCases(opened: Opened): void {
  describe('search: by vector and words', () => {
    it('fuses vectors and words, one row per candidate, ties by id', async () => {
      await put(opened.store, '/a', 'a1', { title: 'Welder', vector: [1, 0, 0, 0] });
      await put(opened.store, '/a', 'a2', { title: 'Welder', vector: [1, 0, 0, 0] });
      await put(opened.store, '/b', 'b', { title: 'Clerk', vector: [0, 1, 0, 0] });
      expect(await pick(opened.store, { vector: [1, 0, 0, 0], words: ['welder'] })).toEqual([idOf('a2'), idOf('b')]);
      expect(
        (await pick(opened.store, { vector: [1, 0, 0, 0], words: ['welder'], allRevisions: true })).sort(),
      ).toEqual([idOf('a1'), idOf('a2'), idOf('b')].sort());
      await put(opened.store, '/c', 'c', { title: 'Clerk', vector: [0, 1, 0, 0] });
      expect(await pick(opened.store, { vector: [0, 1, 0, 0], limit: 2 })).toEqual([idOf('b'), idOf('c')].sort());
    });

    it('takes words as words, whatever they hold', async () => {
      await put(opened.store, '/a', 'a', { text: 'C++ and node.js and "quotes" OR NEAR(' });
      for (const word of ['c++', 'node.js', '"quotes"', 'near(', 'OR'])
        expect(await pick(opened.store, { vector: [0, 0, 0, 0], words: [word] })).toEqual([idOf('a')]);
      expect(await pick(opened.store, { vector: [0, 0, 0, 0], words: ['cobol', '*', '""'] })).toEqual([]);
    });
  });
}

function occupationCases(opened: Opened): void {
  describe('search: by occupation', () => {
    it('finds whoever held an occupation near the one asked for, the nearest and latest first', async () => {
      const held = (term: string, recent: number, share: number) => ({
        occupations: [{ term, recent, share }],
        vector: [0, 1, 0, 0],
      });
      await put(opened.store, '/a', 'a', held('Welder', 1, 0.5));
      await put(opened.store, '/b', 'b', held('Welder', 0.7, 0.2));
      await put(opened.store, '/c', 'c', held('Solderer', 1, 0.5));
      await put(opened.store, '/d', 'd', held('Clerk', 1, 1));
      const occupations = [
        { term: 'Solderer', near: 0.6 },
        { term: 'Welder', near: 1 },
      ];
      expect(await pick(opened.store, { vector: [0, 0, 0, 0], occupations })).toEqual([
        idOf('a'),
        idOf('b'),
        idOf('c'),
      ]);
      // A title without any credit leaves the order to the vector.
      await put(opened.store, '/e', 'e', { vector: [1, 0, 0, 0] });
      const shares = { meaning: 1, title: 1, words: 0, least: 0, credit: () => 0 };
      expect(await pick(opened.store, { occupations, shares, limit: 1 })).toEqual([idOf('e')]);
      await opened.store.cvs.remove([idOf('a')]);
      expect(
        await pick(opened.store, {
          vector: [0, 0, 0, 0],
          occupations,
          where: [{ field: 'path', op: '!=', value: '/c' }],
        }),
      ).toEqual([idOf('b')]);
    });
  });
}

function mustCases(opened: Opened): void {
  describe('search: by musts', () => {
    it('puts those first who show one of the musts, and finds them by it alone', async () => {
      await put(opened.store, '/a', 'a', { vector: [0.8, 0.6, 0, 0], text: 'Conflict here, management there' });
      await put(opened.store, '/b', 'b', { vector: [0.6, 0.8, 0, 0], skills: 'c++ conflict management' });
      await put(opened.store, '/c', 'c', { vector: [0.1, 1, 0, 0], text: 'Ran a trade desk for derivatives' });
      const musts = {
        anyOf: [
          { words: 'conflict management', skill: true },
          { words: 'derivatives desk', skill: false },
        ],
        floor: 0.01,
      };
      expect(await pick(opened.store, {})).toEqual([idOf('a'), idOf('b'), idOf('c')]);
      expect(await pick(opened.store, { musts })).toEqual([idOf('b'), idOf('a'), idOf('c')]);
      expect(await pick(opened.store, { vector: [0, 0, 0, 0], musts })).toEqual([idOf('b'), idOf('c')].sort());
      expect(
        await pick(opened.store, { vector: [0, 0, 0, 0], musts, where: [{ field: 'path', op: '!=', value: '/c' }] }),
      ).toEqual([idOf('b')]);
      for (const words of ['', '*', '"', 'OR'])
        expect(
          await pick(opened.store, {
            limit: 1,
            musts: {
              anyOf: [
                { words, skill: true },
                { words, skill: false },
              ],
              floor: 0,
            },
          }),
        ).toEqual([idOf('a')]);
    });
  });
}

/** More than are packed together, with some words that many have and some that few do. */
const MANY = 2100;
const wordsOf = (i: number): string => `tell${i % 7} tell${i % 40} tell${i % 300} own${i}`;

function packedCases(opened: Opened): void {
  describe('search: packed words', () => {
    const asked = { vector: [0, 0, 0, 0], words: ['tell3', 'tell17', 'tell120', 'own17', 'fresh'], limit: 60 };
    const of = (from: number, to: number, more = '') =>
      Array.from({ length: to - from }, (_, i) =>
        fileResult(`/many/${from + i}`, `many${from + i}`, ok(person({ text: wordsOf(from + i) + more })), {
          duplicates: 'keep',
        }),
      );

    it('finds what it finds without, for whoever asks, and nothing of what was removed or changed', async () => {
      for (let from = 0; from < MANY; from += 300)
        await opened.store.intake.commit(of(from, Math.min(MANY, from + 300)));
      expect(await opened.store.search.pack()).toBe(0);
      const again = await opened.again();
      const packed = await pick(opened.store, asked);
      expect(packed).toHaveLength(60);
      expect(packed[0]).toBe(idOf('many17'));
      expect(await pick(again, asked)).toEqual(packed);
      await again.cvs.remove([idOf('many17')]);
      // The piece was forgotten with it, so that everything is read from the CVs themselves.
      const others = packed.filter((id) => id !== idOf('many17'));
      for (const store of [opened.store, again])
        expect((await pick(store, { ...asked, limit: 59 })).sort()).toEqual([...others].sort());
      await opened.store.intake.commit(
        of(17, 18, ' fresh').map((one) => ({ ...one, hash: idOf('other'), path: '/many/new' })),
      );
      const loose = await pick(again, asked);
      expect(loose[0]).toBe(idOf('other'));
      expect(await again.search.pack()).toBe(0);
      for (const store of [opened.store, again, await opened.again()]) expect(await pick(store, asked)).toEqual(loose);
    });
  });
}

const SOME = ['a', 'b', 'c', 'd'];
/** Of all CVs that there may be, by the two stores that are given: one that has kept some, and one that has kept nothing. */
const loadedBy = (store: Store): Promise<ScoringCv[]> => store.search.loadScoring(SOME.map(idOf));
const processed = (n: number): ProcessedCv => ({
  ...person({ vector: [1, n / 7, 0, 0] }),
  features: Uint8Array.of(n, 2, 3),
});

function keptCases(opened: Opened): void {
  describe('search: what is kept for the next one', () => {
    it('is what a store that keeps nothing loads, whatever this and other connections have written and removed', async () => {
      const stores = [opened.store, await opened.again()];
      let n = 0;
      const write = (store: Store, id: string) =>
        store.intake.commit([
          fileResult(`/${id}`, id, ok(processed(++n)), { fingerprint: `f${n}`, duplicates: 'keep' }),
        ]);
      const step = fc.tuple(
        fc.constantFrom(0, 1),
        fc.constantFrom('write', 'remove', 'load'),
        fc.constantFrom(...SOME),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
          for (const [by, what, id] of steps) {
            if (what === 'write') await write(stores[by]!, id);
            else if (what === 'remove') await stores[by]!.cvs.remove([idOf(id)]);
            else await stores[by]!.search.loadScoring([idOf(id)]);
          }
          const fresh = await opened.again();
          const now = await loadedBy(fresh);
          await fresh.close();
          for (const store of stores) expect(await loadedBy(store)).toEqual(now);
        }),
        { numRuns: 12 },
      );
    });

    it('is loaded once, unless it is asked for once only', async () => {
      await put(opened.store, '/a', 'a');
      const load = async (options?: { once: boolean }) =>
        (await opened.store.search.loadScoring([idOf('a')], options))[0];
      const passing = await load({ once: true });
      const kept = await load();
      expect(kept).not.toBe(passing);
      expect(await load()).toBe(kept);
      expect(await load({ once: true })).toBe(kept);
      await put(opened.store, '/b', 'b');
      expect(await load()).toBe(kept);
    });

    it('is of the model in use', async () => {
      await put(opened.store, '/a', 'a');
      await loadedBy(opened.store);
      const { model } = await opened.again();
      await model.beginGeneration({ ...MODEL, fingerprint: 'test-4-2' }, 'f2');
      await model.writeGeneration([{ cvId: idOf('a'), processed: processed(9) }]);
      expect((await loadedBy(opened.store))[0]?.features[0]).toBe('{'.charCodeAt(0));
      await model.finishGeneration();
      expect((await loadedBy(opened.store))[0]?.features[0]).toBe(9);
    });
  });
}

function elsewhereCases(opened: Opened): void {
  describe('search: what another process wrote', () => {
    it('finds a CV by its vector and occupation as they are now, and no erased one', async () => {
      const other = await opened.again();
      const found = () => pick(opened.store, { vector: [1, 0, 0, 0], limit: 1 });
      await put(opened.store, '/a', 'a', { vector: [0.6, 0.8, 0, 0] });
      expect(await found()).toEqual([idOf('a')]);
      await put(other, '/b', 'b', { vector: [0.8, 0.6, 0, 0] });
      expect(await found()).toEqual([idOf('b')]);
      await put(other, '/a', 'a', { vector: [1, 0, 0, 0] }, { fingerprint: 'f2' });
      expect(await found()).toEqual([idOf('a')]);
      await other.cvs.remove([idOf('a')]);
      expect(await found()).toEqual([idOf('b')]);
      await put(other, '/c', 'c', { vector: [0.9, 0.1, 0, 0] });
      expect(await found()).toEqual([idOf('c')]);
    });

    it('finds by the vectors of another model once they have replaced the old ones', async () => {
      await put(opened.store, '/a', 'a', { vector: [1, 0, 0, 0] });
      expect(await pick(opened.store, { vector: [1, 0, 0, 0] })).toEqual([idOf('a')]);
      const { model } = await opened.again();
      await model.beginGeneration({ id: 'other', dimensions: 2, fingerprint: 'other' }, 'f2');
      const processed = {
        ...person(),
        vector: Float32Array.of(0, 1),
        passageVectors: quantize(Float32Array.of(0, 1), 2),
      };
      await model.writeGeneration([{ cvId: idOf('a'), processed }]);
      expect(await pick(opened.store, { vector: [1, 0, 0, 0] })).toEqual([idOf('a')]);
      await model.finishGeneration();
      expect(await pick(opened.store, { vector: [0, 1] })).toEqual([idOf('a')]);
    });
  });
}

function pickCases(opened: Opened): void {
  describe('search: what is picked and loaded', () => {
    it('gives the best `limit` among those that a filter lets through', async () => {
      for (let i = 0; i < 30; i++)
        await put(opened.store, `/de${i}`, `de${i}`, { country: 'DE', vector: [1, i / 100, 0, 0] });
      await put(opened.store, '/fr', 'fr', { country: 'FR', vector: [0, 0, 0, 1] });
      expect(await pick(opened.store, { limit: 5, where: [{ field: 'country', op: '=', value: 'FR' }] })).toEqual([
        idOf('fr'),
      ]);
      expect(await pick(opened.store, { limit: 5 })).toHaveLength(5);
    });

    it('lets through what a condition lets through now, whatever was asked with it before', async () => {
      const { candidates, intake } = opened.store;
      const asked = (field: 'years' | 'path', value: string) =>
        pick(opened.store, { where: [{ field, op: field === 'years' ? '>=' : '~', value }] }).then((ids) => ids.sort());
      await put(opened.store, '/a', 'a', { years: 5 });
      await put(opened.store, '/b', 'b', { years: 5 });
      const both = [idOf('a'), idOf('b')].sort();
      expect([await asked('years', '3'), await asked('years', '9')]).toEqual([both, []]);
      expect(await asked('path', '/b')).toEqual([idOf('b')]);
      await candidates.merge({ cvs: [idOf('a'), idOf('b')] }, { by: 'Eve', keyId: null });
      expect(await asked('years', '3')).toHaveLength(1);
      await put(await opened.again(), '/c', 'c', { years: 12 });
      expect(await asked('years', '9')).toEqual([idOf('c')]);
      await intake.prune(['/c']);
      expect(await asked('years', '9')).toEqual([]);
    });

    it('loads what scoring needs in the order asked', async () => {
      await put(opened.store, '/a', 'a', { vector: [0.5, 0.5, 0.5, 0.5] });
      await put(opened.store, '/b', 'b');
      const loaded = await opened.store.search.loadScoring([idOf('b'), idOf('none'), idOf('a')]);
      expect(loaded.map((cv) => cv.cvId)).toEqual([idOf('b'), idOf('a')]);
      expect(loaded[1]).toMatchObject({
        passageVectors: quantize(Float32Array.of(0.5, 0.5, 0.5, 0.5), 4),
      });
      expect(loaded[1]?.passages).toMatchObject([{ start: 0, page: 1 }]);
      const shown = await opened.store.search.shown([idOf('b'), idOf('none')]);
      expect([...shown.keys()]).toEqual([idOf('b')]);
      expect(shown.get(idOf('b'))).toMatchObject({ path: '/b', name: null, text: person().document.text });
    });

    it('refuses a vector of another size or with a NaN', async () => {
      await put(opened.store, '/a', 'a');
      for (const vector of [
        [1, 0],
        [Number.NaN, 0, 0, 0],
      ])
        await expect(pick(opened.store, { vector })).rejects.toMatchObject({ code: 'vector_invalid' });
    });
  });
}

function versionCases(opened: Opened): void {
  describe('search: its version', () => {
    it('has a version that moves with what could change a ranking', async () => {
      const before = await opened.store.search.version();
      await opened.store.intake.commit([fileResult('/x', 'x', failure('corrupt', 'broken'))]);
      expect(await opened.store.search.version()).toBe(before);
      await put(opened.store, '/a', 'a');
      const after = await opened.store.search.version();
      expect(after).toBeGreaterThan(before);
      await opened.store.cvs.remove([idOf('a')]);
      expect(await opened.store.search.version()).toBeGreaterThan(after);
    });
  });
}

function cacheCases(opened: Opened): void {
  describe('cache', () => {
    it('keeps a value until it expires or the store changes', async () => {
      const version = await opened.store.search.version();
      await opened.store.cache.set('k', 'v', { ttlMs: 60_000, version });
      await opened.store.cache.set('old', 'v', { ttlMs: -1, version });
      expect(await opened.store.cache.get('k')).toBe('v');
      expect(await opened.store.cache.get('old')).toBeNull();
      await put(opened.store, '/a', 'a');
      expect(await opened.store.cache.get('k')).toBeNull();
      await opened.store.cache.set('late', 'v', { ttlMs: 60_000, version });
      expect(await opened.store.cache.get('late')).toBeNull();
    });
  });
}
