import { describe, expect, it } from 'vitest';
import { failure, ok } from '../../domain/index.js';
import type { Store, TaskClaim } from '../port/index.js';
import { idOf, longText, person, put, fileResult, type Opened } from './testing.js';

async function claims({ store }: Opened, ...given: Parameters<Store['intake']['claim']>): Promise<string[]> {
  return (await store.intake.claim(...given)).map(({ kind }) => kind);
}

async function claimOf({ store }: Opened, owner: string, path: string): Promise<TaskClaim> {
  const [claim] = await store.intake.claim(owner, [path], 10_000);
  if (claim?.kind !== 'mine') throw new Error(`${path} is ${claim?.kind}`);
  return claim.claim;
}

export function intakeCases(opened: Opened): void {
  batchCases(opened);
  resultCases(opened);
  lostClaimCases(opened);
  copyCases(opened);
  revisionCases(opened);
  refusalCases(opened);
  pruneCases(opened);
}

function batchCases(opened: Opened): void {
  describe('intake: batches and their tasks', () => {
    it('records the batch and an open task per file before work starts', async () => {
      await opened.store.intake.open({ id: 'b1', source: 'test' }, [
        { path: '/a', size: 1, mtimeMs: 2 },
        { path: '/b', size: 1, mtimeMs: 2 },
      ]);
      expect((await opened.store.tasks.list({})).map((t) => [t.path, t.status])).toEqual([
        ['/a', 'pending'],
        ['/b', 'pending'],
      ]);
      expect((await opened.store.intake.known(['/a', '/c'])).get('/a')).toMatchObject({ state: null, size: 1 });
    });

    it('knows a batch by the name that its client gave it, until its last file is forgotten', async () => {
      const { intake, uploads, cvs, tasks } = opened.store;
      const open = (id: string, ...files: string[]): Promise<string> =>
        intake.open(
          { id, source: 'upload', keyId: 'k', idempotencyKey: 'once' },
          files.map((one) => ({ path: `upload:${one}`, size: 1, mtimeMs: 1 })),
        );
      const known = (): Promise<string | null> => uploads.batchUnder('once', 'k');
      expect([await open('b1', 'one', 'two'), await open('other', 'three')]).toEqual(['b1', 'b1']);
      await intake.prune(['upload:one', 'upload:three']);
      expect(await known()).toBe('b1');
      await intake.prune(['upload:two']);
      expect(await known()).toBeNull();
      expect(await open('b2', 'four')).toBe('b2');
      const { cvId } = await put(opened.store, 'upload:four', 'four');
      await cvs.remove([cvId!]);
      expect([await known(), await open('b3', 'five'), await known()]).toEqual([null, 'b3', 'b3']);
      await tasks.drop({});
      expect(await known()).toBeNull();
    });

    it('gives a task to one owner until its lease ends or it is released', async () => {
      await opened.store.intake.open({ id: 'b1', source: 'test' }, [{ path: '/a', size: 1, mtimeMs: 2 }]);
      expect(await claims(opened, 'me', ['/a', '/none'], 10_000)).toEqual(['mine', 'done']);
      expect(await claims(opened, 'you', ['/a'], 10_000)).toEqual(['taken']);
      expect(await opened.store.intake.owners()).toEqual(['me']);
      await opened.store.intake.extend('me', -1);
      expect(await claims(opened, 'you', ['/a'], 10_000)).toEqual(['mine']);
      await opened.store.intake.release(['you']);
      expect(await claims(opened, 'me', ['/a'], 10_000)).toEqual(['mine']);
    });

    it('keeps one open task for a path that two batches hold', async () => {
      const file = { path: '/a', size: 1, mtimeMs: 2 };
      await opened.store.intake.open({ id: 'b1', source: 'test' }, [file]);
      await opened.store.intake.claim('me', ['/a'], 10_000);
      await opened.store.intake.open({ id: 'b2', source: 'test' }, [file]);
      expect(await opened.store.tasks.list({})).toMatchObject([{ path: '/a', status: 'running', batch: 'b1' }]);
    });
  });
}

function resultCases(opened: Opened): void {
  describe('intake: results of files', () => {
    it('closes the task with the result, ready or failed with its reason', async () => {
      await opened.store.intake.open({ id: 'b1', source: 'test' }, [
        { path: '/a', size: 1, mtimeMs: 2 },
        { path: '/b', size: 1, mtimeMs: 2 },
      ]);
      await opened.store.intake.commit([
        fileResult('/a', 'a', ok(person())),
        fileResult('/b', 'b', failure('corrupt', 'it is broken')),
      ]);
      expect((await opened.store.tasks.list({})).map((t) => t.status)).toEqual(['done', 'failed']);
      expect((await opened.store.intake.known(['/b'])).get('/b')).toMatchObject({
        state: 'failed',
        code: 'corrupt',
        message: 'it is broken',
        cvId: null,
      });
      expect(await opened.store.tasks.list({ status: ['failed'] })).toMatchObject([{ path: '/b', code: 'corrupt' }]);
    });

    it('keeps state and reason of a file of which only the date changed', async () => {
      await opened.store.intake.commit([fileResult('/a', 'a', failure('corrupt', 'broken'))]);
      await opened.store.intake.commit([fileResult('/a', 'a', { ok: true, unchanged: true }, { mtimeMs: 99 })]);
      expect((await opened.store.intake.known(['/a'])).get('/a')).toMatchObject({
        state: 'failed',
        code: 'corrupt',
        mtimeMs: 99,
      });
    });

    it('lists the files under a folder, not those of one whose name starts alike', async () => {
      for (const path of ['/cvs/a', '/cvs/deep/b', '/cvs2/c', '/cvs']) await put(opened.store, path, path);
      expect((await opened.store.intake.under('/cvs')).map((f) => f.path)).toEqual(['/cvs', '/cvs/a', '/cvs/deep/b']);
    });
  });
}

function lostClaimCases(opened: Opened): void {
  describe('intake: claims that were lost', () => {
    it('passes over the result of an owner that lost the task, or whose file was deleted meanwhile', async () => {
      await opened.store.intake.open({ id: 'b1', source: 'test' }, [{ path: '/a', size: 1, mtimeMs: 2 }]);
      const slow = await claimOf(opened, 'slow', '/a');
      await opened.store.intake.extend('slow', -1);
      const claim = await claimOf(opened, 'me', '/a');
      expect(
        await opened.store.intake.commit([
          fileResult('/a', 'a', ok(person()), { claim: slow }),
          fileResult('/gone', 'b', ok(person()), { claim }),
        ]),
      ).toEqual([]);
      expect(await opened.store.cvs.list({})).toEqual([]);
      expect(await opened.store.intake.commit([fileResult('/a', 'a', ok(person()), { claim })])).toMatchObject([
        { path: '/a', state: 'ready' },
      ]);
    });

    it('never gives a fence twice: not after a release, and not when the task is opened again', async () => {
      const file = { path: '/a', size: 1, mtimeMs: 2 };
      const fences = new Set<number>();
      for (let i = 0; i < 3; i++) {
        await opened.store.intake.open({ id: `b${i}`, source: 'test' }, [file]);
        const released = await claimOf(opened, 'me', '/a');
        await opened.store.intake.release(['me']);
        const claim = await claimOf(opened, 'me', '/a');
        await opened.store.intake.commit([fileResult('/a', 'a', failure('corrupt', 'broken'), { claim })]);
        for (const { task, fence } of [released, claim]) fences.add(fence).add(Number(task) + 0.5);
      }
      // Six claims of one task.
      expect(fences.size).toBe(7);
    });
  });
}

function copyCases(opened: Opened): void {
  describe('intake: copies', () => {
    it('links an exact copy to its CV', async () => {
      await put(opened.store, '/a', 'same');
      expect(await put(opened.store, '/b', 'same')).toMatchObject({
        state: 'duplicate',
        code: 'exact_copy',
        cvId: idOf('same'),
      });
      expect(await opened.store.intake.madeWith(idOf('same'))).toBe('f1');
      expect(await opened.store.intake.madeWith(idOf('none'))).toBeNull();
      const [known] = await opened.store.intake.commit([fileResult('/c', 'same', { ok: true, known: true })]);
      expect(known).toMatchObject({ state: 'duplicate', cvId: idOf('same') });
      expect(await opened.store.cvs.list({})).toHaveLength(1);
    });

    it('takes an upload for a copy of what its own key handed in, not of what others did', async () => {
      const { intake } = opened.store;
      const files = [
        ['ann', 'a0000001'],
        ['bob', 'b0000001'],
        ['bob', 'b0000002'],
        ['ann', 'a0000002'],
      ] as const;
      const states = [];
      for (const [keyId, id] of files) {
        const path = `upload:${id}`;
        await intake.open({ id, source: 'upload', keyId }, [{ path, size: 1, mtimeMs: 1 }]);
        states.push((await put(opened.store, path, 'same')).state);
      }
      expect(states).toEqual(['ready', 'ready', 'duplicate', 'duplicate']);
      expect(await intake.madeWith(idOf('same'), 'ann')).toBe('f1');
      expect(await intake.madeWith(idOf('same'), 'cid')).toBeNull();
      expect(await put(opened.store, '/disk', 'same')).toMatchObject({ state: 'duplicate' });
      await intake.prune(['upload:a0000001']);
      const left = await intake.known(files.map(([, id]) => `upload:${id}`));
      expect([...left.values()].map(({ path, state }) => [path, state])).toEqual([
        ['upload:b0000001', 'ready'],
        ['upload:b0000002', 'duplicate'],
        ['upload:a0000002', 'ready'],
      ]);
    });

    it.each([
      ['flag', 'ready', 2, idOf('one')],
      ['skip', 'duplicate', 1, undefined],
      ['keep', 'ready', 2, null],
    ] as const)('treats a near copy as --duplicates %s asks', async (duplicates, state, cvs, duplicateOf) => {
      await put(opened.store, '/a.pdf', 'one', { text: longText() });
      expect(
        await put(opened.store, '/a.docx', 'two', { text: longText().toUpperCase() }, { duplicates }),
      ).toMatchObject({ state });
      const list = await opened.store.cvs.list({});
      expect(list).toHaveLength(cvs);
      expect(list[1]?.duplicateOf).toBe(duplicateOf);
    });

    it('takes an edited text for another CV, not for a copy', async () => {
      await put(opened.store, '/a.pdf', 'one', { text: longText() });
      await put(opened.store, '/b.pdf', 'two', { text: longText(' Engineer, 2021 to 2024') });
      expect((await opened.store.cvs.list({}))[1]?.duplicateOf).toBeNull();
    });
  });
}

function revisionCases(opened: Opened): void {
  describe('intake: revisions', () => {
    it('makes a changed file at the same path a revision, and an old one come back the latest', async () => {
      await put(opened.store, '/a', 'v1', { name: 'Ada Example' });
      await put(opened.store, '/a', 'v2', { name: 'Another Name' });
      const list = await opened.store.cvs.list({ allRevisions: true });
      expect(list.map((cv) => [cv.revision, cv.latest])).toEqual([
        [1, false],
        [2, true],
      ]);
      expect(new Set(list.map((cv) => cv.candidateId)).size).toBe(1);
      expect(await put(opened.store, '/a', 'v1')).toMatchObject({ state: 'ready' });
      expect(await opened.store.cvs.list({})).toMatchObject([{ cvId: idOf('v1'), revision: 3 }]);
    });

    it('writes a CV again when it was read by other code', async () => {
      await put(opened.store, '/a', 'a', { title: 'Clerk' });
      await put(opened.store, '/a', 'a', { title: 'Welder' }, { fingerprint: 'f2' });
      expect(await opened.store.cvs.list({})).toMatchObject([{ label: 'Welder', revision: 1 }]);
      expect((await opened.store.summary()).fingerprints).toEqual({ f2: 1 });
    });
  });
}

function refusalCases(opened: Opened): void {
  describe('intake: what cannot be written', () => {
    it('changes nothing when one result of a group cannot be written', async () => {
      const broken = person({ vector: [1, Number.NaN, 0, 0] });
      await expect(
        opened.store.intake.commit([fileResult('/a', 'a', ok(person())), fileResult('/b', 'b', ok(broken))]),
      ).rejects.toMatchObject({ code: 'vector_invalid' });
      expect(await opened.store.cvs.list({})).toEqual([]);
      expect((await opened.store.intake.known(['/a'])).size).toBe(0);
    });

    it('refuses vectors of another size', async () => {
      await expect(put(opened.store, '/a', 'a', { vector: [1, 0] })).rejects.toMatchObject({ code: 'vector_invalid' });
    });
  });
}

function pruneCases(opened: Opened): void {
  describe('intake: files that are gone', () => {
    it('prunes what is gone with all its revisions, and hands a CV over to the file that still holds it', async () => {
      await put(opened.store, '/gone', 'v1');
      await put(opened.store, '/gone', 'v2');
      await put(opened.store, '/shared', 'shared');
      await put(opened.store, '/copy', 'shared');
      expect((await opened.store.intake.prune(['/gone', '/shared'])).sort()).toEqual([idOf('v1'), idOf('v2')].sort());
      expect(await opened.store.cvs.list({ allRevisions: true })).toMatchObject([
        { cvId: idOf('shared'), path: '/copy' },
      ]);
      expect((await opened.store.intake.known(['/copy'])).get('/copy')).toMatchObject({ state: 'ready' });
    });
  });
}
