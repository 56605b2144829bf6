import { describe, expect, it } from 'vitest';
import { failure } from '../../domain/index.js';
import { actingAs } from '../audit/acting.js';
import { markOf } from '../erased.js';
import type { Surroundings } from '../port/index.js';
import { advance, fileResult, idOf, put, type Opened } from './testing.js';

export function erasureCases(opened: Opened): void {
  endCases(opened);
  rememberedCases(opened);
  otherCases(opened);
  sharedCases(opened);
  certificateCases(opened);
  refusedCases(opened);
}

async function ids({ store }: Opened): Promise<string[]> {
  return (await store.erasures.pending()).map(({ id }) => id);
}

function endCases(opened: Opened): void {
  describe('erasures', () => {
    it('are pending from the removal on until nothing of it is found', async () => {
      await put(opened.store, '/cvs/ada.txt', 'a');
      await put(opened.store, '/cvs/bea.txt', 'b');
      expect(await opened.store.cvs.remove([idOf('a'), idOf('none')], 'removal-1')).toBe(1);
      expect(await opened.store.intake.prune(['/cvs/bea.txt'], 'removal-2')).toEqual([idOf('b')]);
      expect(await opened.store.erasures.pending()).toMatchObject([
        { id: 'removal-1', cvs: 1, waitsFor: 'log' },
        { id: 'removal-2', cvs: 1, waitsFor: 'log' },
      ]);
      const { pending, scannedBytes, ended } = await advance(opened.store, { waitMs: 5000 });
      expect(pending).toEqual([]);
      expect(scannedBytes).toBeGreaterThan(0);
      expect(ended).toEqual({ certified: 2, uncertified: 0, unproven: 0 });
      expect((await opened.store.summary()).erasures).toEqual([]);
    });

    it('are none where nothing was removed', async () => {
      await opened.store.cvs.remove([idOf('none')], 'removal-1');
      await opened.store.intake.prune(['/none'], 'removal-2');
      expect(await ids(opened)).toEqual([]);
      expect(await advance(opened.store, { waitMs: 5000 })).toEqual({
        pending: [],
        scannedBytes: 0,
        ended: { certified: 0, uncertified: 0, unproven: 0 },
      });
    });

    it('wait until somebody says that the bytes are gone', async () => {
      const upload = { path: 'upload:a0000001', size: 1, mtimeMs: 1, name: 'Ada Example.pdf' };
      await opened.store.intake.open({ id: 'b1', source: 'upload' }, [upload]);
      await opened.store.intake.commit([fileResult('upload:a0000001', 'a', failure('corrupt', 'broken'))]);
      await opened.store.intake.prune(['upload:a0000001'], 'removal-1');
      const { pending } = await opened.store.erasures.advance({ waitMs: 0, scanBytes: 1, rewriteBytes: 0 });
      expect(pending).toMatchObject([{ id: 'removal-1', cvs: 0, waitsFor: 'files' }]);
      const finder = await opened.store.erasures.finder();
      expect(finder.find(Buffer.from('before ADA Example.pdf after')).map(({ trace }) => trace.owner)).toEqual([
        'removal-1',
      ]);
      expect(await opened.store.erasures.isElsewhere('ada example.pdf')).toBe(false);
      await opened.store.erasures.filesGone(['none']);
      expect(await ids(opened)).toEqual(['removal-1']);
      expect((await advance(opened.store, { waitMs: 5000 })).pending).toEqual([]);
    });
  });
}

function rememberedCases(opened: Opened): void {
  describe('what was removed is remembered', () => {
    const jd = { id: 'bakerbaker01', title: 'Baker', hash: idOf('jd'), truncated: false, source: '/jds/baker.txt' };

    it('so that another copy of the store knows what not to keep', async () => {
      for (const name of ['a', 'b', 'c']) await put(opened.store, `/cvs/${name}.txt`, name);
      await opened.store.jds.add({ ...jd, addedAt: '2026-03-01T00:00:00.000Z', text: 'Baker wanted' });
      const before = await opened.store.erasures.erased('');
      await opened.store.cvs.remove([idOf('a'), idOf('none')], 'removal-1');
      await opened.store.intake.prune(['/cvs/b.txt', '/none'], 'removal-2');
      await opened.store.jds.remove(jd.id, 'removal-3');
      await opened.store.erasures.noteTenant('berlin');
      const marks = await opened.store.erasures.erased('');
      expect([before, marks.length]).toEqual([[], 5]);
      for (const { salt, mark, at } of marks) {
        expect([salt.length, mark.length, new Date(at).toISOString()]).toEqual([32, 32, at]);
        expect(new Set(marks.map((one) => one.salt))).toEqual(new Set([salt]));
      }
      expect(await opened.store.erasures.erased('9999-01-01T00:00:00.000Z')).toEqual([]);
      expect(await opened.store.erasures.meantBy(marks)).toEqual({ cvs: [], files: [], jds: [] });
      // As if it were the copy of before.
      for (const name of ['a', 'b', 'c']) await put(opened.store, `/cvs/${name}.txt`, name);
      await opened.store.jds.add({ ...jd, addedAt: '2026-03-01T00:00:00.000Z', text: 'Baker wanted' });
      expect(await opened.store.erasures.meantBy(marks)).toEqual({
        cvs: [idOf('a'), idOf('b')].sort(),
        files: ['/cvs/b.txt'],
        jds: [jd.id],
      });
      expect(await opened.store.erasures.meantBy([])).toEqual({ cvs: [], files: [], jds: [] });
    });
  });
}

function otherCases(opened: Opened): void {
  const upload = { path: 'upload:a0000001', size: 1, mtimeMs: 1, name: 'Zebra Marker.pdf' };
  const jd = (id: string, text: string) => ({
    ...{ id, title: 'Zebrakeeper of the savannah', hash: idOf(id), truncated: false, source: '/jds/savannah.txt' },
    ...{ addedAt: '2026-03-01T00:00:00.000Z', text },
  });
  const owners = async (text: string) =>
    (await opened.store.erasures.finder()).find(Buffer.from(text)).map(({ trace }) => trace.owner);

  describe('erasures of what is no CV', () => {
    it('record the names of files whose tasks are dropped, but not of those that keep a CV', async () => {
      await opened.store.intake.open({ id: 'b1', source: 'upload' }, [upload]);
      await put(opened.store, '/cvs/ada.txt', 'b');
      await opened.store.intake.commit([fileResult(upload.path, 'a', failure('corrupt', 'broken'))]);
      expect(await opened.store.tasks.drop({}, 'removal-1')).toEqual([upload.path]);
      expect(await opened.store.erasures.pending()).toMatchObject([{ id: 'removal-1', cvs: 0, waitsFor: 'log' }]);
      expect(await owners(`x zebra marker.pdf ${idOf('a')}`)).toEqual(['removal-1', 'removal-1']);
      expect((await advance(opened.store, { waitMs: 5000 })).pending).toEqual([]);
      await opened.store.tasks.drop({}, 'removal-2');
      expect(await ids(opened)).toEqual([]);
    });

    it('record title, place and text of each version of a JD that is removed, and leave no ranking of it', async () => {
      const { jds, cache, search } = opened.store;
      await jds.add(jd('a00000000001', 'Feeds extraordinaryzebras daily'));
      await jds.add({ ...jd('a00000000002', 'Feeds wonderfulgiraffes daily'), keyId: 'ann' });
      await cache.set('k', 'Zebrakeeper of the savannah', { ttlMs: 60_000, version: await search.version() });
      expect(await jds.release('a00000000002', 'ann', 'removal-1')).toBe('kept');
      expect(await ids(opened)).toEqual([]);
      expect(await jds.remove('a00000000002', 'removal-2')).toBe(true);
      expect(await opened.store.erasures.pending()).toMatchObject([{ id: 'removal-2', cvs: 0 }]);
      for (const text of [
        'extraordinaryzebras',
        'wonderfulgiraffes',
        'zebrakeeper of the savannah',
        '/jds/savannah.txt',
      ])
        expect([await owners(text), await opened.store.erasures.isElsewhere(text)], text).toEqual([
          ['removal-2'],
          false,
        ]);
      expect(await cache.get('k')).toBeNull();
      expect((await advance(opened.store, { waitMs: 5000 })).pending).toEqual([]);
    });
  });
}

function sharedCases(opened: Opened): void {
  describe('erasures that others take part in', () => {
    it('end once, whoever goes on with them at the same time', async () => {
      for (const seed of ['a', 'b', 'c']) await put(opened.store, `/cvs/${seed}.text`, seed);
      const stores = [opened.store, await opened.again()];
      await Promise.all([
        ...stores.map((store, i) => store.cvs.remove([idOf('abc'[i]!)])),
        ...stores.map((store) => advance(store, { waitMs: 5000 })),
      ]);
      await Promise.all([...stores, ...stores].map((store) => advance(store, { waitMs: 5000 })));
      expect(await ids(opened)).toEqual([]);
      expect(await opened.store.cvs.list({})).toMatchObject([{ cvId: idOf('c') }]);
    });

    it('do not wait for what came in again, or what others have, too', async () => {
      await put(opened.store, '/cvs/ada.txt', 'a', { text: 'An extraordinary zebramarker' });
      await opened.store.cvs.remove([idOf('a')]);
      await put(opened.store, '/cvs/ada.txt', 'a', { text: 'An extraordinary zebramarker' });
      expect(await opened.store.erasures.isElsewhere('zebramarker')).toBe(true);
      expect(await opened.store.erasures.isElsewhere(idOf('a'))).toBe(true);
      expect(await opened.store.erasures.isElsewhere(idOf('b'))).toBe(false);
      expect((await advance(opened.store, { waitMs: 5000 })).pending).toEqual([]);
    });
  });
}

function certificateCases(opened: Opened): void {
  const BACKUPS = [
    { where: '/backups', reachable: true, backups: [{ id: 'later', completedAt: '2999-01-01T00:00:00.000Z' }] },
    { where: '/before', reachable: true, backups: [{ id: 'earlier', completedAt: '2000-01-01T00:00:00.000Z' }] },
    { where: '/gone', reachable: false, backups: [] },
  ];
  const ended = async (around?: Surroundings) => {
    const { store } = opened;
    await store.originals.looked((await store.originals.loose(1000)).map(({ id }) => id));
    await store.erasures.filesGone((await store.erasures.pending()).map(({ id }) => id));
    return store.erasures.advance({ waitMs: 5000, scanBytes: Infinity, rewriteBytes: Infinity }, around);
  };

  describe('the certificate of a removal', () => {
    it('is written when it has ended, by whom it was asked, with a control of each place, and without the person', async () => {
      await put(opened.store, '/cvs/zebramarker.txt', 'a', {
        text: 'Ada Zebramarker has extraordinarywords',
        name: 'Ada',
      });
      const found = [{ place: 'originals', rows: 1, hits: 1 }];
      const ann = { actor: 'key:ann', origin: 'api 10.0.0.7' };
      await actingAs(ann, () => opened.store.cvs.remove([idOf('a')], 'removal-1', { stored: found }));
      expect(await opened.store.erasures.certificates({ limit: 10 })).toEqual([]);
      expect(await opened.store.erasures.certificate('removal-1')).toBeNull();
      await ended({ places: [{ place: 'uploads', bytes: 7 }], backups: BACKUPS });
      const one = (await opened.store.erasures.certificate('removal-1'))!;
      const key = await opened.store.audit.key();
      expect(one).toMatchObject({
        ...{ id: 'removal-1', kind: 'cv', ...ann, cvs: 1, files: 0, jds: 0, held: 0, markFound: true, genuine: true },
        pseudonyms: [key.pseudonym('cv', idOf('a'))],
        backups: [
          { where: '/backups', reachable: true, ids: ['later'] },
          { where: '/before', reachable: true, ids: [] },
          { where: '/gone', reachable: false, ids: [] },
        ],
      });
      expect(one.askedAt <= one.endedAt).toBe(true);
      const rows = Object.fromEntries(one.before.map(({ place, rows, hits }) => [place, [rows, hits > 0]]));
      expect(rows).toEqual({
        ...{ cvs: [1, true], documents: [1, true], files: [1, true], originals: [1, true] },
        profiles: [1, expect.any(Boolean)],
      });
      expect(one.after).toContainEqual({ place: 'uploads', bytes: 7 });
      expect(one.scannedBytes).toBeGreaterThan(10_000);
      expect(one.beyond.length).toBeGreaterThan(2);
      for (const personal of ['ada', 'zebramarker', 'extraordinarywords', idOf('a').slice(0, 12)])
        expect(JSON.stringify(one).toLowerCase()).not.toContain(personal);
    });

    it('is there for files, JDs and several CVs at once, once each, the newest first', async () => {
      for (const seed of ['a', 'b']) await put(opened.store, `/cvs/${seed}.txt`, seed);
      await put(opened.store, '/cvs/copy-of-a.txt', 'a');
      await opened.store.intake.commit([fileResult('/cvs/broken.txt', 'broken', failure('corrupt', 'broken'))]);
      await opened.store.intake.prune(['/cvs/broken.txt'], 'removal-1');
      await ended();
      // Another file still has its bytes.
      await opened.store.intake.prune(['/cvs/copy-of-a.txt'], 'removal-2');
      await ended();
      await opened.store.cvs.remove([idOf('a'), idOf('b')], 'removal-3');
      await Promise.all([ended(), ended()]);
      await ended();
      const all = await opened.store.erasures.certificates({ limit: 10 });
      expect(all.map(({ id, kind, cvs, files, held }) => [id, kind, cvs, files, held])).toEqual([
        ['removal-3', 'cv', 2, 0, 0],
        ['removal-2', 'file', 0, 1, 1],
        ['removal-1', 'file', 0, 1, 0],
      ]);
      const page = await opened.store.erasures.certificates({ limit: 1 });
      const next = await opened.store.erasures.certificates({ limit: 5, after: page[0]!.id });
      expect([...page, ...next]).toEqual(all);
      expect(await opened.store.erasures.certificates({ limit: 5, after: 'none-of-ours' })).toEqual([]);
    });

    it('says that the CV came in again before the removal had ended', async () => {
      await put(opened.store, '/cvs/ada.txt', 'a');
      await opened.store.cvs.remove([idOf('a')], 'removal-1');
      await put(opened.store, '/cvs/ada.txt', 'a');
      await ended();
      expect(await opened.store.erasures.certificate('removal-1')).toMatchObject({ held: 1 });
    });

    it('is not written for a removal that was not controlled, and one of an id stays as it is', async () => {
      await put(opened.store, '/cvs/ada.txt', 'a');
      await put(opened.store, '/cvs/bea.txt', 'b');
      await opened.store.cvs.remove([idOf('a')], 'removal-1', { stored: null });
      await ended();
      expect(await opened.store.erasures.pending()).toEqual([]);
      expect(await opened.store.erasures.certificates({ limit: 10 })).toEqual([]);
      await opened.store.cvs.remove([idOf('b')], 'removal-2');
      await ended();
      const { mac: _mac, genuine: _genuine, ...one } = (await opened.store.erasures.certificate('removal-2'))!;
      await opened.store.erasures.certify({ ...one, actor: 'somebody else' });
      await opened.store.erasures.certify({ ...one, id: 'removal-3', kind: 'tenant' });
      expect(await opened.store.erasures.certificate('removal-2')).toMatchObject({ ...one, genuine: true });
      expect(await opened.store.erasures.certificate('removal-3')).toMatchObject({ kind: 'tenant', genuine: true });
    });
  });
}

function refusedCases(opened: Opened): void {
  const state = async (path: string, seed = 'a') => (await put(opened.store, path, seed)).state;
  const asked = { asked: { keyId: null } };
  const refuses = async (hash: string, keyId: string | null) =>
    (await opened.store.intake.refuses([hash, idOf('of nobody')], keyId)).has(hash);

  describe('bytes whose erasure was asked for', () => {
    it('are not taken in again under any name, without their hash, until they are readmitted', async () => {
      const { cvs, intake } = opened.store;
      await put(opened.store, '/cvs/ada.txt', 'a');
      expect(await refuses(idOf('a'), null)).toBe(false);
      await cvs.remove([idOf('a')], 'removal-1', asked);
      expect([await refuses(idOf('a'), null), await refuses(idOf('b'), null)]).toEqual([true, false]);
      const committed = await put(opened.store, '/cvs/other-name.txt', 'a');
      expect(committed).toMatchObject({ state: 'erased', code: 'erased_before', cvId: null });
      expect(committed.message).toContain('--again');
      expect((await intake.known(['/cvs/other-name.txt'])).get('/cvs/other-name.txt')).toMatchObject({ hash: null });
      expect([await cvs.get(idOf('a')), await state('/cvs/b.txt', 'b')]).toEqual([null, 'ready']);
      expect((await opened.store.tasks.list({})).filter(({ status }) => status === 'failed')).toEqual([]);
      expect([await intake.readmit(idOf('a'), null), await intake.readmit(idOf('a'), null)]).toEqual([true, false]);
      expect([await state('/cvs/other-name.txt'), await refuses(idOf('a'), null)]).toEqual(['ready', false]);
      await cvs.remove([idOf('a')], 'removal-2');
      expect(await state('/cvs/ada.txt')).toBe('ready');
      await cvs.remove([idOf('a')], 'removal-3', asked);
      expect(await state('/cvs/ada.txt')).toBe('erased');
    });

    it('come again where nobody asked for it, where another file has them, and of a file that was never read', async () => {
      const { intake } = opened.store;
      await put(opened.store, '/cvs/ada.txt', 'a');
      await intake.prune(['/cvs/ada.txt'], 'removal-1');
      expect(await state('/cvs/ada.txt')).toBe('ready');
      await put(opened.store, '/cvs/copy.txt', 'a');
      await intake.prune(['/cvs/copy.txt'], 'removal-2', asked);
      expect(await refuses(idOf('a'), null)).toBe(false);
      await intake.prune(['/cvs/ada.txt'], 'removal-3', asked);
      expect(await state('/cvs/copy.txt')).toBe('erased');
      await intake.commit([fileResult('/cvs/broken.txt', 'broken', failure('corrupt', 'broken'))]);
      await intake.prune(['/cvs/broken.txt'], 'removal-4', asked);
      expect(await refuses(idOf('broken'), null)).toBe(true);
    });

    it('are refused to the key that asked for itself, and to nobody else', async () => {
      const { intake } = opened.store;
      const file = (path: string) => ({ path, size: 1, mtimeMs: 1, name: 'ada.txt', hash: idOf('a') });
      const sent = async (keyId: string, path: string) => {
        await intake.open({ id: `batch of ${path}`, source: 'upload', keyId }, [file(path)]);
        return state(path);
      };
      expect(await sent('ann', 'upload:a0000001')).toBe('ready');
      await intake.prune(['upload:a0000001'], 'removal-1', { asked: { keyId: 'ann' } });
      expect(await sent('bob', 'upload:b0000001')).toBe('ready');
      await intake.prune(['upload:b0000001'], 'removal-2');
      expect(await sent('ann', 'upload:a0000002')).toBe('erased');
      expect([await refuses(idOf('a'), 'ann'), await refuses(idOf('a'), null)]).toEqual([true, false]);
      expect(await intake.readmit(idOf('a'), 'ann')).toBe(true);
      expect(await sent('ann', 'upload:a0000003')).toBe('ready');
    });

    it('are known to another copy of the store, which remembers them', async () => {
      const { erasures, intake } = opened.store;
      await put(opened.store, '/cvs/ada.txt', 'a');
      await opened.store.cvs.remove([idOf('a')], 'removal-1', asked);
      const marks = await erasures.erased('');
      expect(marks.map((one) => one.asked).sort()).toEqual([true]);
      await intake.readmit(idOf('a'), null);
      expect((await erasures.erased('')).map((one) => one.asked)).toEqual([false]);
      const elsewhere = marks.map((mark) => ({
        ...mark,
        salt: 'f'.repeat(32),
        mark: markOf('f'.repeat(32), 'cv', idOf('b')),
      }));
      await erasures.remember([...elsewhere, ...elsewhere]);
      await erasures.remember([]);
      expect([await refuses(idOf('a'), null), await refuses(idOf('b'), null)]).toEqual([false, true]);
    });
  });
}
