import { describe, expect, it } from 'vitest';
import { idOf, put, type Opened } from './testing.js';

export function matchesCases(opened: Opened): void {
  aheadCases(opened);
  cleanCases(opened);
}

const match = (seed: string, score: number, jdHash = 'jd') => ({
  jdHash,
  cvId: idOf(seed),
  matchId: `m-${seed}`,
  score,
});

function aheadCases(opened: Opened): void {
  describe('matches made ahead', () => {
    it('tells which CVs were not matched, ranks those that were, and forgets those of a CV that is read anew or removed', async () => {
      await put(opened.store, '/a', 'a');
      await put(opened.store, '/b', 'b');
      await put(opened.store, '/c', 'c');
      const { matches, explanations } = opened.store;
      expect(await matches.missing('jd', 'f1', 2)).toEqual([idOf('a'), idOf('b')]);
      await matches.write('f1', [match('a', 0.2), match('b', 0.9), match('gone', 1), match('a', 0.5, 'other')]);
      expect(await matches.missing('jd', 'f1', 9)).toEqual([idOf('c')]);
      expect(await matches.missing('jd', 'f2', 9)).toHaveLength(3);
      expect((await matches.ofJd('jd', 'f1', 9)).map(({ cvId, score }) => [cvId, score])).toEqual([
        [idOf('b'), 0.9],
        [idOf('a'), 0.2],
      ]);
      expect((await matches.ofCv(idOf('a'), 'f1', 9)).map(({ jdHash }) => jdHash)).toEqual(['other', 'jd']);
      expect(await explanations.missing('jd', 'f1', 1)).toEqual([idOf('b')]);
      await explanations.write('jd', 'f1', [{ cvId: idOf('b'), text: 'because' }]);
      expect(await explanations.missing('jd', 'f1', 1)).toEqual([]);
      expect(await explanations.get('jd', idOf('b'), 'f1')).toBe('because');
      await put(opened.store, '/b', 'b', { title: 'Welder' }, { fingerprint: 'f2' });
      expect(await explanations.get('jd', idOf('b'), 'f1')).toBeNull();
      await opened.store.cvs.remove([idOf('a')]);
      expect(await matches.ofJd('jd', 'f1', 9)).toEqual([]);
    });

    it('keeps the vectors of exactly these texts', async () => {
      const vectors = Float32Array.from([0.25, -1.5, 3]);
      await opened.store.jdVectors.set('jd', 'f1', ['one'], vectors);
      expect(await opened.store.jdVectors.get('jd', 'f1', ['one'])).toEqual(vectors);
      expect(await opened.store.jdVectors.get('jd', 'f1', ['two'])).toBeNull();
      expect(await opened.store.jdVectors.get('jd', 'f2', ['one'])).toBeNull();
    });
  });
}

function cleanCases(opened: Opened): void {
  describe('cleaning', () => {
    it('cleans up what is old, expired, or of a JD or model that is gone', async () => {
      await opened.store.intake.open({ id: 'b1', source: 'test' }, [
        { path: '/a', size: 1, mtimeMs: 2 },
        { path: '/open', size: 1, mtimeMs: 2 },
      ]);
      await put(opened.store, '/a', 'a');
      await opened.store.matches.write('f1', [match('a', 0.5), match('a', 0.5, 'gone')]);
      await opened.store.jdVectors.set('gone', 'p', ['x'], new Float32Array(1));
      await opened.store.cache.set('old', 'x', { ttlMs: -1, version: await opened.store.search.version() });
      const request = { jdHashes: ['jd'], fingerprint: 'f1', processingFingerprint: 'p' };
      expect(await opened.store.upkeep.clean({ ...request, before: '2020-01-01' })).toEqual({
        cached: 1,
        tasks: [],
        runs: 0,
        matches: 2,
      });
      expect(await opened.store.upkeep.clean({ ...request, before: '2999-01-01' })).toMatchObject({
        tasks: ['/a'],
        matches: 0,
      });
      expect((await opened.store.tasks.list({})).map((task) => task.path)).toEqual(['/open']);
      expect((await opened.store.intake.known(['/a'])).get('/a')).toMatchObject({ state: 'ready' });
      expect(await opened.store.matches.ofJd('jd', 'f1', 9)).toHaveLength(1);
    });
  });
}
