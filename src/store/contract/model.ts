import { describe, expect, it } from 'vitest';
import type { StoredModel } from '../port/index.js';
import { idOf, MODEL, person, pick, put, type Opened, type Person } from './testing.js';

export function modelCases(opened: Opened): void {
  exchangeCases(opened);
  generationCases(opened);
  sharedCases(opened);
}

const other: StoredModel = { id: 'other-2', dimensions: 2, fingerprint: 'other-2-1' };
const embedded = (given: Person = {}) => person({ ...given, vector: [0, 1] });

function exchangeCases(opened: Opened): void {
  describe('model', () => {
    it('is the first one, and another only while there is no CV', async () => {
      expect(await opened.store.model.current()).toEqual(MODEL);
      await opened.store.model.adopt(other);
      await opened.store.model.adopt(MODEL);
      await put(opened.store, '/a', 'a');
      await expect(opened.store.model.adopt(other)).rejects.toMatchObject({ code: 'model_mismatch' });
    });

    it('is exchanged in one step, after a stop too, CVs that came in meanwhile included', async () => {
      for (const id of ['a', 'b', 'c']) await put(opened.store, `/${id}`, id);
      expect(await opened.store.model.beginGeneration(other, 'f2')).toBe(3);
      await opened.store.model.writeGeneration([{ cvId: idOf('a'), processed: embedded({ title: 'Welder' }) }]);
      expect(await opened.store.model.finishGeneration()).toBe(false);
      expect(await pick(opened.store, { vector: [1, 0, 0, 0] })).toHaveLength(3);
      expect(await opened.store.model.beginGeneration(other, 'f2')).toBe(2);
      await put(opened.store, '/d', 'd');
      await opened.store.cvs.remove([idOf('c')]);
      const left = await opened.store.model.nextOfGeneration(10);
      expect(left.map((cv) => cv.cvId)).toEqual([idOf('b'), idOf('d')]);
      await opened.store.model.writeGeneration(left.map(({ cvId }) => ({ cvId, processed: embedded() })));
      expect(await opened.store.model.finishGeneration()).toBe(true);
      expect(await opened.store.model.current()).toEqual(other);
      expect(await pick(opened.store, { vector: [0, 1] })).toHaveLength(3);
      expect((await opened.store.summary()).fingerprints).toEqual({ f2: 3 });
      expect((await opened.store.cvs.get(idOf('a')))?.label).toBe('Welder');
    });
  });
}

function sharedCases(opened: Opened): void {
  describe('model: two processes that exchange it at once', () => {
    it('leaves the second nothing to do once the first has finished', async () => {
      await put(opened.store, '/a', 'a');
      const { model } = await opened.again();
      for (const one of [opened.store.model, model]) expect(await one.beginGeneration(other, 'f2')).toBe(1);
      await opened.store.model.writeGeneration([{ cvId: idOf('a'), processed: embedded() }]);
      expect(await opened.store.model.finishGeneration()).toBe(true);
      expect([await model.nextOfGeneration(9), await model.finishGeneration()]).toEqual([[], true]);
      expect(await pick(opened.store, { vector: [0, 1] })).toEqual([idOf('a')]);
    });
  });
}

function generationCases(opened: Opened): void {
  describe('model: generations', () => {
    it('keeps the mark of how a CV was read when its text is processed again', async () => {
      await put(opened.store, '/a', 'a', {}, { fingerprint: '1-old' });
      await opened.store.model.beginGeneration(other, '2-new');
      await opened.store.model.writeGeneration([{ cvId: idOf('a'), processed: embedded() }]);
      await opened.store.model.finishGeneration();
      expect((await opened.store.intake.known(['/a'])).get('/a')?.cvFingerprint).toBe('1-new');
    });

    it('forgets an exchange for a third model when another is begun', async () => {
      await put(opened.store, '/a', 'a');
      await opened.store.model.beginGeneration({ id: 'third', dimensions: 3, fingerprint: 'third' }, 'f3');
      expect(await opened.store.model.beginGeneration(other, 'f2')).toBe(1);
      await opened.store.model.writeGeneration([{ cvId: idOf('a'), processed: embedded() }]);
      expect(await opened.store.model.finishGeneration()).toBe(true);
    });
  });
}
