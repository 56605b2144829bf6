import { describe, expect, it } from 'vitest';
import { idOf, MODEL, person, pick, put, type Opened } from './testing.js';

const JD = idOf('jd');
const JO = { by: 'Jo', keyId: null };

/** Who is kept out of rankings, and remains so. */
export function restrictionCases(opened: Opened): void {
  const picked = async (more: Parameters<typeof pick>[1] = {}): Promise<string[]> =>
    (await pick(opened.store, { words: ['text'], ...more })).sort();
  const some = (...seeds: string[]): string[] => seeds.map(idOf).sort();
  const restrict = (seed: string, reason: string | null = null) =>
    opened.store.restrictions.restrict(idOf(seed), reason, JO);
  const listed = async (): Promise<[string, boolean][]> =>
    (await opened.store.cvs.list({ allRevisions: true })).map(({ cvId, restricted }) => [cvId, restricted]);
  const given = { title: 'rigger', occupations: [{ term: 'rigger', recent: 1, share: 1 }] };
  const fill = async (): Promise<void> => {
    for (const seed of ['a', 'b', 'c'])
      await put(opened.store, `/${seed}`, seed, { text: `text of ${seed}`, ...given });
  };

  describe('a restricted person', () => {
    it('is in no pick, whatever is asked, and no stored ranking, until it is lifted', async () => {
      await fill();
      const { matches, explanations, cache, search, restrictions } = opened.store;
      await matches.write(
        'f',
        some('a', 'b').map((cvId) => ({ jdHash: JD, cvId, matchId: cvId.slice(0, 8), score: 0.5 })),
      );
      await cache.set('k', 'v', { ttlMs: 60_000, version: await search.version() });
      expect(await picked()).toEqual(some('a', 'b', 'c'));
      expect(await restrict('a', 'asked for it')).toMatchObject({ reason: 'asked for it', by: 'Jo', keyId: null });
      const asked: Parameters<typeof pick>[1][] = [
        {},
        { allRevisions: true },
        { where: [{ field: 'language', op: '=', value: 'en' }] },
        { where: [{ field: 'language', op: '=', value: 'en' }], allRevisions: true },
        { occupations: [{ term: 'rigger', near: 1 }] },
        { vector: [0, 0, 0, 0] },
      ];
      for (const more of asked) expect(await picked(more), JSON.stringify(more)).toEqual(some('b', 'c'));
      expect((await matches.ofJd(JD, 'f', 10)).map(({ cvId }) => cvId)).toEqual([idOf('b')]);
      expect(await matches.missing(JD, 'f', 10)).toEqual([idOf('c')]);
      expect(await matches.missing(JD, 'other', 10)).not.toContain(idOf('a'));
      expect(await explanations.missing(JD, 'f', 10)).toEqual([idOf('b')]);
      expect(await cache.get('k')).toBeNull();
      expect(await listed()).toEqual([
        [idOf('a'), true],
        [idOf('b'), false],
        [idOf('c'), false],
      ]);
      expect(await restrictions.among(some('a', 'b', 'c', 'none'))).toEqual(new Set([idOf('a')]));
      expect(await restrictions.of(idOf('b'))).toBeNull();
      const again = await opened.again();
      expect(await pick(again, { words: ['text'] })).not.toContain(idOf('a'));
      expect(await restrictions.lift(idOf('a'))).toBe(true);
      expect(await restrictions.lift(idOf('a'))).toBe(false);
      expect(await picked()).toEqual(some('a', 'b', 'c'));
      expect(await restrictions.of(idOf('a'))).toBeNull();
      await expect(restrict('none')).rejects.toMatchObject({ code: 'not_found' });
      await expect(restrictions.lift(idOf('none'))).rejects.toMatchObject({ code: 'not_found' });
    });

    it('stays so over later revisions, older ones that come back, other readings and a reindex', async () => {
      await fill();
      await restrict('a');
      await put(opened.store, '/a', 'a2', { text: 'a later text of a', ...given });
      expect(await picked()).toEqual(some('b', 'c'));
      expect(await picked({ allRevisions: true })).toEqual(some('b', 'c'));
      await put(opened.store, '/a', 'a', { text: 'text of a', ...given });
      await put(opened.store, '/a', 'a', { text: 'text of a', ...given }, { madeWith: 'f2', fingerprint: 'f2' });
      const { model } = opened.store;
      await model.beginGeneration({ ...MODEL, fingerprint: 'test-4-2' }, 'f3');
      for (let group = await model.nextOfGeneration(10); group.length > 0; group = await model.nextOfGeneration(10))
        await model.writeGeneration(group.map(({ cvId }) => ({ cvId, processed: person({ text: 'text again' }) })));
      expect(await model.finishGeneration()).toBe(true);
      expect(await picked()).toEqual(some('b', 'c'));
      await opened.store.restrictions.lift(idOf('a2'));
      expect(await picked()).toEqual(some('a', 'b', 'c'));
    });

    it('takes those merged with it along, and leaves them when that is undone', async () => {
      await fill();
      await restrict('a', 'asked');
      const { candidates, restrictions } = opened.store;
      const pair = await candidates.merge({ cvs: [idOf('a'), idOf('b')] }, JO);
      expect(await picked()).toEqual(some('c'));
      expect(await restrictions.of(idOf('b'))).toMatchObject({ reason: 'asked' });
      await candidates.undo(pair.id, JO);
      expect(await picked()).toEqual(some('b', 'c'));
      await candidates.merge({ cvs: [idOf('a'), idOf('b')] }, JO);
      await opened.store.cvs.remove([idOf('a')]);
      expect(await picked()).toEqual(some('c'));
      await restrictions.lift(idOf('b'));
      expect(await picked()).toEqual(some('b', 'c'));
    });

    it('is both of two who are split, and one again when that is undone', async () => {
      await fill();
      await put(opened.store, '/a', 'a2', { text: 'a later text of a', ...given });
      await restrict('a');
      const pair = await opened.store.candidates.split({ cvs: [idOf('a'), idOf('a2')] }, JO);
      expect(await picked()).toEqual(some('b', 'c'));
      await opened.store.candidates.undo(pair.id, JO);
      expect(await picked()).toEqual(some('b', 'c'));
      await opened.store.restrictions.lift(idOf('a'));
      expect(await picked()).toEqual(some('a2', 'b', 'c'));
    });

    it('is not named beside others in a ranking, and is forgotten with its last CV', async () => {
      const eve = { name: 'Eve Example', email: 'eve@example.com' };
      await put(opened.store, '/a', 'a', { text: 'one text', ...eve });
      await put(opened.store, '/b', 'b', { text: 'quite another', ...eve });
      const { candidates, cvs } = opened.store;
      expect((await candidates.possibleDuplicates([idOf('b')], null)).size).toBe(1);
      await restrict('a');
      expect((await candidates.possibleDuplicates([idOf('b')], null)).size).toBe(0);
      expect(await candidates.pairs({ limit: 10, state: 'open' }, null)).toHaveLength(1);
      await cvs.remove([idOf('a')]);
      await put(opened.store, '/a', 'a', { text: 'one text', ...eve });
      expect((await listed()).map(([, restricted]) => restricted)).toEqual([false, false]);
    });
  });
}
