import { describe, expect, it } from 'vitest';
import { ok } from '../../domain/index.js';
import type { Store } from '../port/index.js';
import { idOf, person, pick, put, fileResult, type Opened } from './testing.js';

export function cvsCases(opened: Opened): void {
  readCases(opened);
  ownCases(opened);
  removeCases(opened);
}

function readCases(opened: Opened): void {
  describe('cvs: what was written', () => {
    it('gives back what was written', async () => {
      const cv = person({ name: 'Ada Example', text: 'Ada Example\nWelder' });
      cv.document.lines = [
        { start: 0, end: 11, page: 1, x: 1.5, y: 2.25, width: 100, fontSize: 12, bold: true, column: 1 },
      ];
      await opened.store.intake.commit([fileResult('/a', 'a', ok(cv))]);
      const record = await opened.store.cvs.get(idOf('a'));
      expect(record).toMatchObject({ path: '/a', name: 'Ada Example', passages: 1, latest: true });
      expect(record?.document).toEqual(cv.document);
      expect(record?.profile).toEqual(JSON.parse(JSON.stringify(cv.profile)));
      expect(await opened.store.cvs.get(idOf('none'))).toBeNull();
    });

    it('finds a CV by path and by the first digits of its id', async () => {
      await put(opened.store, '/a', 'a');
      expect(await opened.store.cvs.resolve('/a')).toEqual([idOf('a')]);
      expect(await opened.store.cvs.resolve(idOf('a').slice(0, 8).toUpperCase())).toEqual([idOf('a')]);
      expect(await opened.store.cvs.resolve(idOf('a').slice(0, 3))).toEqual([]);
      expect(await opened.store.cvs.resolve('%')).toEqual([]);
    });

    it('filters and pages a listing', async () => {
      await put(opened.store, '/a', 'a', { name: 'Ada', years: 3, country: 'DE' });
      await put(opened.store, '/b', 'b', { name: 'Bea', years: 8, country: 'FR' });
      await put(opened.store, '/c', 'c', { name: 'Cid', country: 'DE' });
      const names = async (query: Parameters<Store['cvs']['list']>[0]) =>
        (await opened.store.cvs.list(query)).map((cv) => cv.name);
      expect(await names({ where: [{ field: 'years', op: '>=', value: '5' }] })).toEqual(['Bea']);
      expect(await names({ where: [{ field: 'country', op: '=', value: 'de' }] })).toEqual(['Ada', 'Cid']);
      expect(await names({ where: [{ field: 'name', op: '~', value: 'E' }] })).toEqual(['Bea']);
      expect(await names({ where: [{ field: 'ingested', op: '>', value: '2020' }] })).toHaveLength(3);
      expect(await names({ limit: 1, after: idOf('a') })).toEqual(['Bea']);
    });
  });
}

function ownCases(opened: Opened): void {
  describe('cvs: as one key is told of them', () => {
    const send = async (keyId: string, id: string, seed: string, candidate?: string) => {
      const path = `upload:${id}`;
      await opened.store.intake.open({ id, source: 'upload', keyId }, [{ path, size: 1, mtimeMs: 1, candidate }]);
      return put(opened.store, path, seed);
    };

    it('counts, orders and dates what the key handed in as if it were alone', async () => {
      const { cvs } = opened.store;
      await send('ann', 'a0000001', 'v1', '17');
      await send('ann', 'a0000002', 'v2', '17');
      await send('bob', 'b0000001', 'own');
      await send('bob', 'b0000002', 'v1');
      const of = (key: string) => [{ field: 'key', op: '=', value: key }] as const;
      const list = async (query: Parameters<Store['cvs']['list']>[0]) =>
        (await cvs.list(query)).map(({ cvId, revision, latest }) => [cvId, revision, latest]);
      const [own, v1] = [
        [idOf('own'), 1, true],
        [idOf('v1'), 1, true],
      ];
      expect(await list({ where: [...of('bob')] })).toEqual([own, v1]);
      expect(await list({ where: [...of('bob')], order: 'newest' })).toEqual([v1, own]);
      const after = (await cvs.position(idOf('own'), 'bob'))!;
      expect(after).toBe('upload:b0000001');
      expect(await list({ where: [...of('bob')], after })).toEqual([v1]);
      expect(await list({ where: [...of('bob')], after: idOf('v1'), order: 'newest' })).toEqual([own]);
      expect(await list({ where: [...of('ann')], allRevisions: true })).toEqual([
        [idOf('v1'), 1, false],
        [idOf('v2'), 2, true],
      ]);
      expect(await cvs.get(idOf('v1'), 'bob')).toMatchObject({ revision: 1, latest: true });
      expect(await cvs.get(idOf('v1'))).toMatchObject({ revision: 1, latest: false });
      await opened.store.intake.prune(['upload:b0000001']);
      expect(await list({ where: [...of('bob')], after })).toEqual([v1]);
    });
  });
}

function removeCases(opened: Opened): void {
  describe('cvs: what is removed', () => {
    it('removes a CV with everything, and its earlier revision is the latest again', async () => {
      await put(opened.store, '/a', 'v1', { title: 'Welder' });
      await put(opened.store, '/a', 'v2', { title: 'Welder' });
      await put(opened.store, '/b', 'v2');
      expect(await opened.store.cvs.remove([idOf('v2'), idOf('none')])).toBe(1);
      expect(await opened.store.cvs.list({})).toMatchObject([{ cvId: idOf('v1'), latest: true }]);
      expect(await opened.store.search.loadScoring([idOf('v2')])).toEqual([]);
      expect(await opened.store.search.shown([idOf('v2')])).toEqual(new Map());
      expect((await opened.store.intake.known(['/a', '/b'])).size).toBe(0);
      expect(await pick(opened.store, { words: ['welder'] })).toEqual([idOf('v1')]);
    });
  });
}
