import { describe, expect, it } from 'vitest';
import type { FeedbackAction } from '../port/index.js';
import { idOf, put, type Opened } from './testing.js';

export function serviceCases(opened: Opened): void {
  countCases(opened);
  forgetCases(opened);
}

const at = '2026-03-01T00:00:00.000Z';

function show({ store }: Opened, cvId: string): Promise<void> {
  const other = { id: 'm2', cvId: idOf('other'), jdHash: 'j1', rank: 2 };
  return store.feedback.shown([{ id: 'm1', cvId, jdHash: 'j1', rank: 1 }, other], at);
}

function said(
  { store }: Opened,
  matchId: string,
  action: FeedbackAction,
  keyId: string | null = null,
): Promise<boolean> {
  return store.feedback.record({ matchId, action, reason: 'five years of Go', keyId }, at);
}

function countCases(opened: Opened): void {
  describe('feedback: what is counted', () => {
    it('counts a match once at its latest rank, however often it is shown', async () => {
      await show(opened, idOf('a'));
      await opened.store.feedback.shown(
        [{ id: 'm1', cvId: idOf('a'), jdHash: 'j1', rank: 3 }],
        '2026-03-02T00:00:00.000Z',
      );
      const none = { viewed: 0, shortlisted: 0, rejected: 0 };
      expect(await opened.store.feedback.outcomes('2026-02-01')).toEqual([
        { rank: 2, shown: 1, ...none },
        { rank: 3, shown: 1, ...none },
      ]);
      expect(await opened.store.feedback.outcomes('2026-03-01T12:00:00.000Z')).toEqual([
        { rank: 3, shown: 1, ...none },
      ]);
    });

    it('takes an action once for each key, and knows the CV of a match', async () => {
      await show(opened, idOf('a'));
      expect([
        await said(opened, 'm1', 'shortlisted'),
        await said(opened, 'm1', 'shortlisted'),
        await said(opened, 'm1', 'shortlisted', 'k1'),
        await said(opened, 'm1', 'rejected'),
      ]).toEqual([true, false, true, true]);
      expect(await opened.store.feedback.outcomes('2026-02-01')).toEqual([
        { rank: 1, shown: 1, viewed: 1, shortlisted: 1, rejected: 1 },
        { rank: 2, shown: 1, viewed: 0, shortlisted: 0, rejected: 0 },
      ]);
      expect([await opened.store.feedback.cvOf('m1'), await opened.store.feedback.cvOf('m9')]).toEqual([
        idOf('a'),
        null,
      ]);
    });
  });
}

function forgetCases(opened: Opened): void {
  describe('feedback: what is forgotten', () => {
    it('forgets what was said of a CV that is removed', async () => {
      const { cvId } = await put(opened.store, '/cvs/a.txt', 'a');
      await show(opened, cvId!);
      await said(opened, 'm1', 'rejected');
      await opened.store.cvs.remove([cvId!]);
      expect(await opened.store.feedback.cvOf('m1')).toBeNull();
      expect((await opened.store.feedback.outcomes('2026-02-01')).map((one) => one.rank)).toEqual([2]);
    });
  });
}
