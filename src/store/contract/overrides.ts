import { describe, expect, it } from 'vitest';
import { ok, quantize, type ProcessedCv, type ProfileOverride } from '../../domain/index.js';
import { fileResult, idOf, MODEL, person, pick, put, type Opened } from './testing.js';

const AT = '2026-03-01T00:00:00.000Z';
const NAME: ProfileOverride = {
  field: 'name',
  value: 'Ada',
  reason: 'misread',
  by: 'Jo',
  keyId: null,
  at: AT,
  read: 'Ad',
};
const YEARS: ProfileOverride = { ...NAME, field: 'years', value: '3', read: null };

/** A reading with corrections. */
function corrected(overrides: ProfileOverride[], given: Parameters<typeof person>[0] = {}): ProcessedCv {
  const cv = person({ text: 'a text', ...given });
  if (overrides.length > 0) cv.profile.overrides = overrides;
  return cv;
}

/** Corrections of profiles, which no reading loses. */
export function overrideCases(opened: Opened): void {
  describe('corrections', () => {
    const overrides = (): Promise<ProfileOverride[]> => opened.store.intake.overrides(idOf('a'));
    const rectify = (before: ProfileOverride[], after: ProfileOverride[], given = {}): Promise<boolean> =>
      opened.store.cvs.rectify(idOf('a'), corrected(after, given), { before, fingerprint: 'f1' });
    const reread = (cv: ProcessedCv, fingerprint: string) =>
      opened.store.intake.commit([fileResult('/a', 'a', ok(cv), { madeWith: fingerprint, fingerprint })]);

    it('are kept with the profile, and searched and listed by', async () => {
      const { store } = opened;
      await put(store, '/a', 'a', { text: 'a text', name: 'Ad' });
      await put(store, '/b', 'b', { text: 'b text' });
      const version = await store.search.version();
      expect(await overrides()).toEqual([]);
      expect(
        await rectify([], [NAME], { name: 'Ada', skills: 'rust', text: 'a rustless text', vector: [0, 1, 0, 0] }),
      ).toBe(true);
      expect(await overrides()).toEqual([NAME]);
      expect((await store.cvs.get(idOf('a')))!).toMatchObject({
        name: 'Ada',
        profile: { overrides: [NAME] },
        revision: 1,
      });
      expect((await store.cvs.list({})).map(({ name }) => name)).toContain('Ada');
      expect(await store.subjects.find('Ada')).toEqual([idOf('a')]);
      expect((await pick(store, { words: ['rustless'], vector: [0, 0, 0, 0] }))[0]).toBe(idOf('a'));
      expect(await store.search.version()).toBeGreaterThan(version);
      expect((await store.search.loadScoring([idOf('a')]))[0]!.passageVectors).toEqual(
        quantize(Float32Array.of(0, 1, 0, 0), 4),
      );
      expect(await rectify([NAME], [], { name: 'Ad' })).toBe(true);
      expect(await overrides()).toEqual([]);
    });

    it('are made against what is in force, or not at all', async () => {
      await put(opened.store, '/a', 'a', { text: 'a text' });
      expect(await rectify([YEARS], [NAME])).toBe(false);
      expect(await rectify([], [NAME])).toBe(true);
      expect(await rectify([], [YEARS])).toBe(false);
      expect(await overrides()).toEqual([NAME]);
      expect(await opened.store.intake.overrides(idOf('none'))).toEqual([]);
      const gone = opened.store.cvs.rectify(idOf('none'), corrected([]), { before: [], fingerprint: 'f1' });
      expect(await gone).toBe(false);
    });

    it('are not lost to a reading that did not know of them, and go with one that does', async () => {
      await put(opened.store, '/a', 'a', { text: 'a text', name: 'Ad' });
      await rectify([], [NAME], { name: 'Ada' });
      await reread(corrected([], { name: 'Ad' }), 'f2');
      expect(await overrides()).toEqual([NAME]);
      expect((await opened.store.cvs.get(idOf('a')))!.name).toBe('Ada');
      expect(await opened.store.intake.madeWith(idOf('a'))).toBe('f1');
      await reread(corrected([{ ...NAME, read: 'Adx' }], { name: 'Ada' }), 'f3');
      expect(await opened.store.intake.madeWith(idOf('a'))).toBe('f3');
      expect(await overrides()).toEqual([{ ...NAME, read: 'Adx' }]);
    });

    it('go into a reindex, also if they come while it is under way', async () => {
      const { model } = opened.store;
      await put(opened.store, '/a', 'a', { text: 'a text', name: 'Ad' });
      await rectify([], [NAME], { name: 'Ada' });
      await model.beginGeneration({ ...MODEL, fingerprint: 'test-4-2' }, 'f2');
      const [first] = await model.nextOfGeneration(10);
      expect(first!.overrides).toEqual([NAME]);
      await rectify([NAME], [YEARS], { name: 'Ad' });
      await model.writeGeneration([{ cvId: idOf('a'), processed: corrected([NAME], { name: 'Ada' }) }]);
      expect(await overrides()).toEqual([YEARS]);
      const again = await model.nextOfGeneration(10);
      expect(again.map((one) => one.overrides)).toEqual([[YEARS]]);
      await model.writeGeneration([{ cvId: idOf('a'), processed: corrected([YEARS]) }]);
      // Once more, after it was written.
      await rectify([YEARS], [NAME], { name: 'Ada' });
      expect(await model.finishGeneration()).toBe(false);
      await model.writeGeneration([{ cvId: idOf('a'), processed: corrected([NAME], { vector: [0, 0, 1, 0] }) }]);
      expect(await model.finishGeneration()).toBe(true);
      expect(await overrides()).toEqual([NAME]);
      expect((await opened.store.search.loadScoring([idOf('a')]))[0]!.passageVectors).toEqual(
        quantize(Float32Array.of(0, 0, 1, 0), 4),
      );
    });
  });
}
