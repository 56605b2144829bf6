import { RETENTION_SETS, type Store } from '../port/index.js';
import type { Asked } from './audit-plans.js';
import { idOf } from './testing.js';

/** CVs of the store of plans that somebody rejected. */
const REJECTED = { from: 1000, to: 1200 };
const SOMEBODY = { by: 'Jo', keyId: null };
const EARLY = '2026-01-02T00:00:00.000Z';
const cv = (i: number): string => idOf(`cv${i}`);

export async function fillRetention({ decisions }: Store): Promise<void> {
  const said = { jdHash: idOf('jd'), decision: 'rejected' as const, stage: null, reason: 'why' };
  for (let i = REJECTED.from; i < REJECTED.to; i++) await decisions.add({ ...said, cvId: cv(i) }, SOMEBODY);
}

/** All CVs came at the same time: a page of those who are due, and a rule by which nobody is. */
export function retentionAsked(): Asked[] {
  const rule = { where: [], afterDays: 100, warnDays: 10, notBefore: EARLY };
  const where = [{ field: 'country' as const, op: '=' as const, value: 'AT' }];
  const page = { aheadMs: 0, limit: 5 };
  const asked = RETENTION_SETS.flatMap((of): Asked[] => [
    ['retention.due', ({ retention }) => retention.due({ ...rule, of }, page)],
    ['retention.due', ({ retention }) => retention.due({ ...rule, of }, { ...page, after: `${EARLY} 1000` })],
    ['retention.due', ({ retention }) => retention.due({ ...rule, of, where }, { ...page, free: true, limit: 3 })],
    ['retention.count', ({ retention }) => retention.count({ ...rule, of, afterDays: 10_000 }, 0)],
  ]);
  const set = { name: 'rejected', of: 'rejected' as const, where: [], afterDays: 100, warnDays: 10 };
  const cvIds = [cv(REJECTED.from), cv(REJECTED.from + 1)];
  return [
    ['retention.set', ({ retention }) => retention.set(set)],
    ['retention.rules', ({ retention }) => retention.rules()],
    ['retention.hold', ({ retention }) => retention.hold({ id: 'h1', reason: 'r', cvIds }, SOMEBODY)],
    ['retention.holds', ({ retention }) => retention.holds({ limit: 20, cvId: cvIds[0] })],
    ['retention.holds', ({ retention }) => retention.holds({ limit: 20, after: 'h1' })],
    ['retention.heldCvs', ({ retention }) => retention.heldCvs()],
    ...asked,
    ['retention.erase', ({ retention }) => retention.erase('rejected', [cv(REJECTED.to - 1)], 'removal-7')],
    ['retention.release', ({ retention }) => retention.release('h1')],
    ['retention.remove', ({ retention }) => retention.remove('rejected')],
  ];
}
