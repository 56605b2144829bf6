import { describe, expect, it } from 'vitest';
import type { FileRecord } from '../port/index.js';
import { idOf, longText, put, type Opened } from './testing.js';

/** A near copy that was left out does not hold the CV that it resembles, and inherits nothing from it. */
export function nearCopyCases(opened: Opened): void {
  describe('near copies left out', () => {
    const skip = { duplicates: 'skip' } as const;
    const leaveOut = (path: string) => put(opened.store, path, path, { text: longText().toUpperCase() }, skip);
    const first = (path: string) => put(opened.store, path, path, { text: longText() });
    const record = async (path: string): Promise<FileRecord | undefined> =>
      (await opened.store.intake.known([path])).get(path);
    const uploads = (keyId: string, ...paths: string[]) =>
      opened.store.intake.open(
        { id: keyId, source: 'upload', keyId },
        paths.map((path) => ({ path, size: 1, mtimeMs: 1 })),
      );

    it('lead to the CV, and are found by none of its names', async () => {
      await first('/a');
      expect(await leaveOut('/b')).toMatchObject({ state: 'duplicate', cvId: null, resembles: idOf('/a') });
      expect(await record('/b')).toMatchObject({ cvId: null, resembles: idOf('/a'), hash: idOf('/b') });
      expect(await opened.store.cvs.resolve('/b')).toEqual([]);
      expect(await opened.store.uploads.find([idOf('/a')], null)).toMatchObject([{ path: '/a' }]);
    });

    it.each(['prune', 'remove'] as const)('are to be read when a %s takes it away', async (how) => {
      await first('/a');
      await leaveOut('/b');
      if (how === 'prune') expect(await opened.store.intake.prune(['/a'])).toEqual([idOf('/a')]);
      else expect(await opened.store.cvs.remove([idOf('/a')])).toBe(1);
      expect(await opened.store.cvs.list({ allRevisions: true })).toEqual([]);
      expect(await record('/b')).toMatchObject({ state: null, code: null, resembles: null, madeWith: null });
      expect(await opened.store.tasks.list({})).toMatchObject([{ path: '/b', status: 'pending' }]);
    });

    it('are left out for their own key alone, since another would learn of the CV', async () => {
      await uploads('ann', 'upload:a0000001');
      await uploads('bob', 'upload:b0000001', 'upload:b0000002');
      await first('upload:a0000001');
      expect(await leaveOut('upload:b0000001')).toMatchObject({ state: 'ready', cvId: idOf('upload:b0000001') });
      expect((await opened.store.cvs.get(idOf('upload:b0000001')))?.duplicateOf).toBe(idOf('upload:a0000001'));
      expect(await leaveOut('upload:b0000002')).toMatchObject({
        state: 'duplicate',
        resembles: idOf('upload:b0000001'),
      });
    });

    it('keep their bytes until they are deleted, and are read when the CV goes', async () => {
      await uploads('bob', 'upload:a0000001', 'upload:b0000001');
      await first('upload:a0000001');
      await leaveOut('upload:b0000001');
      const bobs = async () => opened.store.cvs.list({ where: [{ field: 'key', op: '=', value: 'bob' }] });
      expect(await bobs()).toHaveLength(1);
      expect(await opened.store.taskRows.wanted(['upload:a0000001', 'upload:b0000001'])).toEqual(
        new Set(['upload:b0000001']),
      );
      await opened.store.upkeep.clean({ before: '2999', jdHashes: [], fingerprint: '', processingFingerprint: '' });
      await opened.store.intake.prune(['upload:a0000001']);
      expect(await bobs()).toEqual([]);
      expect(await opened.store.taskRows.claimDue('me', 9, 1000)).toMatchObject([
        { path: 'upload:b0000001', keyId: 'bob' },
      ]);
      await leaveOut('upload:b0000001');
      expect(await bobs()).toMatchObject([{ cvId: idOf('upload:b0000001') }]);
    });

    it('stay left out while the CV does, whoever else goes', async () => {
      await first('/a');
      await put(opened.store, '/same', '/a');
      await leaveOut('/b');
      await opened.store.intake.prune(['/a']);
      expect(await opened.store.cvs.list({})).toMatchObject([{ cvId: idOf('/a'), path: '/same' }]);
      expect(await opened.store.intake.prune(['/b'])).toEqual([]);
      expect(await opened.store.cvs.list({})).toHaveLength(1);
    });
  });
}
