import { describe, expect, it } from 'vitest';
import type { DecisionKind } from '../../domain/index.js';
import type { Actor, NewJd } from '../port/index.js';
import { idOf, put, type Opened, type Person } from './testing.js';

const AT = '2026-03-01T00:00:00.000Z';
const JO: Actor = { by: 'Jo', keyId: null };
const JD = idOf('jd');

/** What people decided about candidates, and what they did with the matches that they were shown. */
export function decisionCases(opened: Opened): void {
  holdingCases(opened);
  sharingCases(opened);
  impressionCases(opened);
}

interface Said {
  jdHash?: string;
  stage?: string;
  reason?: string;
  actor?: Actor;
}

function stepsOf(opened: Opened) {
  return {
    decide: (seed: string, decision: DecisionKind, { jdHash = JD, stage, reason, actor = JO }: Said = {}) => {
      const given = { jdHash, cvId: idOf(seed), decision, stage: stage ?? null, reason: reason ?? null };
      return opened.store.decisions.add(given, actor);
    },
    holds: async (seed: string, keyId: string | null = null, jdHash = JD) =>
      (await opened.store.decisions.holding(jdHash, [idOf(seed)], keyId)).get(idOf(seed))?.decision ?? null,
  };
}

function holdingCases(opened: Opened): void {
  const { decide, holds } = stepsOf(opened);
  describe('decisions', () => {
    it('give back what was decided, by whom, when and why', async () => {
      await put(opened.store, '/a', 'a', { name: 'Ada Example' });
      const { decision, added } = await decide('a', 'rejected', { stage: 'phone screen', reason: 'no permit' });
      const told = { decision: 'rejected', stage: 'phone screen', reason: 'no permit', by: 'Jo', keyId: null };
      expect(added).toBe(true);
      expect(decision).toMatchObject({ ...told, jdHash: JD, cvId: idOf('a'), name: 'Ada Example', undoneAt: null });
      expect(Date.parse(decision.at)).not.toBeNaN();
      const holding = await opened.store.decisions.holding(JD, [idOf('a'), idOf('none')], null);
      expect([...holding]).toEqual([[idOf('a'), { ...told, id: decision.id, at: decision.at }]]);
      expect(await opened.store.decisions.list({ limit: 9 }, null)).toEqual([decision]);
      await expect(decide('none', 'maybe')).rejects.toMatchObject({ code: 'not_found' });
    });

    it('hold until another is made, which leaves the first in the list, and the same again is none', async () => {
      await put(opened.store, '/a', 'a');
      await decide('a', 'maybe');
      await decide('a', 'shortlisted');
      expect(await decide('a', 'shortlisted')).toMatchObject({ added: false, decision: { decision: 'shortlisted' } });
      expect(await decide('a', 'shortlisted', { stage: 'offer' })).toMatchObject({ added: true });
      expect(await decide('a', 'shortlisted', { stage: 'offer', actor: { by: 'Mo', keyId: null } })).toMatchObject({
        added: true,
      });
      expect(await holds('a')).toBe('shortlisted');
      expect((await opened.store.decisions.list({ limit: 9 }, null)).map((one) => one.decision)).toEqual([
        'maybe',
        'shortlisted',
        'shortlisted',
        'shortlisted',
      ]);
    });

    it('are undone one by one: what held before holds again', async () => {
      await put(opened.store, '/a', 'a');
      const { decisions } = opened.store;
      const [first, second] = [(await decide('a', 'maybe')).decision, (await decide('a', 'rejected')).decision];
      const undone = await decisions.undo(second.id, { by: 'Mo', keyId: 'k1' }, null);
      expect(undone).toMatchObject({ id: second.id, undoneBy: 'Mo' });
      expect(undone.undoneAt).not.toBeNull();
      expect(await holds('a')).toBe('maybe');
      await decisions.undo(first.id, JO, null);
      expect(await holds('a')).toBeNull();
      expect(await decisions.list({ limit: 9 }, null)).toEqual([]);
      expect(await decisions.list({ limit: 9, undone: true }, null)).toHaveLength(2);
      await expect(decisions.undo(first.id, JO, null)).rejects.toMatchObject({ code: 'nothing_to_do' });
      await expect(decisions.undo(999, JO, null)).rejects.toMatchObject({ code: 'not_found' });
    });

    it('of another key are neither seen nor undone', async () => {
      await put(opened.store, '/a', 'a');
      const { decision } = await decide('a', 'shortlisted', { actor: { by: null, keyId: 'ann' } });
      expect([await holds('a', 'ann'), await holds('a', 'bob'), await holds('a')]).toEqual([
        'shortlisted',
        null,
        'shortlisted',
      ]);
      expect(await opened.store.decisions.list({ limit: 9 }, 'bob')).toEqual([]);
      await expect(opened.store.decisions.undo(decision.id, JO, 'bob')).rejects.toMatchObject({ code: 'not_found' });
      expect(await opened.store.decisions.undo(decision.id, JO, 'ann')).toMatchObject({ undoneBy: 'Jo' });
    });

    it('go with the CV that they were made on', async () => {
      await put(opened.store, '/a', 'a');
      await put(opened.store, '/b', 'b');
      for (const seed of ['a', 'b']) await decide(seed, 'maybe', { reason: 'speaks of the person' });
      await opened.store.cvs.remove([idOf('a')]);
      expect((await opened.store.decisions.list({ limit: 9, undone: true }, null)).map((one) => one.cvId)).toEqual([
        idOf('b'),
      ]);
    });
  });
}

function sharingCases(opened: Opened): void {
  const { decide, holds } = stepsOf(opened);
  const jd = (seed: string, more: Partial<NewJd> = {}): NewJd => {
    const hash = idOf(seed);
    const given = { title: seed, truncated: false, source: '/jd', addedAt: '2026-01-01', text: seed };
    return { id: hash.slice(0, 12), hash, ...given, ...more };
  };
  describe('decisions that are shared', () => {
    it('hold for all versions of a stored JD, and for one text of another', async () => {
      await put(opened.store, '/a', 'a');
      for (const seed of ['one', 'two']) await opened.store.jds.add(jd(seed));
      await opened.store.jds.add(jd('other', { source: '/other' }));
      await decide('a', 'shortlisted', { jdHash: idOf('one') });
      const texts = ['one', 'two', 'other', 'unknown'];
      const held = await Promise.all(texts.map((seed) => holds('a', null, idOf(seed))));
      expect(held).toEqual(['shortlisted', 'shortlisted', null, null]);
      const listed = async (seed: string) =>
        (await opened.store.decisions.list({ jdHash: idOf(seed), limit: 9 }, null)).length;
      expect([await listed('two'), await listed('other')]).toEqual([1, 0]);
      // A decision made before the JD was stored.
      await decide('a', 'maybe', { jdHash: idOf('late') });
      await opened.store.jds.add(jd('late', { source: '/late' }));
      await opened.store.jds.add(jd('later', { source: '/late' }));
      expect(await holds('a', null, idOf('later'))).toBe('maybe');
    });

    it('hold for every CV of a candidate, and follow those who are merged and parted', async () => {
      const ada: Person = { name: 'Ada Example', email: 'ada@example.com' };
      for (const [path, seed] of [
        ['/a', 'a1'],
        ['/a', 'a2'],
        ['/b', 'b'],
      ] as const)
        await put(opened.store, path, seed, { ...ada, text: `CV ${seed}` });
      await decide('a1', 'rejected', { reason: 'no permit' });
      expect([await holds('a2'), await holds('b')]).toEqual(['rejected', null]);
      const cvs = { cvs: [idOf('a2'), idOf('b')] as [string, string] };
      const { id } = await opened.store.candidates.merge(cvs, JO);
      expect(await holds('b')).toBe('rejected');
      await opened.store.candidates.undo(id, JO);
      expect(await holds('b')).toBeNull();
      const about = async (seed: string) =>
        (await opened.store.decisions.list({ cvId: idOf(seed), limit: 9 }, null)).length;
      expect([await about('a2'), await about('b')]).toEqual([1, 0]);
    });
  });
}

function impressionCases(opened: Opened): void {
  const { decide } = stepsOf(opened);
  const none = { viewed: 0, shortlisted: 0, rejected: 0 };
  const show = async (): Promise<void> => {
    await put(opened.store, '/a', 'a');
    const matches = ['a', 'other'].map((seed, i) => ({ id: `m${i + 1}`, cvId: idOf(seed), jdHash: JD, rank: i + 1 }));
    await opened.store.impressions.shown(matches, AT);
  };
  const outcomes = (since = '2026-02-01') => opened.store.impressions.outcomes(since);

  describe('matches that were shown', () => {
    it('count once at their latest rank, however often they are shown', async () => {
      await show();
      const again = { id: 'm1', cvId: idOf('a'), jdHash: JD, rank: 3 };
      await opened.store.impressions.shown([again], '2026-03-02T00:00:00.000Z');
      expect(await outcomes()).toEqual([
        { rank: 2, shown: 1, ...none },
        { rank: 3, shown: 1, ...none },
      ]);
      expect(await outcomes('2026-03-01T12:00:00.000Z')).toEqual([{ rank: 3, shown: 1, ...none }]);
    });

    it('are viewed once, lead to CV and JD, and count with their decisions until those are undone', async () => {
      await show();
      const { impressions, decisions } = opened.store;
      expect([await impressions.view('m2', AT), await impressions.view('m2', AT)]).toEqual([true, false]);
      expect(await impressions.find('m1')).toEqual({ cvId: idOf('a'), jdHash: JD });
      expect([await impressions.find('m9'), await impressions.view('m9', AT)]).toEqual([null, false]);
      await decide('a', 'shortlisted');
      const { decision } = await decide('a', 'rejected');
      expect(await outcomes()).toEqual([
        { rank: 1, shown: 1, viewed: 1, shortlisted: 1, rejected: 1 },
        { rank: 2, shown: 1, ...none, viewed: 1 },
      ]);
      await decisions.undo(decision.id, JO, null);
      expect((await outcomes())[0]).toEqual({ rank: 1, shown: 1, viewed: 1, shortlisted: 1, rejected: 0 });
    });

    it('are forgotten with their CV', async () => {
      await show();
      await decide('a', 'maybe');
      await opened.store.cvs.remove([idOf('a')]);
      expect(await opened.store.impressions.find('m1')).toBeNull();
      expect((await outcomes()).map((one) => one.rank)).toEqual([2]);
    });
  });
}
