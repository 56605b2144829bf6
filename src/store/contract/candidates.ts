import { describe, expect, it } from 'vitest';
import type { CvSummary } from '../port/index.js';
import { idOf, longText, put, type Opened, type Person } from './testing.js';

const ADA: Person = { name: 'Ada Example', email: 'ada@example.com', phone: '+1 555 0100' };

/** Only the sender decides which CVs belong to one candidate, never the CV itself. */
export function candidateCases(opened: Opened): void {
  const all = () => opened.store.cvs.list({ allRevisions: true });
  const candidates = async (): Promise<number> => new Set((await all()).map((cv) => cv.candidateId)).size;
  /** Hands in a file under this key and this `candidate`, and processes it. */
  const upload = async (id: string, keyId: string | null, candidate: string | null, given: Person = {}) => {
    const path = `upload:${id}`;
    await opened.store.intake.open({ id, source: 'upload', keyId }, [{ path, size: 1, mtimeMs: 1, candidate }]);
    return put(opened.store, path, id, { text: `CV ${id}`, ...given });
  };
  seriesCases(opened, { all, candidates, upload });
  duplicateCases(opened, { all, candidates, upload });
}

interface Steps {
  all: () => Promise<CvSummary[]>;
  candidates: () => Promise<number>;
  upload: (id: string, keyId: string | null, candidate: string | null, given?: Person) => Promise<unknown>;
}

function seriesCases(opened: Opened, { all, candidates, upload }: Steps): void {
  describe('candidates: revisions', () => {
    it('takes nobody else for a revision who writes the same name, e-mail and phone', async () => {
      await put(opened.store, '/real', 'real', { ...ADA, text: 'the real one' });
      await put(opened.store, '/false', 'false', { ...ADA, text: 'somebody else' });
      expect(await opened.store.cvs.list({})).toMatchObject([
        { cvId: idOf('real'), revision: 1, latest: true },
        { cvId: idOf('false'), revision: 1, latest: true },
      ]);
    });

    it('takes what one key hands in for one candidate for revisions, and an older one for the latest again', async () => {
      await upload('a0000001', 'ann', '17');
      await upload('a0000002', 'ann', '17');
      expect((await all()).map((cv) => [cv.revision, cv.latest])).toEqual([
        [1, false],
        [2, true],
      ]);
      await opened.store.intake.open({ id: 'again', source: 'upload', keyId: 'ann' }, [
        { path: 'upload:a0000003', size: 1, mtimeMs: 1, candidate: '17' },
      ]);
      expect(await put(opened.store, 'upload:a0000003', 'a0000001')).toMatchObject({ code: 'exact_copy' });
      expect(await opened.store.cvs.list({})).toMatchObject([{ cvId: idOf('a0000001'), revision: 3 }]);
      expect(await candidates()).toBe(1);
    });

    it('keeps apart what different keys, or different candidates, or none are named for', async () => {
      await upload('a0000001', 'ann', '17');
      await upload('b0000001', 'bob', '17');
      await upload('c0000001', null, '17');
      await upload('a0000002', 'ann', '18');
      await upload('a0000003', 'ann', null);
      await upload('a0000004', 'ann', null);
      expect(await candidates()).toBe(6);
    });

    it("gives nobody a hold on another's candidate who sends a copy of its CV", async () => {
      await upload('a0000001', 'ann', '17');
      await opened.store.intake.open({ id: 'copy', source: 'upload', keyId: 'bob' }, [
        { path: 'upload:b0000001', size: 1, mtimeMs: 1, candidate: '17' },
      ]);
      await put(opened.store, 'upload:b0000001', 'a0000001');
      await upload('b0000002', 'bob', '17');
      expect((await opened.store.cvs.list({})).map((cv) => cv.cvId)).toEqual([idOf('a0000001'), idOf('b0000002')]);
    });

    it('takes a revision with nearly the same text for one, not for a near copy', async () => {
      await upload('a0000001', 'ann', '17', { text: longText() });
      await upload('a0000002', 'ann', '17', { text: longText().toUpperCase() });
      expect(await opened.store.cvs.list({})).toMatchObject([{ revision: 2, duplicateOf: null }]);
    });
  });
}

function duplicateCases(opened: Opened, { all, candidates, upload }: Steps): void {
  const duplicates = async (seed: string, keyId: string | null = null) =>
    (await opened.store.candidates.possibleDuplicates([idOf(seed)], keyId)).get(idOf(seed)) ?? [];
  const told = async (seed: string) => (await duplicates(seed)).map(({ cvId, reasons }) => [cvId, reasons.join()]);

  describe('candidates: possible duplicates', () => {
    it('are those of one name together with e-mail or phone, never of one alone, and of one text', async () => {
      await put(opened.store, '/a', 'a', { ...ADA, text: longText() });
      await put(opened.store, '/b', 'b', { name: 'EXAMPLE, Ada', email: 'Ada@example.com', text: 'two' });
      await put(opened.store, '/c', 'c', { name: 'Ada Example', phone: '15550100', text: 'three' });
      await put(opened.store, '/d', 'd', { name: 'Ada Example' });
      await put(opened.store, '/e', 'e', {
        name: 'Bea Example',
        email: 'ada@example.com',
        text: longText().toUpperCase(),
      });
      expect(await candidates()).toBe(5);
      expect(await told('a')).toEqual([
        [idOf('b'), 'email'],
        [idOf('c'), 'phone'],
        [idOf('e'), 'text'],
      ]);
      expect(await told('b')).toEqual([[idOf('a'), 'email']]);
      expect(await told('d')).toEqual([]);
      const some = await opened.store.candidates.possibleDuplicates([idOf('b'), idOf('d'), idOf('none')], null);
      expect([...some.keys()]).toEqual([idOf('b')]);
    });

    it('name the candidate with its newest CV, once for each pair, whatever revision looks alike', async () => {
      await put(opened.store, '/a', 'a1', { ...ADA, text: 'one' });
      await put(opened.store, '/a', 'a2', { ...ADA, text: 'two' });
      await put(opened.store, '/b', 'b', { ...ADA, text: 'three' });
      const [{ candidateId }] = (await all()).filter((cv) => cv.cvId === idOf('a1')) as [CvSummary];
      expect(await duplicates('b')).toMatchObject([
        { candidateId, cvId: idOf('a2'), name: 'Ada Example', reasons: ['email', 'phone'] },
      ]);
      expect(await told('a1')).toEqual([[idOf('b'), 'email,phone']]);
    });

    it('are known to a key among its own CVs alone', async () => {
      await upload('a0000001', 'ann', null, ADA);
      await upload('b0000001', 'bob', null, ADA);
      await upload('a0000002', 'ann', null, ADA);
      expect((await duplicates('a0000001', 'ann')).map(({ cvId }) => cvId)).toEqual([idOf('a0000002')]);
      expect(await duplicates('b0000001', 'bob')).toEqual([]);
      expect(await duplicates('b0000001', '')).toEqual([]);
      expect(await duplicates('b0000001')).toHaveLength(2);
    });

    it('go with the CV that looked alike, and with a reading that is mended', async () => {
      await put(opened.store, '/a', 'a', { ...ADA, text: 'one' });
      await put(opened.store, '/b', 'b', { ...ADA, text: 'two' });
      await put(opened.store, '/c', 'c', { ...ADA, text: 'three' });
      await opened.store.cvs.remove([idOf('a')]);
      expect(await told('b')).toEqual([[idOf('c'), 'email,phone']]);
      await put(opened.store, '/b', 'b', { name: 'Bea Other', phone: '5550199', text: 'two' }, { fingerprint: 'f2' });
      expect(await told('b')).toEqual([]);
      await put(opened.store, '/c', 'c', { name: 'Other, Bea', phone: '5550199', text: 'x' }, { fingerprint: 'f2' });
      expect(await told('b')).toEqual([[idOf('c'), 'phone']]);
    });

    it('are few of each CV, however many look alike', async () => {
      for (let i = 0; i < 40; i++) await put(opened.store, `/${i}`, `cv ${i}`, { ...ADA, text: `number ${i}` });
      // All later ones are pairs with the first, too, but nobody reads forty.
      for (const seed of ['cv 0', 'cv 39']) expect(await duplicates(seed)).toHaveLength(20);
      expect((await duplicates('cv 39'))[0]).toMatchObject({ cvId: idOf('cv 0') });
    });
  });
}
