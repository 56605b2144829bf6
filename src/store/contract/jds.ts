import { describe, expect, it } from 'vitest';
import type { NewJd } from '../port/index.js';
import { idOf, put, type Opened } from './testing.js';

/** A JD whose text is derived from `seed`. */
function jd(seed: string, more: Partial<NewJd> = {}): NewJd {
  const hash = idOf(seed);
  return {
    id: hash.slice(0, 12),
    title: seed,
    hash,
    truncated: false,
    source: '-',
    addedAt: '2026-01-01',
    text: `${seed}, wanted`,
    ...more,
  };
}

const ID = (seed: string): string => idOf(seed).slice(0, 12);

export function jdsCases(opened: Opened): void {
  addCases(opened);
  versionCases(opened);
  removeCases(opened);
  holderCases(opened);
  connectionCases(opened);
}

async function titles({ store }: Opened): Promise<(string | null)[]> {
  return (await store.jds.list()).map(({ title }) => title).sort();
}

function addCases(opened: Opened): void {
  describe('jds: what is added', () => {
    it('gives back what was added, by id', async () => {
      const { jds } = opened.store;
      const added = await jds.add(jd('Baker', { truncated: true, title: null, source: '/jds/baker.txt' }));
      const {
        of: _of,
        keyId: _keyId,
        ...expected
      } = jd('Baker', { truncated: true, title: null, source: '/jds/baker.txt' });
      expect(added).toEqual({ ...expected, version: 1 });
      expect(await jds.get(ID('Baker'))).toEqual(added);
      expect(await jds.list()).toEqual([added]);
      expect(await jds.versions(ID('Baker'))).toEqual([added]);
      expect(await jds.get('nothing')).toBeNull();
      expect(await jds.versions('nothing')).toEqual([]);
    });

    it('stores the same text once, with the source that was given last', async () => {
      const { jds } = opened.store;
      await jds.add(jd('Baker', { source: '/a', addedAt: '2026-01-02' }));
      expect(await jds.add(jd('Baker', { source: '/b', addedAt: '2026-01-03' }))).toMatchObject({
        version: 1,
        source: '/b',
      });
      // From an importer that comes later than the newer version.
      expect(await jds.add(jd('Baker', { source: '/c', addedAt: '2026-01-01' }))).toMatchObject({
        source: '/b',
        addedAt: '2026-01-03',
      });
      expect(await jds.list()).toHaveLength(1);
    });
  });
}

function versionCases(opened: Opened): void {
  describe('jds: versions', () => {
    it('makes another text from the same source a version, and an old text come back the newest', async () => {
      const { jds } = opened.store;
      for (const seed of ['One', 'Two', 'One']) await jds.add(jd(seed, { source: '/jd.txt' }));
      expect(await titles(opened)).toEqual(['One']);
      expect((await jds.versions(ID('Two'))).map(({ title, version }) => [title, version])).toEqual([
        ['One', 1],
        ['Two', 2],
        ['One', 3],
      ]);
      expect(await jds.get(ID('Two'))).toMatchObject({ title: 'Two', version: 2 });
      expect(await jds.get(ID('One'))).toMatchObject({ version: 3 });
    });

    it('keeps JDs apart that come from nowhere in particular, or are told to be', async () => {
      const { jds } = opened.store;
      for (const source of ['-', 'api'])
        for (const seed of ['One', 'Two']) await jds.add(jd(`${seed} ${source}`, { source }));
      await jds.add(jd('Three', { source: '/jd.txt' }));
      await jds.add(jd('Four', { source: '/jd.txt', of: null }));
      expect(await titles(opened)).toEqual(['Four', 'One -', 'One api', 'Three', 'Two -', 'Two api']);
      expect(await jds.add(jd('Five', { source: 'api', of: ID('One api') }))).toMatchObject({ version: 2 });
      expect(await jds.add(jd('Six', { source: 'api', of: 'nothing' }))).toMatchObject({ version: 1 });
    });

    it('leaves a text to the JD whose it is now, and takes it up where it is only an old one of another', async () => {
      const { jds } = opened.store;
      await jds.add(jd('Shared', { source: '/a' }));
      await jds.add(jd('Own', { source: '/b' }));
      expect(await jds.add(jd('Shared', { source: '/b', of: ID('Own') }))).toMatchObject({ version: 1 });
      await jds.add(jd('Newer', { source: '/b', of: ID('Shared') }));
      expect(await jds.add(jd('Shared', { source: '/c' }))).toMatchObject({ version: 1, source: '/c' });
      expect(await titles(opened)).toEqual(['Newer', 'Own', 'Shared']);
    });
  });
}

function removeCases(opened: Opened): void {
  describe('jds: what is removed', () => {
    it('removes a JD with all its versions and what was made ahead for it, and no other', async () => {
      const { jds, matches, jdVectors } = opened.store;
      await put(opened.store, '/cv', 'cv');
      for (const seed of ['One', 'Two', 'Other']) {
        await jds.add(jd(seed, { source: seed === 'Other' ? '/other' : '/jd' }));
        await matches.write('f', [{ jdHash: idOf(seed), cvId: idOf('cv'), matchId: seed, score: 1 }]);
        await jdVectors.set(idOf(seed), 'f', [seed], new Float32Array(1));
      }
      expect(await jds.remove(ID('One'))).toBe(true);
      expect(await jds.remove(ID('One'))).toBe(false);
      expect([await jds.get(ID('One')), await jds.get(ID('Two'))]).toEqual([null, null]);
      expect((await matches.ofCv(idOf('cv'), 'f', 9)).map(({ jdHash }) => jdHash)).toEqual([idOf('Other')]);
      expect(await jdVectors.get(idOf('Two'), 'f', ['Two'])).toBeNull();
      expect(await titles(opened)).toEqual(['Other']);
      expect(await jds.add(jd('Two', { source: '/jd' }))).toMatchObject({ version: 1 });
    });
  });
}

function holderCases(opened: Opened): void {
  describe('jds: whose they are', () => {
    it('lets a key give up its own alone, and forgets a JD with the last who held it', async () => {
      const { jds } = opened.store;
      for (const keyId of ['a', 'b', 'a']) await jds.add(jd('Shared', { source: 'api', keyId }));
      await jds.add(jd('Own', { source: 'api', keyId: 'a' }));
      await jds.add(jd('Machine', { source: '/jd' }));
      expect(await jds.release(ID('Own'), 'b')).toBe('foreign');
      expect(await jds.release(ID('Machine'), 'b')).toBe('foreign');
      expect(await jds.release(ID('Shared'), 'b')).toBe('kept');
      expect(await jds.release(ID('Shared'), 'b')).toBe('foreign');
      expect(await titles(opened)).toEqual(['Machine', 'Own', 'Shared']);
      expect(await jds.release(ID('Shared'), 'a')).toBe('removed');
      expect(await jds.release(ID('Shared'), 'a')).toBe('unknown');
      expect(await jds.remove(ID('Own'))).toBe(true);
      expect(await titles(opened)).toEqual(['Machine']);
      await jds.add(jd('Own', { source: 'api', keyId: 'b' }));
      expect(await jds.release(ID('Own'), 'a')).toBe('foreign');
    });

    it('keeps the place of a JD that a key adds too: its next text from there is a version of it', async () => {
      const { jds } = opened.store;
      await jds.add(jd('One', { source: '/jd', addedAt: '2026-01-01' }));
      await jds.add(jd('One', { source: 'api', addedAt: '2026-01-02', keyId: 'a' }));
      expect(await jds.add(jd('Two', { source: '/jd', addedAt: '2026-01-03' }))).toMatchObject({ version: 2 });
      expect(await jds.release(ID('Two'), 'a')).toBe('kept');
    });
  });
}

function connectionCases(opened: Opened): void {
  describe('jds: two connections', () => {
    it('lists what another connection added, changed or removed', async () => {
      const other = await opened.again();
      for (const seed of ['One', 'Two']) await other.jds.add(jd(seed, { source: '/jd' }));
      expect(await titles(opened)).toEqual(['Two']);
      await other.jds.add(jd('Two', { source: '/moved' }));
      expect(await opened.store.jds.list()).toMatchObject([{ source: '/moved' }]);
      await other.jds.remove(ID('Two'));
      expect(await titles(opened)).toEqual([]);
    });

    it('is one JD where two connections add the same at once, and one line of versions where they add to it', async () => {
      const both = [opened.store, await opened.again()];
      await Promise.all(both.map((store) => store.jds.add(jd('Same', { source: '/jd' }))));
      expect(await opened.store.jds.list()).toHaveLength(1);
      const added = Array.from({ length: 10 }, (_, i) => both[i % 2]!.jds.add(jd(`Text ${i}`, { source: '/jd' })));
      const numbers = (await Promise.all(added)).map(({ version }) => version).sort((a, b) => a - b);
      expect(numbers).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
      expect(await opened.store.jds.list()).toHaveLength(1);
      expect((await opened.store.jds.versions(ID('Same'))).at(-1)).toEqual((await opened.store.jds.list())[0]);
    });
  });
}
