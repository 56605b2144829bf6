import { describe, expect, it } from 'vitest';
import { failure, ok } from '../../domain/index.js';
import { fileResult, idOf, longText, person, put, type Opened } from './testing.js';

/** Which kept bytes are held, and which have lost a holder. */
export function originalsCases(opened: Opened): void {
  describe('originals', () => {
    const loose = async (): Promise<[string | null, string | null][]> =>
      (await opened.store.originals.loose(100)).map(({ hash, path }) => [hash, path]);
    const upload = (path: string, seed: string) =>
      opened.store.intake.open({ id: path, source: 'upload' }, [{ path, size: 1, mtimeMs: 1, hash: idOf(seed) }]);

    it('are held by files in any state, by waiting ones and by older revisions', async () => {
      const { intake, originals } = opened.store;
      await put(opened.store, '/a', 'a', { text: 'one text' });
      await put(opened.store, '/a', 'a2', { text: 'another one' });
      await intake.commit([fileResult('/bad', 'bad', failure('corrupt', 'broken'))]);
      await upload('upload:a0000001', 'waits');
      const seeds = ['a', 'a2', 'bad', 'waits', 'unknown'].map(idOf);
      expect(await originals.held(seeds)).toEqual(new Set(seeds.slice(0, 4)));
      expect(await originals.held([])).toEqual(new Set());
    });

    it('are loose when a file or a CV is forgotten, and when a file has other bytes, until they were looked at', async () => {
      const { intake, originals, cvs, tasks } = opened.store;
      await put(opened.store, '/a', 'a', { text: 'one text' });
      await put(opened.store, '/a', 'a2', { text: 'another one' });
      // The older revision is still in the store, so it holds the bytes.
      expect(await loose()).toEqual([[idOf('a'), null]]);
      expect(await originals.held([idOf('a')])).toEqual(new Set([idOf('a')]));
      await originals.looked((await originals.loose(1)).map(({ id }) => id));
      expect(await loose()).toEqual([]);

      await intake.commit([fileResult('/copy', 'a2', { ok: true, known: true })]);
      await intake.prune(['/copy']);
      expect(await loose()).toEqual([[idOf('a2'), null]]);
      expect(await originals.held([idOf('a2')])).toEqual(new Set([idOf('a2')]));

      await cvs.remove([idOf('a2'), idOf('a')]);
      expect((await loose()).map(([hash]) => hash)).toEqual(expect.arrayContaining([idOf('a'), idOf('a2')]));
      expect(await originals.held([idOf('a'), idOf('a2')])).toEqual(new Set());
      await originals.looked((await originals.loose(100)).map(({ id }) => id));

      await upload('upload:a0000001', 'bad');
      await intake.commit([fileResult('upload:a0000001', 'bad', failure('corrupt', 'broken'))]);
      expect(await tasks.drop({ status: ['failed'] })).toEqual(['upload:a0000001']);
      expect(await loose()).toEqual([[idOf('bad'), 'upload:a0000001']]);
    });

    it('are held by near copies that were left out, whatever becomes of the CV that they resemble', async () => {
      const { cvs, originals, intake } = opened.store;
      await put(opened.store, '/a', 'a', { text: longText() });
      await put(opened.store, '/near', 'near', { text: longText() }, { duplicates: 'skip' });
      await cvs.remove([idOf('a')]);
      expect(await originals.held([idOf('a'), idOf('near')])).toEqual(new Set([idOf('near')]));
      await intake.prune(['/near']);
      expect((await loose()).at(-1)).toEqual([idOf('near'), null]);
    });

    it('name the uploads that were forgotten, also those whose bytes nobody knows', async () => {
      await opened.store.intake.open({ id: 'b', source: 'upload' }, [{ path: 'upload:a0000001', size: 1, mtimeMs: 1 }]);
      await opened.store.intake.prune(['upload:a0000001', '/unknown']);
      expect(await loose()).toEqual([[null, 'upload:a0000001']]);
    });

    it('stay loose when one of them loses a holder again while it is looked at', async () => {
      const { intake, originals } = opened.store;
      await put(opened.store, '/a', 'a');
      for (const path of ['/b', '/c']) await intake.commit([fileResult(path, 'a', { ok: true, known: true })]);
      await intake.prune(['/b']);
      const seen = await originals.loose(100);
      await intake.prune(['/c']);
      await originals.looked(seen.map(({ id }) => id));
      expect(await loose()).toHaveLength(1);
    });

    it('are as they were when what would forget them fails', async () => {
      const { intake } = opened.store;
      await put(opened.store, '/a', 'a', { text: 'one text' });
      const wrong = { ...person(), vector: Float32Array.from([Number.NaN, 0, 0, 0]) };
      await expect(
        intake.commit([fileResult('/a', 'a2', ok(person({ text: 'another' }))), fileResult('/b', 'b', ok(wrong))]),
      ).rejects.toMatchObject({ code: 'vector_invalid' });
      expect(await loose()).toEqual([]);
    });
  });
}
