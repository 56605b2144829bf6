import type { NewRetentionRule, RetentionRule, RetentionTerms, WhereClause } from '../port/index.js';

/** What both stores do alike for rules of retention. Pure. */

export const DAY_MS = 86_400_000;

/** Later than any time: of those whom a rule will reach one day. */
const NEVER = '9999';

/** A rule as it is to be kept; the one that is there if nothing changes. */
export function ruleOf(
  given: NewRetentionRule,
  before: RetentionRule | null,
  { now, setBy }: { now: number; setBy: string },
): RetentionRule {
  if (before !== null && says(before) === says(given)) return before;
  const waits = new Date(now + given.warnDays * DAY_MS).toISOString();
  return {
    ...given,
    ...{ setAt: new Date(now).toISOString(), setBy },
    notBefore: before !== null && onlyLater(given, before) ? before.notBefore : waits,
    ...{ erased: before?.erased ?? 0, erasedAt: before?.erasedAt ?? null },
  };
}

function says({ of, where, afterDays, warnDays }: RetentionTerms): string {
  return JSON.stringify([conditions(where), of, afterDays, warnDays]);
}

function conditions(where: readonly WhereClause[]): string[] {
  return where.map(({ field, op, value }) => `${field} ${op} ${value}`).sort();
}

/** Whether nobody goes who was not announced: the same CVs live longer. */
function onlyLater(given: RetentionTerms, before: RetentionTerms): boolean {
  return says({ ...given, afterDays: 0 }) === says({ ...before, afterDays: 0 }) && given.afterDays > before.afterDays;
}

/** The latest time from which a CV is counted that is due now or within `aheadMs`; null: none is, since the rule waits. */
export function countedUntil(
  { afterDays, notBefore }: Pick<RetentionRule, 'afterDays' | 'notBefore'>,
  { now, aheadMs }: { now: number; aheadMs: number },
): string | null {
  if (aheadMs === Infinity) return NEVER;
  const at = now + aheadMs;
  return Date.parse(notBefore) > at ? null : new Date(at - afterDays * DAY_MS).toISOString();
}

export function dueAt(
  { afterDays, notBefore }: Pick<RetentionRule, 'afterDays' | 'notBefore'>,
  countedFrom: string,
): string {
  const old = new Date(Date.parse(countedFrom) + afterDays * DAY_MS).toISOString();
  return old > notBefore ? old : notBefore;
}

/** Where a page ends: the time and key of a row. */
export interface DuePosition {
  at: string;
  id: number;
}

export function writePosition({ at, id }: DuePosition): string {
  return `${at} ${id}`;
}

/** Before all others if there is none. */
export function readPosition(text: string | undefined): DuePosition {
  const [at = '', id = '0'] = (text ?? '').split(' ');
  return { at, id: Number(id) };
}

export const isPosition = (text: string): boolean => /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z \d{1,15}$/.test(text);
