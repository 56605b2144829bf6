import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure, foldText, ok, signatureOf, type ProcessedCv } from '../domain/index.js';
import type { FeedbackAction, Settlement, Store, StoredModel } from './port.js';

/** The one suite that every adapter of the store passes. */
export interface StoreUnderTest {
  open(): Promise<Store>;
  /** Closes what was opened and removes its data. */
  dispose(): Promise<void>;
}

export const MODEL: StoredModel = { id: 'test-4', dimensions: 4, fingerprint: 'test-4-1' };

export interface Person {
  text?: string;
  name?: string;
  email?: string;
  phone?: string;
  title?: string;
  /** Folded. */
  skills?: string;
  occupations?: ProcessedCv['words']['occupations'];
  years?: number;
  country?: string;
  vector?: number[];
}

export function person(given: Person = {}): ProcessedCv {
  const text = given.text ?? `${given.name ?? 'Somebody'} worked with ${given.title ?? 'things'} for some time`;
  const vector = Float32Array.from(given.vector ?? [1, 0, 0, 0]);
  const words = foldText(text);
  return {
    document: { format: 'txt', engine: 'test', text, pageStarts: [0], lines: [], hidden: [], links: [], documentDate: null, warnings: [] },
    profile: {
      resume: {
        basics: { name: given.name, email: given.email, phone: given.phone, label: given.title, profiles: [], location: given.country === undefined ? undefined : { countryCode: given.country } },
        work: [], volunteer: [], education: [], skills: [], languages: [], certificates: [], projects: [], publications: [], references: [],
      },
      fields: {}, sections: [], findings: [], yearsOfExperience: given.years ?? null, asOf: '2026-01-01', language: 'en',
    },
    passages: [{ start: 0, end: text.length, page: 1 }],
    passageVectors: vector,
    vector,
    words: { title: given.title ?? '', skills: given.skills ?? '', body: text, occupations: given.occupations ?? [] },
    features: new Uint8Array([1, 2, 3]),
    textHash: createHash('sha256').update([...words].sort().join(' ')).digest('hex'),
    signature: signatureOf(words),
    timings: { extract: 0, profile: 0, embed: 0 },
  };
}

export const idOf = (seed: string): string => createHash('sha256').update(seed).digest('hex');

export function settlement(path: string, seed: string, outcome: Settlement['outcome'], more: Partial<Settlement> = {}): Settlement {
  return { path, size: 10, mtimeMs: 1, hash: idOf(seed), madeWith: 'f1', fingerprint: 'f1', duplicates: 'flag', outcome, ...more };
}

async function put(store: Store, path: string, seed: string, given: Person = {}, more: Partial<Settlement> = {}) {
  const [settled] = await store.intake.settle([settlement(path, seed, ok(person(given)), more)]);
  return settled!;
}

const longText = (changed = ''): string => Array.from({ length: 120 }, (_, i) => `word${i} item${(i * 7) % 31}`).join(' ') + changed;

export function storeContract(name: string, setUp: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let underTest: StoreUnderTest;
    let store: Store;
    beforeEach(async () => {
      underTest = await setUp();
      store = await underTest.open();
      await store.model.adopt(MODEL);
    });
    afterEach(() => underTest.dispose());

    describe('intake', () => {
      it('records the batch and an open task per file before work starts', async () => {
        await store.intake.open({ id: 'b1', source: 'test' }, [{ path: '/a', size: 1, mtimeMs: 2 }, { path: '/b', size: 1, mtimeMs: 2 }]);
        expect((await store.tasks.list({})).map((t) => [t.path, t.status])).toEqual([['/a', 'pending'], ['/b', 'pending']]);
        expect((await store.intake.known(['/a', '/c'])).get('/a')).toMatchObject({ state: null, size: 1 });
      });

      it('gives a task to one owner until its lease ends or it is released', async () => {
        await store.intake.open({ id: 'b1', source: 'test' }, [{ path: '/a', size: 1, mtimeMs: 2 }]);
        expect(await store.intake.claim('me', ['/a', '/none'], 10_000)).toEqual(['mine', 'done']);
        expect(await store.intake.claim('you', ['/a'], 10_000)).toEqual(['taken']);
        expect(await store.intake.owners()).toEqual(['me']);
        await store.intake.heartbeat('me', -1);
        expect(await store.intake.claim('you', ['/a'], 10_000)).toEqual(['mine']);
        await store.intake.release(['you']);
        expect(await store.intake.claim('me', ['/a'], 10_000)).toEqual(['mine']);
      });

      it('keeps one open task for a path that two batches hold', async () => {
        const file = { path: '/a', size: 1, mtimeMs: 2 };
        await store.intake.open({ id: 'b1', source: 'test' }, [file]);
        await store.intake.claim('me', ['/a'], 10_000);
        await store.intake.open({ id: 'b2', source: 'test' }, [file]);
        expect(await store.tasks.list({})).toMatchObject([{ path: '/a', status: 'running', batch: 'b1' }]);
      });

      it('closes the task with the result, ready or failed with its reason', async () => {
        await store.intake.open({ id: 'b1', source: 'test' }, [{ path: '/a', size: 1, mtimeMs: 2 }, { path: '/b', size: 1, mtimeMs: 2 }]);
        await store.intake.settle([settlement('/a', 'a', ok(person())), settlement('/b', 'b', failure('corrupt', 'it is broken'))]);
        expect((await store.tasks.list({})).map((t) => t.status)).toEqual(['done', 'failed']);
        expect((await store.intake.known(['/b'])).get('/b')).toMatchObject({ state: 'failed', code: 'corrupt', message: 'it is broken', cvId: null });
        expect(await store.tasks.list({ status: ['failed'] })).toMatchObject([{ path: '/b', code: 'corrupt' }]);
      });

      it('passes over the result of an owner that lost the task, or whose file was deleted meanwhile', async () => {
        await store.intake.open({ id: 'b1', source: 'test' }, [{ path: '/a', size: 1, mtimeMs: 2 }]);
        await store.intake.claim('me', ['/a'], 10_000);
        expect(await store.intake.settle([settlement('/a', 'a', ok(person()), { owner: 'another' }), settlement('/gone', 'b', ok(person()), { owner: 'me' })])).toEqual([]);
        expect(await store.cvs.list({})).toEqual([]);
        expect(await store.intake.settle([settlement('/a', 'a', ok(person()), { owner: 'me' })])).toMatchObject([{ path: '/a', state: 'ready' }]);
      });

      it('links an exact copy to its CV', async () => {
        await put(store, '/a', 'same');
        expect(await put(store, '/b', 'same')).toMatchObject({ state: 'duplicate', code: 'exact_copy', cvId: idOf('same') });
        expect(await store.intake.madeWith(idOf('same'))).toBe('f1');
        expect(await store.intake.madeWith(idOf('none'))).toBeNull();
        const [known] = await store.intake.settle([settlement('/c', 'same', { ok: true, known: true })]);
        expect(known).toMatchObject({ state: 'duplicate', cvId: idOf('same') });
        expect(await store.cvs.list({})).toHaveLength(1);
      });

      it.each([
        ['flag', 'ready', 2, idOf('one')],
        ['skip', 'duplicate', 1, undefined],
        ['keep', 'ready', 2, null],
      ] as const)('treats a near copy as --duplicates %s asks', async (duplicates, state, cvs, duplicateOf) => {
        await put(store, '/a.pdf', 'one', { text: longText() });
        expect(await put(store, '/a.docx', 'two', { text: longText().toUpperCase() }, { duplicates })).toMatchObject({ state });
        const list = await store.cvs.list({});
        expect(list).toHaveLength(cvs);
        expect(list[1]?.duplicateOf).toBe(duplicateOf);
      });

      it('takes an edited text for another CV, not for a copy', async () => {
        await put(store, '/a.pdf', 'one', { text: longText() });
        await put(store, '/b.pdf', 'two', { text: longText(' Engineer, 2021 to 2024') });
        expect((await store.cvs.list({}))[1]?.duplicateOf).toBeNull();
      });

      it('makes a changed file at the same path a revision, and an old one come back the latest', async () => {
        await put(store, '/a', 'v1', { name: 'Ada Example' });
        await put(store, '/a', 'v2', { name: 'Another Name' });
        const list = await store.cvs.list({ allRevisions: true });
        expect(list.map((cv) => [cv.revision, cv.latest])).toEqual([[1, false], [2, true]]);
        expect(new Set(list.map((cv) => cv.candidateId)).size).toBe(1);
        expect(await put(store, '/a', 'v1')).toMatchObject({ state: 'ready' });
        expect(await store.cvs.list({})).toMatchObject([{ cvId: idOf('v1'), revision: 3 }]);
      });

      it('groups by name together with e-mail or phone, never by one alone', async () => {
        await put(store, '/a', 'a', { name: 'Ada Example', email: 'ada@example.com', phone: '+1 555 0100' });
        await put(store, '/b', 'b', { name: 'EXAMPLE, Ada', email: 'Ada@example.com' });
        await put(store, '/c', 'c', { name: 'Ada Example', phone: '15550100' });
        await put(store, '/d', 'd', { name: 'Ada Example' });
        await put(store, '/e', 'e', { name: 'Bea Example', email: 'ada@example.com' });
        const groups = (await store.cvs.list({ allRevisions: true })).map((cv) => cv.candidateId);
        expect(new Set(groups).size).toBe(3);
        expect(groups[1]).toBe(groups[0]);
        expect(groups[2]).toBe(groups[0]);
      });

      it('writes a CV again when it was read by other code', async () => {
        await put(store, '/a', 'a', { title: 'Clerk' });
        await put(store, '/a', 'a', { title: 'Welder' }, { fingerprint: 'f2' });
        expect(await store.cvs.list({})).toMatchObject([{ label: 'Welder', revision: 1 }]);
        expect((await store.summary()).fingerprints).toEqual({ f2: 1 });
      });

      it('keeps state and reason of a file of which only the date changed', async () => {
        await store.intake.settle([settlement('/a', 'a', failure('corrupt', 'broken'))]);
        await store.intake.settle([settlement('/a', 'a', { ok: true, unchanged: true }, { mtimeMs: 99 })]);
        expect((await store.intake.known(['/a'])).get('/a')).toMatchObject({ state: 'failed', code: 'corrupt', mtimeMs: 99 });
      });

      it('changes nothing when one result of a group cannot be written', async () => {
        const broken = person({ vector: [1, Number.NaN, 0, 0] });
        await expect(store.intake.settle([settlement('/a', 'a', ok(person())), settlement('/b', 'b', ok(broken))])).rejects.toMatchObject({ code: 'vector_invalid' });
        expect(await store.cvs.list({})).toEqual([]);
        expect((await store.intake.known(['/a'])).size).toBe(0);
      });

      it('refuses vectors of another size', async () => {
        await expect(put(store, '/a', 'a', { vector: [1, 0] })).rejects.toMatchObject({ code: 'vector_invalid' });
      });

      it('lists the files under a folder, not those of one whose name starts alike', async () => {
        for (const path of ['/cvs/a', '/cvs/deep/b', '/cvs2/c', '/cvs']) await put(store, path, path);
        expect((await store.intake.under('/cvs')).map((f) => f.path)).toEqual(['/cvs', '/cvs/a', '/cvs/deep/b']);
      });

      it('prunes what is gone with all its revisions, and hands a CV over to the file that still holds it', async () => {
        await put(store, '/gone', 'v1');
        await put(store, '/gone', 'v2');
        await put(store, '/shared', 'shared');
        await put(store, '/copy', 'shared');
        expect((await store.intake.prune(['/gone', '/shared'])).sort()).toEqual([idOf('v1'), idOf('v2')].sort());
        expect(await store.cvs.list({ allRevisions: true })).toMatchObject([{ cvId: idOf('shared'), path: '/copy' }]);
        expect((await store.intake.known(['/copy'])).get('/copy')).toMatchObject({ state: 'ready' });
      });
    });

    describe('tasks', () => {
      it('retries failed ones and drops what is not wanted', async () => {
        await store.intake.open({ id: 'b1', source: 'test' }, [{ path: '/a', size: 1, mtimeMs: 2 }, { path: '/b', size: 1, mtimeMs: 2 }]);
        await store.intake.settle([settlement('/a', 'a', failure('corrupt', 'broken')), settlement('/b', 'b', failure('no_text', 'no text'))]);
        expect(await store.tasks.reasons(['failed', 'dead'])).toEqual([{ code: 'corrupt', tasks: 1 }, { code: 'no_text', tasks: 1 }]);
        expect(await store.tasks.retry({ code: 'corrupt' })).toBe(1);
        expect(await store.tasks.reasons(['failed', 'dead'])).toEqual([{ code: 'no_text', tasks: 1 }]);
        expect((await store.intake.known(['/a'])).get('/a')).toMatchObject({ madeWith: null });
        expect((await store.tasks.list({})).map((t) => t.status)).toEqual(['pending', 'failed']);
        expect(await store.tasks.drop({})).toEqual(['/a', '/b']);
        expect((await store.intake.known(['/a', '/b'])).size).toBe(0);
      });
    });

    describe('schedule runs', () => {
      it('lets one run of a name be under way, until it ends, is given back, or its lease ends', async () => {
        const runs = store.scheduleRuns;
        const id = await runs.begin('match', 'me', 10_000);
        expect(id).not.toBeNull();
        expect(await runs.begin('match', 'you', 10_000)).toBeNull();
        expect(await runs.begin('parse', 'you', 10_000)).not.toBeNull();
        await runs.end(id!, true, { cvs: 3 });
        expect(await runs.last()).toMatchObject([{ name: 'match', ok: true, result: { cvs: 3 } }, { name: 'parse', ok: null, endedAt: null }]);
        expect((await runs.owners())).toEqual(['you']);
        await runs.release(['you']);
        expect(await runs.begin('parse', 'me', -1)).not.toBeNull();
        expect(await runs.begin('parse', 'you', 10_000)).not.toBeNull();
        await runs.heartbeat('you', -1);
        expect(await runs.begin('parse', 'me', 10_000)).not.toBeNull();
      });

      it('does not begin what began since the moment at which it was due', async () => {
        const due = new Date(Date.now() - 1000).toISOString();
        const id = await store.scheduleRuns.begin('match', 'me', 10_000, due);
        await store.scheduleRuns.end(id!, true, {});
        expect(await store.scheduleRuns.begin('match', 'you', 10_000, due)).toBeNull();
        expect(await store.scheduleRuns.begin('match', 'you', 10_000, new Date(Date.now() + 1000).toISOString())).not.toBeNull();
      });
    });

    describe('matches made ahead', () => {
      const match = (seed: string, score: number, jdHash = 'jd') => ({ jdHash, cvId: idOf(seed), matchId: `m-${seed}`, score });

      it('tells which CVs were not matched, ranks those that were, and forgets those of a CV that is read anew or removed', async () => {
        await put(store, '/a', 'a');
        await put(store, '/b', 'b');
        await put(store, '/c', 'c');
        const { matches, explanations } = store;
        expect(await matches.missing('jd', 'f1', 2)).toEqual([idOf('a'), idOf('b')]);
        await matches.write('f1', [match('a', 0.2), match('b', 0.9), match('gone', 1), match('a', 0.5, 'other')]);
        expect(await matches.missing('jd', 'f1', 9)).toEqual([idOf('c')]);
        expect(await matches.missing('jd', 'f2', 9)).toHaveLength(3);
        expect((await matches.ofJd('jd', 'f1', 9)).map(({ cvId, score }) => [cvId, score])).toEqual([[idOf('b'), 0.9], [idOf('a'), 0.2]]);
        expect((await matches.ofCv(idOf('a'), 'f1', 9)).map(({ jdHash }) => jdHash)).toEqual(['other', 'jd']);
        expect(await explanations.missing('jd', 'f1', 1)).toEqual([idOf('b')]);
        await explanations.write('jd', 'f1', [{ cvId: idOf('b'), text: 'because' }]);
        expect(await explanations.missing('jd', 'f1', 1)).toEqual([]);
        expect(await explanations.get('jd', idOf('b'), 'f1')).toBe('because');
        await put(store, '/b', 'b', { title: 'Welder' }, { fingerprint: 'f2' });
        expect(await explanations.get('jd', idOf('b'), 'f1')).toBeNull();
        await store.cvs.remove([idOf('a')]);
        expect(await matches.ofJd('jd', 'f1', 9)).toEqual([]);
      });

      it('keeps the vectors of exactly these texts', async () => {
        const vectors = Float32Array.from([0.25, -1.5, 3]);
        await store.jdVectors.set('jd', 'f1', ['one'], vectors);
        expect(await store.jdVectors.get('jd', 'f1', ['one'])).toEqual(vectors);
        expect(await store.jdVectors.get('jd', 'f1', ['two'])).toBeNull();
        expect(await store.jdVectors.get('jd', 'f2', ['one'])).toBeNull();
      });

      it('cleans up what is old, expired, or of a JD or model that is gone', async () => {
        await store.intake.open({ id: 'b1', source: 'test' }, [{ path: '/a', size: 1, mtimeMs: 2 }, { path: '/open', size: 1, mtimeMs: 2 }]);
        await put(store, '/a', 'a');
        await store.matches.write('f1', [match('a', 0.5), match('a', 0.5, 'gone')]);
        await store.jdVectors.set('gone', 'p', ['x'], new Float32Array(1));
        await store.cache.set('old', 'x', { ttlMs: -1, version: await store.search.version() });
        const request = { jdHashes: ['jd'], fingerprint: 'f1', processingFingerprint: 'p' };
        expect(await store.upkeep.clean({ ...request, before: '2020-01-01' })).toEqual({ cached: 1, tasks: [], runs: 0, matches: 2 });
        expect(await store.upkeep.clean({ ...request, before: '2999-01-01' })).toMatchObject({ tasks: ['/a'], matches: 0 });
        expect((await store.tasks.list({})).map((task) => task.path)).toEqual(['/open']);
        expect((await store.intake.known(['/a'])).get('/a')).toMatchObject({ state: 'ready' });
        expect(await store.matches.ofJd('jd', 'f1', 9)).toHaveLength(1);
      });
    });

    describe('cvs', () => {
      it('gives back what was written', async () => {
        const cv = person({ name: 'Ada Example', text: 'Ada Example\nWelder' });
        cv.document.lines = [{ start: 0, end: 11, page: 1, x: 1.5, y: 2.25, width: 100, fontSize: 12, bold: true, column: 1 }];
        await store.intake.settle([settlement('/a', 'a', ok(cv))]);
        const record = await store.cvs.get(idOf('a'));
        expect(record).toMatchObject({ path: '/a', name: 'Ada Example', passages: 1, latest: true });
        expect(record?.document).toEqual(cv.document);
        expect(record?.profile).toEqual(JSON.parse(JSON.stringify(cv.profile)));
        expect(await store.cvs.get(idOf('none'))).toBeNull();
      });

      it('finds a CV by path and by the first digits of its id', async () => {
        await put(store, '/a', 'a');
        expect(await store.cvs.resolve('/a')).toEqual([idOf('a')]);
        expect(await store.cvs.resolve(idOf('a').slice(0, 8).toUpperCase())).toEqual([idOf('a')]);
        expect(await store.cvs.resolve(idOf('a').slice(0, 3))).toEqual([]);
        expect(await store.cvs.resolve('%')).toEqual([]);
      });

      it('removes a CV with everything, and its earlier revision is the latest again', async () => {
        await put(store, '/a', 'v1', { title: 'Welder' });
        await put(store, '/a', 'v2', { title: 'Welder' });
        await put(store, '/b', 'v2');
        expect(await store.cvs.remove([idOf('v2'), idOf('none')])).toBe(1);
        expect(await store.cvs.list({})).toMatchObject([{ cvId: idOf('v1'), latest: true }]);
        expect(await store.search.loadScoring([idOf('v2')])).toEqual([]);
        expect(await store.search.text(idOf('v2'))).toBeNull();
        expect((await store.intake.known(['/a', '/b'])).size).toBe(0);
        expect(await pick(store, { words: ['welder'] })).toEqual([idOf('v1')]);
      });

      it('filters and pages a listing', async () => {
        await put(store, '/a', 'a', { name: 'Ada', years: 3, country: 'DE' });
        await put(store, '/b', 'b', { name: 'Bea', years: 8, country: 'FR' });
        await put(store, '/c', 'c', { name: 'Cid', country: 'DE' });
        const names = async (query: Parameters<Store['cvs']['list']>[0]) => (await store.cvs.list(query)).map((cv) => cv.name);
        expect(await names({ where: [{ field: 'years', op: '>=', value: '5' }] })).toEqual(['Bea']);
        expect(await names({ where: [{ field: 'country', op: '=', value: 'de' }] })).toEqual(['Ada', 'Cid']);
        expect(await names({ where: [{ field: 'name', op: '~', value: 'E' }] })).toEqual(['Bea']);
        expect(await names({ where: [{ field: 'ingested', op: '>', value: '2020' }] })).toHaveLength(3);
        expect(await names({ limit: 1, after: idOf('a') })).toEqual(['Bea']);
      });
    });

    describe('search', () => {
      it('fuses vectors and words, one row per candidate, ties by id', async () => {
        await put(store, '/a', 'a1', { title: 'Welder', vector: [1, 0, 0, 0] });
        await put(store, '/a', 'a2', { title: 'Welder', vector: [1, 0, 0, 0] });
        await put(store, '/b', 'b', { title: 'Clerk', vector: [0, 1, 0, 0] });
        expect(await pick(store, { vector: [1, 0, 0, 0], words: ['welder'] })).toEqual([idOf('a2'), idOf('b')]);
        expect((await pick(store, { vector: [1, 0, 0, 0], words: ['welder'], allRevisions: true })).sort()).toEqual([idOf('a1'), idOf('a2'), idOf('b')].sort());
        await put(store, '/c', 'c', { title: 'Clerk', vector: [0, 1, 0, 0] });
        expect((await pick(store, { vector: [0, 1, 0, 0], limit: 2 }))).toEqual([idOf('b'), idOf('c')].sort());
      });

      it('finds a title by its own words, in titles alone', async () => {
        await put(store, '/a', 'a', { title: 'Clerk', text: 'Works beside a welder' });
        await put(store, '/b', 'b', { title: 'Welder', text: 'Joins metal' });
        const none = [0, 0, 0, 0];
        expect(await pick(store, { vector: none, titleWords: ['welder'] })).toEqual([idOf('b')]);
        expect(await pick(store, { vector: none, words: ['metal'], titleWords: ['clerk'], limit: 2 })).toEqual([idOf('a'), idOf('b')]);
        expect(await pick(store, { vector: none, titleWords: ['*'] })).toEqual([]);
      });

      it('finds whoever held an occupation near the one asked for, the nearest and latest first', async () => {
        const held = (term: string, recent: number, share: number) => ({ occupations: [{ term, recent, share }], vector: [0, 1, 0, 0] });
        await put(store, '/a', 'a', held('Welder', 1, 0.5));
        await put(store, '/b', 'b', held('Welder', 0.7, 0.2));
        await put(store, '/c', 'c', held('Solderer', 1, 0.5));
        await put(store, '/d', 'd', held('Clerk', 1, 1));
        const occupations = [{ term: 'Solderer', near: 0.6 }, { term: 'Welder', near: 1 }];
        expect(await pick(store, { vector: [0, 0, 0, 0], occupations })).toEqual([idOf('a'), idOf('b'), idOf('c')]);
        // A title that is worth nothing leaves the order to the vector.
        await put(store, '/e', 'e', { vector: [1, 0, 0, 0] });
        const shares = { meaning: 1, title: 1, words: 0, least: 0, credit: () => 0 };
        expect((await pick(store, { occupations, shares, limit: 1 }))).toEqual([idOf('e')]);
        await store.cvs.remove([idOf('a')]);
        expect(await pick(store, { vector: [0, 0, 0, 0], occupations, where: [{ field: 'path', op: '!=', value: '/c' }] })).toEqual([idOf('b')]);
      });

      it('puts those first who show one of the musts, and finds them by it alone', async () => {
        await put(store, '/a', 'a', { vector: [1, 0, 0, 0], text: 'Conflict here, management there' });
        await put(store, '/b', 'b', { vector: [0.5, 1, 0, 0], skills: 'c++ conflict management' });
        await put(store, '/c', 'c', { vector: [0.1, 1, 0, 0], text: 'Ran a trade desk for derivatives' });
        const musts = { anyOf: [{ words: 'conflict management', skill: true }, { words: 'derivatives desk', skill: false }], floor: 0.01 };
        expect(await pick(store, {})).toEqual([idOf('a'), idOf('b'), idOf('c')]);
        expect(await pick(store, { musts })).toEqual([idOf('b'), idOf('c'), idOf('a')]);
        expect(await pick(store, { vector: [0, 0, 0, 0], musts })).toEqual([idOf('b'), idOf('c')].sort());
        expect(await pick(store, { vector: [0, 0, 0, 0], musts, where: [{ field: 'path', op: '!=', value: '/c' }] })).toEqual([idOf('b')]);
        for (const words of ['', '*', '"', 'OR']) expect(await pick(store, { limit: 1, musts: { anyOf: [{ words, skill: true }, { words, skill: false }], floor: 0 } })).toEqual([idOf('a')]);
      });

      it('gives the best `limit` among those that a filter lets through', async () => {
        for (let i = 0; i < 30; i++) await put(store, `/de${i}`, `de${i}`, { country: 'DE', vector: [1, i / 100, 0, 0] });
        await put(store, '/fr', 'fr', { country: 'FR', vector: [0, 0, 0, 1] });
        expect(await pick(store, { limit: 5, where: [{ field: 'country', op: '=', value: 'FR' }] })).toEqual([idOf('fr')]);
        expect(await pick(store, { limit: 5 })).toHaveLength(5);
      });

      it('takes words as words, whatever they hold', async () => {
        await put(store, '/a', 'a', { text: 'C++ and node.js and "quotes" OR NEAR(' });
        for (const word of ['c++', 'node.js', '"quotes"', 'near(', 'OR']) expect(await pick(store, { vector: [0, 0, 0, 0], words: [word] })).toEqual([idOf('a')]);
        expect(await pick(store, { vector: [0, 0, 0, 0], words: ['c#', '*', '""'] })).toEqual([]);
      });

      it('loads what scoring needs in the order asked', async () => {
        await put(store, '/a', 'a', { vector: [0.5, 0.5, 0.5, 0.5] });
        await put(store, '/b', 'b');
        const loaded = await store.search.loadScoring([idOf('b'), idOf('none'), idOf('a')]);
        expect(loaded.map((cv) => cv.cvId)).toEqual([idOf('b'), idOf('a')]);
        expect(loaded[1]).toMatchObject({ path: '/a', features: Uint8Array.from([1, 2, 3]), passageVectors: Float32Array.from([0.5, 0.5, 0.5, 0.5]) });
        expect(loaded[1]?.passages).toMatchObject([{ start: 0, page: 1 }]);
      });

      it('refuses a vector of another size or with a NaN', async () => {
        await put(store, '/a', 'a');
        for (const vector of [[1, 0], [Number.NaN, 0, 0, 0]]) await expect(pick(store, { vector })).rejects.toMatchObject({ code: 'vector_invalid' });
      });

      it('has a version that moves with what could change a ranking', async () => {
        const before = await store.search.version();
        await store.intake.settle([settlement('/x', 'x', failure('corrupt', 'broken'))]);
        expect(await store.search.version()).toBe(before);
        await put(store, '/a', 'a');
        const after = await store.search.version();
        expect(after).toBeGreaterThan(before);
        await store.cvs.remove([idOf('a')]);
        expect(await store.search.version()).toBeGreaterThan(after);
      });
    });

    describe('cache', () => {
      it('keeps a value until it expires or the store changes', async () => {
        const version = await store.search.version();
        await store.cache.set('k', 'v', { ttlMs: 60_000, version });
        await store.cache.set('old', 'v', { ttlMs: -1, version });
        expect(await store.cache.get('k')).toBe('v');
        expect(await store.cache.get('old')).toBeNull();
        await put(store, '/a', 'a');
        expect(await store.cache.get('k')).toBeNull();
        await store.cache.set('late', 'v', { ttlMs: 60_000, version });
        expect(await store.cache.get('late')).toBeNull();
      });
    });

    describe('model', () => {
      const other: StoredModel = { id: 'other-2', dimensions: 2, fingerprint: 'other-2-1' };
      const embedded = (given: Person = {}) => person({ ...given, vector: [0, 1] });

      it('is the first one, and another only while there is no CV', async () => {
        expect(await store.model.current()).toEqual(MODEL);
        await store.model.adopt(other);
        await store.model.adopt(MODEL);
        await put(store, '/a', 'a');
        await expect(store.model.adopt(other)).rejects.toMatchObject({ code: 'model_mismatch' });
      });

      it('is exchanged in one step, after a stop too, CVs that came in meanwhile included', async () => {
        for (const id of ['a', 'b', 'c']) await put(store, `/${id}`, id);
        expect(await store.model.beginExchange(other, 'f2')).toBe(3);
        await store.model.writeExchange([{ cvId: idOf('a'), processed: embedded({ title: 'Welder' }) }]);
        expect(await store.model.finishExchange()).toBe(false);
        expect(await pick(store, { vector: [1, 0, 0, 0] })).toHaveLength(3);
        expect(await store.model.beginExchange(other, 'f2')).toBe(2);
        await put(store, '/d', 'd');
        await store.cvs.remove([idOf('c')]);
        const left = await store.model.nextOfExchange(10);
        expect(left.map((cv) => cv.cvId)).toEqual([idOf('b'), idOf('d')]);
        await store.model.writeExchange(left.map(({ cvId }) => ({ cvId, processed: embedded() })));
        expect(await store.model.finishExchange()).toBe(true);
        expect(await store.model.current()).toEqual(other);
        expect(await pick(store, { vector: [0, 1] })).toHaveLength(3);
        expect((await store.summary()).fingerprints).toEqual({ f2: 3 });
        expect((await store.cvs.get(idOf('a')))?.label).toBe('Welder');
      });

      it('keeps the mark of how a CV was read when its text is processed again', async () => {
        await put(store, '/a', 'a', {}, { fingerprint: '1-old' });
        await store.model.beginExchange(other, '2-new');
        await store.model.writeExchange([{ cvId: idOf('a'), processed: embedded() }]);
        await store.model.finishExchange();
        expect((await store.intake.known(['/a'])).get('/a')?.cvFingerprint).toBe('1-new');
      });

      it('forgets an exchange for a third model when another is begun', async () => {
        await put(store, '/a', 'a');
        await store.model.beginExchange({ id: 'third', dimensions: 3, fingerprint: 'third' }, 'f3');
        expect(await store.model.beginExchange(other, 'f2')).toBe(1);
        await store.model.writeExchange([{ cvId: idOf('a'), processed: embedded() }]);
        expect(await store.model.finishExchange()).toBe(true);
      });
    });

    describe('feedback', () => {
      const at = '2026-03-01T00:00:00.000Z';
      const show = (cvId: string) => store.feedback.shown([{ id: 'm1', cvId, jdHash: 'j1', rank: 1 }, { id: 'm2', cvId: idOf('other'), jdHash: 'j1', rank: 2 }], at);
      const said = (matchId: string, action: FeedbackAction, keyId: string | null = null) => store.feedback.record({ matchId, action, reason: 'five years of Go', keyId }, at);

      it('counts a match once at its latest rank, however often it is shown', async () => {
        await show(idOf('a'));
        await store.feedback.shown([{ id: 'm1', cvId: idOf('a'), jdHash: 'j1', rank: 3 }], '2026-03-02T00:00:00.000Z');
        const none = { viewed: 0, shortlisted: 0, rejected: 0 };
        expect(await store.feedback.outcomes('2026-02-01')).toEqual([{ rank: 2, shown: 1, ...none }, { rank: 3, shown: 1, ...none }]);
        expect(await store.feedback.outcomes('2026-03-01T12:00:00.000Z')).toEqual([{ rank: 3, shown: 1, ...none }]);
      });

      it('takes an action once for each key, and knows the CV of a match', async () => {
        await show(idOf('a'));
        expect([await said('m1', 'shortlisted'), await said('m1', 'shortlisted'), await said('m1', 'shortlisted', 'k1'), await said('m1', 'rejected')]).toEqual([true, false, true, true]);
        expect(await store.feedback.outcomes('2026-02-01')).toEqual([{ rank: 1, shown: 1, viewed: 1, shortlisted: 1, rejected: 1 }, { rank: 2, shown: 1, viewed: 0, shortlisted: 0, rejected: 0 }]);
        expect([await store.feedback.cvOf('m1'), await store.feedback.cvOf('m9')]).toEqual([idOf('a'), null]);
      });

      it('forgets what was said of a CV that is removed', async () => {
        const { cvId } = await put(store, '/cvs/a.txt', 'a');
        await show(cvId!);
        await said('m1', 'rejected');
        await store.cvs.remove([cvId!]);
        expect(await store.feedback.cvOf('m1')).toBeNull();
        expect((await store.feedback.outcomes('2026-02-01')).map((one) => one.rank)).toEqual([2]);
      });
    });

    it('keeps which alerts fire', async () => {
      await store.alerts.put({ name: 'B', since: '2026-03-01T00:00:00.000Z', value: 1 });
      await store.alerts.put({ name: 'A', since: '2026-03-01T00:00:00.000Z', value: 2 });
      await store.alerts.put({ name: 'B', since: '2026-03-02T00:00:00.000Z', value: 0.3 });
      expect(await store.alerts.all()).toEqual([{ name: 'A', since: '2026-03-01T00:00:00.000Z', value: 2 }, { name: 'B', since: '2026-03-02T00:00:00.000Z', value: 0.3 }]);
      await store.alerts.remove('B');
      expect((await store.alerts.all()).map((one) => one.name)).toEqual(['A']);
    });

    it('counts what it holds', async () => {
      await put(store, '/a', 'a');
      await put(store, '/b', 'a');
      await store.intake.settle([settlement('/x', 'x', failure('corrupt', 'broken'))]);
      expect(await store.summary()).toMatchObject({ candidates: 1, cvs: 1, passages: 1, files: { ready: 1, duplicate: 1, failed: 1, empty: 0 }, openTasks: 0, model: MODEL, exchange: null });
    });

    it('is the same for a second opening', async () => {
      await put(store, '/a', 'a');
      const second = await underTest.open();
      expect(await second.cvs.list({})).toHaveLength(1);
      await put(second, '/b', 'b');
      expect(await store.cvs.list({})).toHaveLength(2);
    });
  });
}

type Query = Parameters<Store['search']['pick']>[0];
interface Pick {
  vector?: number[];
  words?: string[];
  titleWords?: string[];
  limit?: number;
  allRevisions?: boolean;
  where?: Query['where'];
  occupations?: Query['occupations'];
  musts?: Query['musts'];
  shares?: Query['shares'];
}

function pick(store: Store, { vector = [1, 0, 0, 0], words = [], limit = 10, ...rest }: Pick): Promise<string[]> {
  return store.search.pick({ vector: Float32Array.from(vector), words: words.map((word) => ({ word, weight: 1 })), limit, ...rest });
}
