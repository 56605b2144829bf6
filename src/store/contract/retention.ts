import { describe, expect, it } from 'vitest';
import { failure, type DecisionKind } from '../../domain/index.js';
import { actingAs } from '../audit/acting.js';
import type { NewRetentionRule, RetentionRule, Store } from '../port/index.js';
import { advance, fileResult, idOf, put, type Opened, type Person } from './testing.js';

const JO = { by: 'Jo', keyId: null };
const JD = idOf('jd');
const DAY_MS = 86_400_000;
const START = '2026-01-01T12:00:00.000Z';
const ALL: NewRetentionRule = { name: 'all', of: 'all', where: [], afterDays: 100, warnDays: 10 };
const REJECTED: NewRetentionRule = { ...ALL, name: 'rejected', of: 'rejected' };
const UNDECIDED: NewRetentionRule = { ...ALL, name: 'undecided', of: 'undecided' };

/** So many days, and milliseconds, after the start. */
const day = (days: number, ms = 0): string => new Date(Date.parse(START) + days * DAY_MS + ms).toISOString();

/** A store at different times, each opened once in a test. */
function timesOf(opened: Opened) {
  const known = new Map<Store, Map<string, Promise<Store>>>();
  const at = (time: string): Promise<Store> => {
    const times = known.get(opened.store) ?? new Map<string, Promise<Store>>();
    known.set(opened.store, times);
    const store = times.get(time) ?? opened.at(time);
    times.set(time, store);
    return store;
  };
  return {
    at,
    /** One file that comes on that day. */
    come: async (days: number, seed: string, given: Person = {}, path = `/${seed}`) =>
      put(await at(day(days)), path, seed, given),
    decide: async (days: number, seed: string, decision: DecisionKind, jdHash = JD) => {
      const { decisions } = await at(day(days));
      const given = { jdHash, cvId: idOf(seed), decision, stage: null, reason: 'why' };
      return (await decisions.add(given, JO)).decision.id;
    },
    /** Set long ago, unless said otherwise. */
    set: async (rule: NewRetentionRule, days = -1000): Promise<RetentionRule> =>
      (await (await at(day(days))).retention.set(rule)).rule,
    /** Seeds of those who are due on that day. */
    due: async (rule: RetentionRule, time: string, seeds: string[]): Promise<string[]> => {
      const { cvs } = await (await at(time)).retention.due(rule, { aheadMs: 0, free: true, limit: 100 });
      return cvs.map(({ cvId }) => seeds.find((seed) => idOf(seed) === cvId) ?? cvId);
    },
  };
}

export function retentionCases(opened: Opened): void {
  reachCases(opened);
  rejectedCases(opened);
  graceCases(opened);
  pageCases(opened);
  eraseCases(opened);
  holdCases(opened);
  heldCases(opened);
}

function reachCases(opened: Opened): void {
  const { at, come, decide, set, due } = timesOf(opened);
  describe('rules of retention', () => {
    it('reach CVs of an age to the millisecond, counted from when they came', async () => {
      await come(0, 'a');
      await come(1, 'b');
      const rule = await set(ALL);
      expect(await due(rule, day(100, -1), ['a', 'b'])).toEqual([]);
      expect(await due(rule, day(100), ['a', 'b'])).toEqual(['a']);
      expect(await due(rule, day(101, -1), ['a', 'b'])).toEqual(['a']);
      expect(await due(rule, day(101), ['a', 'b'])).toEqual(['a', 'b']);
      const { retention } = await at(day(95));
      expect((await retention.due(rule, { aheadMs: 5 * DAY_MS, limit: 9 })).cvs).toEqual([
        { cvId: idOf('a'), candidateId: idOf('a').slice(0, 16), countedFrom: START, dueAt: day(100), held: false },
      ]);
      expect(await retention.count(rule, 5 * DAY_MS)).toEqual({ cvs: 1, held: 0, first: day(100) });
      expect(await retention.count(rule, 5 * DAY_MS - 1)).toEqual({ cvs: 0, held: 0, first: null });
      expect(await retention.count(rule, Infinity)).toEqual({ cvs: 2, held: 0, first: day(100) });
    });

    it('count from the last time that anybody handed the CV in, and take a candidate with all CVs', async () => {
      await come(0, 'a', {}, '/one');
      await come(50, 'b', {}, '/one');
      await come(0, 'c');
      const later = await at(day(60));
      await later.intake.open({ id: 'b1', source: 'upload' }, [{ path: 'upload:01', size: 1, mtimeMs: 1 }]);
      await later.intake.commit([fileResult('upload:01', 'c', { ok: true, known: true })]);
      const rule = await set(ALL);
      const seeds = ['a', 'b', 'c'];
      expect(await due(rule, day(150, -1), seeds)).toEqual([]);
      expect((await due(rule, day(150), seeds)).sort()).toEqual(['a', 'b']);
      expect((await due(rule, day(160), seeds)).sort()).toEqual(['a', 'b', 'c']);
      // The same file seen again is not handed in again.
      const again = await at(day(155));
      await again.intake.commit([fileResult('/one', 'b', { ok: true, unchanged: true })]);
      expect((await due(rule, day(160), seeds)).sort()).toEqual(['a', 'b', 'c']);
    });

    it('reach those alone about whom nobody decided, and only what meets their conditions', async () => {
      await come(0, 'a', { country: 'DE', years: 3 });
      await come(0, 'b', { country: 'AT', years: 8 });
      await come(0, 'c', { country: 'DE', years: 9 });
      const undone = await decide(1, 'a', 'rejected');
      await decide(1, 'b', 'maybe');
      const rule = await set(UNDECIDED);
      expect(await due(rule, day(200), ['a', 'b', 'c'])).toEqual(['c']);
      await (await at(day(2))).decisions.undo(undone, JO, null);
      expect(await due(rule, day(200), ['a', 'b', 'c'])).toEqual(['a', 'c']);
      const where = [
        { field: 'country', op: '=', value: 'de' },
        { field: 'years', op: '>=', value: '5' },
      ] as const;
      expect(await due(await set({ ...ALL, where: [...where] }), day(200), ['a', 'b', 'c'])).toEqual(['c']);
    });
  });
}

function rejectedCases(opened: Opened): void {
  const { at, come, decide, set, due } = timesOf(opened);
  const seeds = ['a', 'b', 'c', 'd'];
  describe('the rule of the rejected', () => {
    it('counts from the last decision, or from a CV that came later', async () => {
      await come(0, 'a');
      await decide(10, 'a', 'rejected');
      await decide(20, 'a', 'rejected', idOf('other jd'));
      const rule = await set(REJECTED);
      expect(await due(rule, day(120, -1), seeds)).toEqual([]);
      expect(await due(rule, day(120), seeds)).toEqual(['a']);
      await come(30, 'b', {}, '/a');
      expect(await due(rule, day(130, -1), seeds)).toEqual([]);
      expect((await due(rule, day(130), seeds)).sort()).toEqual(['a', 'b']);
      const { cvs } = await (await at(day(130))).retention.due(rule, { aheadMs: 0, limit: 9 });
      expect(cvs.map(({ countedFrom }) => countedFrom)).toEqual([day(30), day(30)]);
    });

    it('spares whoever is wanted for any JD, or again', async () => {
      for (const seed of seeds) await come(0, seed);
      await decide(1, 'a', 'shortlisted', idOf('other jd'));
      await decide(2, 'a', 'rejected');
      await decide(1, 'b', 'rejected');
      await decide(2, 'b', 'maybe');
      await decide(1, 'c', 'shortlisted');
      await decide(2, 'c', 'rejected');
      const rule = await set(REJECTED);
      expect(await due(rule, day(200), seeds)).toEqual(['c']);
      const last = (await (await at(day(3))).decisions.list({ limit: 99 }, null)).at(-1)!;
      await (await at(day(3))).decisions.undo(last.id, JO, null);
      expect(await due(rule, day(200), seeds)).toEqual([]);
    });

    it('takes a decision on one version of a JD for one on all', async () => {
      const { jds } = await at(day(0));
      const jd = (text: string) => ({
        ...{ id: idOf(text).slice(0, 12), hash: idOf(text), title: 'Rigger', truncated: false },
        ...{ source: '/jds/rigger.txt', addedAt: START, text },
      });
      await jds.add(jd('one'));
      await come(0, 'a');
      await decide(1, 'a', 'shortlisted', idOf('one'));
      await jds.add(jd('two'));
      await decide(2, 'a', 'rejected', idOf('two'));
      expect(await due(await set(REJECTED), day(200), seeds)).toEqual(['a']);
    });
  });
}

function graceCases(opened: Opened): void {
  const { at, come, set, due } = timesOf(opened);
  describe('a rule that is set', () => {
    it('erases nobody before its time of warning has passed, and announces them from the beginning', async () => {
      await come(0, 'a');
      const { rule, before } = await (await at(day(300))).retention.set(ALL);
      expect([before, rule.notBefore, rule.setAt]).toEqual([null, day(310), day(300)]);
      expect(await due(rule, day(310, -1), ['a'])).toEqual([]);
      expect(await due(rule, day(310), ['a'])).toEqual(['a']);
      const { retention } = await at(day(300));
      const { cvs } = await retention.due(rule, { aheadMs: 10 * DAY_MS, limit: 9 });
      expect(cvs).toMatchObject([{ cvId: idOf('a'), dueAt: day(310) }]);
      expect(await retention.count(rule, 10 * DAY_MS)).toEqual({ cvs: 1, held: 0, first: day(310) });
      expect(await retention.erase('all', [idOf('a')], 'removal-1')).toBeNull();
      expect(await (await at(day(310, -1))).retention.erase('all', [idOf('a')], 'removal-1')).toBeNull();
      expect(await (await at(day(310))).retention.erase('all', [idOf('a')], 'removal-1')).toBe(1);
    });

    it('waits again if it reaches others or reaches them sooner, and not if they live longer', async () => {
      const first = await set(ALL, 0);
      expect(await set(ALL, 50)).toEqual(first);
      expect(await set({ ...ALL, afterDays: 200 }, 60)).toMatchObject({ notBefore: day(10), setAt: day(60) });
      expect(await set({ ...ALL, afterDays: 199 }, 70)).toMatchObject({ notBefore: day(80) });
      expect(await set({ ...ALL, afterDays: 300, of: 'undecided' }, 80)).toMatchObject({ notBefore: day(90) });
      const where = [{ field: 'country' as const, op: '=' as const, value: 'DE' }];
      expect(await set({ ...ALL, afterDays: 400, of: 'undecided', where }, 90)).toMatchObject({ notBefore: day(100) });
      expect(await set({ ...ALL, afterDays: 500, of: 'undecided', where, warnDays: 5 }, 100)).toMatchObject({
        notBefore: day(105),
      });
    });

    it('is listed with who set it, and is gone when it is removed', async () => {
      const setBy = { actor: 'user:jo', origin: 'cli host' };
      const where = [{ field: 'label' as const, op: '~' as const, value: 'welder' }];
      const { rule } = await actingAs(setBy, () => opened.store.retention.set({ ...ALL, name: 'b', where }));
      await set(REJECTED);
      expect(rule).toMatchObject({ where, of: 'all', setBy: 'user:jo', erased: 0, erasedAt: null });
      expect((await opened.store.retention.rules()).map(({ name }) => name)).toEqual(['b', 'rejected']);
      expect(await opened.store.retention.remove('b')).toEqual(rule);
      expect(await opened.store.retention.remove('b')).toBeNull();
      expect((await opened.store.retention.rules()).map(({ name }) => name)).toEqual(['rejected']);
    });
  });
}

function pageCases(opened: Opened): void {
  const { at, come, decide, set } = timesOf(opened);
  it.each([ALL, REJECTED])('pages through those that are due: $of', async (given) => {
    const seeds = ['a', 'b', 'c', 'd', 'e'];
    for (const [i, seed] of seeds.entries()) await come(i >> 1, seed);
    for (const seed of seeds) await decide(5, seed, 'rejected');
    const rule = await set(given);
    const { retention } = await at(day(200));
    const found: string[] = [];
    let pages = 0;
    for (let after: string | undefined; ; pages += 1) {
      const { cvs, next } = await retention.due(rule, { aheadMs: 0, limit: 2, after });
      found.push(...cvs.map(({ cvId }) => cvId));
      if (next === null) break;
      after = next;
    }
    expect([pages, found]).toEqual([2, seeds.map(idOf)]);
  });
}

function eraseCases(opened: Opened): void {
  const { at, come, set } = timesOf(opened);
  describe('erasing by a rule', () => {
    it('is a removal that says which rule asked, counts it, and takes the bytes in no more', async () => {
      await come(0, 'a', { name: 'Ada Example' });
      await set(ALL);
      const store = await at(day(200));
      const asked = { asked: { keyId: null } };
      const erase = () => store.retention.erase('all', [idOf('a')], 'removal-1', asked);
      expect(await actingAs({ actor: 'rule:all', origin: 'schedule host' }, erase)).toBe(1);
      expect(await store.cvs.get(idOf('a'))).toBeNull();
      expect(await erase()).toBeNull();
      expect(await store.retention.rules()).toMatchObject([{ erased: 1, erasedAt: day(200) }]);
      expect((await advance(store, { waitMs: 5000 })).pending).toEqual([]);
      expect(await store.erasures.certificate('removal-1')).toMatchObject({ actor: 'rule:all', cvs: 1, genuine: true });
      expect([...(await store.intake.refuses([idOf('a')], null))]).toEqual([idOf('a')]);
    });

    it('takes all CVs of candidates who are due, or nobody', async () => {
      await come(0, 'a', {}, '/one');
      await come(1, 'b', {}, '/one');
      await come(0, 'c');
      await come(150, 'd');
      await set(ALL);
      const { retention, cvs } = await at(day(200));
      const refused = [['a'], ['a', 'b', 'd'], ['c', 'none'], ['d'], ['none']];
      for (const seeds of refused) expect(await retention.erase('all', seeds.map(idOf), 'r')).toBeNull();
      expect(await retention.erase('other', [idOf('c')], 'r')).toBeNull();
      expect(await cvs.list({ allRevisions: true })).toHaveLength(4);
      expect(await retention.erase('all', ['a', 'b', 'c'].map(idOf), 'r')).toBe(3);
      await retention.remove('all');
      expect(await (await at(day(400))).retention.erase('all', [idOf('d')], 'r2')).toBeNull();
    });
  });
}

function holdCases(opened: Opened): void {
  const { at, come, set } = timesOf(opened);
  describe('holds', () => {
    it('keep a candidate with all CVs, those that come later included, until each is released', async () => {
      await come(0, 'a', {}, '/one');
      const rule = await set(ALL);
      const { retention } = opened.store;
      const hold = await retention.hold({ id: 'h1', reason: 'a claim', cvIds: [idOf('a')] }, JO);
      expect(hold).toMatchObject({ id: 'h1', reason: 'a claim', by: 'Jo', keyId: null, cvs: 1 });
      await come(1, 'b', {}, '/one');
      await retention.hold({ id: 'h2', reason: 'an audit', cvIds: [idOf('b')] }, JO);
      const then = (await at(day(200))).retention;
      const held = async () => (await then.due(rule, { aheadMs: 0, limit: 9 })).cvs.map((one) => one.held);
      expect(await held()).toEqual([true, true]);
      expect((await then.due(rule, { aheadMs: 0, free: true, limit: 9 })).cvs).toEqual([]);
      expect(await then.count(rule, 0)).toEqual({ cvs: 0, held: 2, first: null });
      expect(await then.heldCvs()).toBe(2);
      expect(await then.erase('all', ['a', 'b'].map(idOf), 'r')).toBeNull();
      expect(await retention.release('h1')).toMatchObject({ id: 'h1' });
      expect(await retention.release('h1')).toBeNull();
      expect(await held()).toEqual([true, true]);
      await retention.release('h2');
      expect([await held(), await then.heldCvs()]).toEqual([[false, false], 0]);
      expect(await then.erase('all', ['a', 'b'].map(idOf), 'r')).toBe(2);
    });

    it('are not needed for whoever is restricted: to be kept, and not worked with', async () => {
      await come(0, 'a', {}, '/one');
      await come(0, 'b');
      const rule = await set(ALL);
      await opened.store.restrictions.restrict(idOf('a'), 'asked for it', JO);
      await come(1, 'c', {}, '/one');
      const { retention } = await at(day(200));
      expect(await retention.count(rule, 0)).toMatchObject({ cvs: 1, held: 2 });
      expect(await retention.erase('all', ['a', 'c'].map(idOf), 'r')).toBeNull();
      await opened.store.restrictions.lift(idOf('a'));
      expect(await retention.erase('all', ['a', 'b', 'c'].map(idOf), 'r')).toBe(3);
    });

    it('are listed, the newest first, page by page, or those of one candidate', async () => {
      const { retention } = opened.store;
      for (const seed of ['a', 'b', 'c']) await come(0, seed);
      for (const [i, seeds] of [['a'], ['a', 'b'], ['c']].entries()) {
        const early = (await at(day(i))).retention;
        await early.hold({ id: `h${i}`, reason: 'r', cvIds: seeds.map(idOf) }, JO);
      }
      expect((await retention.holds({ limit: 9 })).map(({ id, cvs }) => [id, cvs])).toEqual([
        ['h2', 1],
        ['h1', 2],
        ['h0', 1],
      ]);
      expect((await retention.holds({ limit: 1, after: 'h2' })).map(({ id }) => id)).toEqual(['h1']);
      expect((await retention.holds({ limit: 9, cvId: idOf('a') })).map(({ id }) => id)).toEqual(['h1', 'h0']);
      const unknown = retention.hold({ id: 'h9', reason: 'r', cvIds: [idOf('a'), idOf('none')] }, JO);
      await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
      expect(await retention.holds({ limit: 9 })).toHaveLength(3);
    });
  });
}

function heldCases(opened: Opened): void {
  const { come } = timesOf(opened);
  const setUp = async (): Promise<Store> => {
    await come(0, 'a', {}, '/one');
    await come(1, 'b', {}, '/one');
    await come(0, 'c');
    await opened.store.retention.hold({ id: 'h1', reason: 'a claim', cvIds: [idOf('b')] }, JO);
    return opened.store;
  };
  describe('what is held', () => {
    it('is removed by nobody who does not say so', async () => {
      const { cvs, intake, retention } = await setUp();
      await expect(cvs.remove(['c', 'a'].map(idOf), 'r')).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('hold h1') as string,
        hint: expect.stringContaining('--despite-hold') as string,
      });
      await expect(intake.prune(['/one'], 'r')).rejects.toMatchObject({ code: 'conflict' });
      expect(await cvs.list({ allRevisions: true })).toHaveLength(3);
      expect(await intake.prune(['/one', '/c'], 'r', { held: 'keep' })).toEqual([idOf('c')]);
      expect((await intake.under('/')).map(({ path }) => path)).toEqual(['/one']);
      expect(await cvs.remove([idOf('a')], 'r2', { held: 'remove' })).toBe(1);
      expect(await retention.holds({ limit: 9 })).toMatchObject([{ id: 'h1', cvs: 1 }]);
      await expect(cvs.remove([idOf('b')], 'r3')).rejects.toMatchObject({ code: 'conflict' });
    });

    it('leaves no trace of a hold when it is removed all the same', async () => {
      const store = await setUp();
      expect(await store.cvs.remove(['a', 'b'].map(idOf), 'removal-1', { held: 'remove' })).toBe(2);
      expect(await store.retention.holds({ limit: 9 })).toEqual([]);
      expect((await advance(store, { waitMs: 5000 })).pending).toEqual([]);
      expect((await store.audit.list({ order: 'newest', limit: 9 })).records).toEqual([]);
    });

    it('does not keep a file whose CV another file has, or that has none', async () => {
      const { intake, retention } = await setUp();
      await put(opened.store, '/two', 'c');
      await retention.hold({ id: 'h2', reason: 'r', cvIds: [idOf('c')] }, JO);
      await intake.commit([fileResult('/broken', 'x', failure('corrupt', 'broken'))]);
      expect(await intake.prune(['/two', '/broken'], 'r')).toEqual([]);
      expect((await intake.under('/')).map(({ path }) => path)).toEqual(['/c', '/one']);
    });
  });
}
