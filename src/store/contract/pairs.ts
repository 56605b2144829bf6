import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor, PairReference, PairState } from '../port/index.js';
import { idOf, put, type Opened, type Person } from './testing.js';

const ADA: Person = { name: 'Ada Example', email: 'ada@example.com' };
const EVE: Actor = { by: 'Eve', keyId: null };

/** What people decide about possible duplicates, and that all of it can be taken back. */
export function pairCases(opened: Opened): void {
  listCases(opened);
  decisionCases(opened);
  refusalCases(opened);
  partCases(opened);
  keyCases(opened);
  undoCases(opened);
}

function stepsOf(opened: Opened) {
  return {
    cvs: (a: string, b: string): PairReference => ({ cvs: [idOf(a), idOf(b)] }),
    /** Adds these CVs at paths of their own, all with the same name and e-mail. */
    all: async (...seeds: string[]) => {
      for (const seed of seeds) await put(opened.store, `/${seed}`, seed, { ...ADA, text: `CV ${seed}` });
    },
    merge: (reference: PairReference) => opened.store.candidates.merge(reference, EVE),
    split: (reference: PairReference) => opened.store.candidates.split(reference, EVE),
    undo: (pair: number) => opened.store.candidates.undo(pair, EVE),
    latest: async () => (await opened.store.cvs.list({})).map(({ cvId }) => cvId),
    /** Which CV is a revision of which, and its number. */
    standing: async () =>
      (await opened.store.cvs.list({ allRevisions: true })).map(({ cvId, candidateId, revision, latest }) => ({
        cvId,
        candidateId,
        revision,
        latest,
      })),
    ids: async (state?: PairState) =>
      (await opened.store.candidates.pairs({ state, limit: 99 }, null)).map(({ id }) => id),
  };
}

function listCases(opened: Opened): void {
  const { all, merge, split, ids } = stepsOf(opened);
  describe('pairs of candidates', () => {
    it('are listed with both sides, why they are suggested, and what was decided', async () => {
      await all('a', 'b');
      const [pair] = await opened.store.candidates.pairs({ limit: 9 }, null);
      expect(pair).toMatchObject({ state: 'open', reasons: ['email'], decision: null });
      expect(pair!.sides.map(({ path, name }) => `${path} ${name}`).sort()).toEqual([
        '/a Ada Example',
        '/b Ada Example',
      ]);
      const merged = await merge({ pair: pair!.id });
      expect(merged).toMatchObject({ id: pair!.id, state: 'merged' });
      expect(merged.decision).toMatchObject({ action: 'merge', by: 'Eve', keyId: null, undoneAt: null });
      expect(new Set(merged.sides.map(({ candidateId }) => candidateId)).size).toBe(1);
      const undone = await opened.store.candidates.undo(pair!.id, { by: 'Ann', keyId: null });
      expect(undone).toMatchObject({ state: 'open', decision: { action: 'merge', by: 'Eve', undoneBy: 'Ann' } });
      expect(undone!.decision!.undoneAt).not.toBeNull();
    });

    it('are filtered by state and paged by id', async () => {
      await all('a', 'b', 'c');
      const open = await ids('open');
      expect(open).toHaveLength(3);
      await merge({ pair: open[0]! });
      await split({ pair: open[1]! });
      expect([await ids('merged'), await ids('split'), await ids()]).toEqual([[open[0]], [open[1]], open]);
      expect(await opened.store.candidates.pairs({ limit: 1, after: open[0] }, null)).toMatchObject([{ id: open[1] }]);
    });
  });
}

function decisionCases(opened: Opened): void {
  const { cvs, all, merge, split, undo, latest, ids } = stepsOf(opened);
  describe('pairs that a person decides about', () => {
    it('make one candidate when merged, of which the CV that came last is the latest, and later ones follow', async () => {
      await all('a', 'b');
      const version = await opened.store.search.version();
      await merge(cvs('a', 'b'));
      expect(await opened.store.search.version()).toBeGreaterThan(version);
      expect(await latest()).toEqual([idOf('b')]);
      await put(opened.store, '/a', 'a2', { ...ADA, text: 'newer' });
      expect(await opened.store.cvs.list({})).toMatchObject([{ cvId: idOf('a2'), revision: 3 }]);
      expect((await opened.store.summary()).candidates).toBe(1);
      expect(await opened.store.candidates.possibleDuplicates([idOf('a2')], null)).toEqual(new Map());
    });

    it('are never suggested again when split, whatever else looks alike later', async () => {
      await all('a', 'b');
      await split(cvs('a', 'b'));
      await put(opened.store, '/a', 'a2', { ...ADA, text: 'newer' });
      expect(await ids('open')).toEqual([]);
      expect((await opened.store.candidates.possibleDuplicates([idOf('a2')], null)).size).toBe(0);
      expect(await latest()).toEqual([idOf('b'), idOf('a2')]);
    });

    it('are settled by decisions about others of the same candidates', async () => {
      await all('a', 'b', 'c');
      await merge(cvs('a', 'b'));
      await split(cvs('b', 'c'));
      // a is the same person as b, and b is not the same person as c.
      expect(await ids('open')).toEqual([]);
      expect(await latest()).toEqual([idOf('b'), idOf('c')]);
    });

    it('may be CVs that nothing but a person finds alike', async () => {
      await put(opened.store, '/a', 'a', { name: 'Ada Example' });
      await put(opened.store, '/b', 'b', { name: 'Ada Married' });
      const pair = await merge(cvs('a', 'b'));
      expect(pair).toMatchObject({ state: 'merged', reasons: [] });
      expect(await latest()).toEqual([idOf('b')]);
      await undo(pair.id);
      expect(await ids('open')).toEqual([]);
      expect(await latest()).toHaveLength(2);
    });

    it('stay merged when the CV that joined them is removed, and go with their last CV', async () => {
      await all('a', 'b', 'c');
      await merge(cvs('a', 'b'));
      const { id } = await merge(cvs('b', 'c'));
      await opened.store.cvs.remove([idOf('b')]);
      expect(await latest()).toEqual([idOf('c')]);
      expect((await opened.store.summary()).candidates).toBe(1);
      for (const pair of await ids('merged')) if (pair !== id) await undo(pair).catch(() => null);
      await opened.store.cvs.remove([idOf('a')]);
      expect(await ids()).toEqual([]);
      expect(await latest()).toEqual([idOf('c')]);
    });
  });
}

function refusalCases(opened: Opened): void {
  const { cvs, all, merge, split, undo, latest, ids } = stepsOf(opened);
  describe('pairs that cannot be decided so', () => {
    it('refuse a split while others join the two, and say which', async () => {
      await all('a', 'b', 'c');
      const [ab, bc] = [(await merge(cvs('a', 'b'))).id, (await merge(cvs('b', 'c'))).id];
      const refusal = await split(cvs('a', 'c')).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: 'conflict', hint: expect.stringContaining(`${ab}, ${bc}`) as string });
      expect(await latest()).toEqual([idOf('c')]);
      expect(await ids('split')).toEqual([]);
    });

    it('are decided once: the same again changes nothing, and what was never decided is not undone', async () => {
      await all('a', 'b');
      const { id, decision } = await merge(cvs('a', 'b'));
      const again = await opened.store.candidates.merge({ pair: id }, { by: 'Ann', keyId: null });
      expect(again).toMatchObject({ decision });
      await undo(id);
      await expect(undo(id)).rejects.toMatchObject({ code: 'nothing_to_do' });
      await expect(undo(999)).rejects.toMatchObject({ code: 'not_found' });
      await expect(merge({ pair: 999 })).rejects.toMatchObject({ code: 'not_found' });
      await expect(merge(cvs('a', 'none'))).rejects.toMatchObject({ code: 'not_found' });
    });
  });
}

function partCases(opened: Opened): void {
  const { cvs, merge, split, undo, latest, standing, ids } = stepsOf(opened);
  const three = async () => {
    for (const seed of ['v1', 'v2', 'v3']) await put(opened.store, '/a', seed, { ...ADA, text: seed });
  };
  describe('candidates that are parted', () => {
    it.each([
      ['v1', 'v3', 'v2'],
      ['v3', 'v1', 'v3'],
    ])('%s keeps the other CVs, %s leaves, and undoing it restores every number', async (stays, leaves, now) => {
      await three();
      const before = await standing();
      const pair = await split(cvs(stays, leaves));
      expect(pair).toMatchObject({ state: 'split', reasons: ['email'], decision: { action: 'split' } });
      expect((await latest()).sort()).toEqual([idOf(now), idOf(leaves)].sort());
      expect(await ids('open')).toEqual([]);
      expect(await undo(pair.id)).toBeNull();
      expect(await standing()).toEqual(before);
      expect(await ids()).toEqual([]);
    });

    it('take along what came in meanwhile when it is undone', async () => {
      await three();
      const { id } = await split(cvs('v1', 'v3'));
      await put(opened.store, '/a', 'v4', { ...ADA, text: 'v4' });
      await undo(id);
      const numbers = (await standing()).map(({ revision, latest: isLatest }) => [revision, isLatest]);
      expect(numbers).toEqual([1, 2, 3, 4].map((revision) => [revision, revision === 4]));
    });

    it('refuse to part a single CV, to merge what is one, and to undo what others build on', async () => {
      await three();
      await put(opened.store, '/b', 'b');
      await expect(split(cvs('b', 'b'))).rejects.toMatchObject({ code: 'conflict' });
      await expect(merge(cvs('v1', 'v2'))).rejects.toMatchObject({ code: 'conflict' });
      const { id } = await split(cvs('v1', 'v3'));
      const other = await merge(cvs('v3', 'b'));
      await expect(undo(id)).rejects.toMatchObject({
        code: 'conflict',
        hint: expect.stringContaining(String(other.id)) as string,
      });
    });
  });
}

function keyCases(opened: Opened): void {
  const { ids } = stepsOf(opened);
  const open = (id: string, keyId: string) =>
    opened.store.intake.open({ id, source: 'upload', keyId }, [{ path: `upload:${id}`, size: 1, mtimeMs: 1 }]);
  const sent = async (id: string, keyId: string): Promise<void> => {
    await open(id, keyId);
    await put(opened.store, `upload:${id}`, id, { ...ADA, text: `CV ${id}` });
  };
  it('pairs of candidates are seen by a key among its own alone', async () => {
    const { candidates } = opened.store;
    for (const id of ['a0000001', 'a0000002']) await sent(id, 'ann');
    await sent('b0000001', 'bob');
    const [pair, ...none] = (await candidates.pairs({ limit: 9 }, 'ann')).map(({ id }) => id);
    expect([none, await candidates.pairs({ limit: 9 }, 'bob')]).toEqual([[], []]);
    expect((await ids()).filter((id) => id !== pair)).toHaveLength(2);
    // A decision keeps the key of whoever made it.
    const decided = await candidates.merge({ pair: pair! }, { by: null, keyId: 'ann' });
    expect(decided).toMatchObject({ decision: { keyId: 'ann' } });
  });
}

function undoCases(opened: Opened): void {
  const { cvs, all, merge, split, undo, standing, ids } = stepsOf(opened);
  const seeds = ['a', 'b', 'c', 'd'];
  const step = fc.record({
    action: fc.constantFrom('merge', 'split'),
    cvs: fc.uniqueArray(fc.constantFrom(...seeds, 'a2'), { minLength: 2, maxLength: 2 }),
  });
  const seen = async (): Promise<unknown> => ({
    standing: await standing(),
    states: [await ids('open'), await ids('merged'), await ids('split')],
  });
  it('decisions taken back in reverse restore every step, however they were mixed', async () => {
    await all(...seeds);
    await put(opened.store, '/a', 'a2', { ...ADA, text: 'CV a2' });
    const act = async ({ action, cvs: [x, y] }: { action: string; cvs: string[] }) => {
      const [before, known] = [await seen(), await opened.store.candidates.pairs({ limit: 99 }, null)];
      const pair = await (action === 'merge' ? merge : split)(cvs(x!, y!)).catch(() => null);
      const changed = pair !== null && known.find(({ id }) => id === pair.id)?.state !== pair.state;
      return changed ? [{ id: pair.id, before }] : [];
    };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const done: { id: number; before: unknown }[] = [];
        for (const one of steps) done.push(...(await act(one)));
        for (const { id, before } of done.reverse()) {
          await undo(id);
          expect(await seen()).toEqual(before);
        }
      }),
      { seed: 7, numRuns: 30 },
    );
  });
}
