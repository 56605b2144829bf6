import { monthIndex, type DateSpan } from '../dates/dates.js';

/** Months `[from, to)` since year zero. */
export interface Months {
  from: number;
  to: number;
}

/**
 * The months of a dated entry up to `asOf`, or null where it has no range. A year alone counts as its January, so `2010
 * - 2012` is two years. An open range runs to `asOf`, and time after `asOf` does not count.
 */
export function monthsOf(dates: DateSpan | null, asOf: string): Months | null {
  if (!dates?.start || (dates.end === null && !dates.current)) return null;
  const now = monthIndex(asOf);
  const [from, to] = [monthIndex(dates.start), dates.current ? now : monthIndex(dates.end!)];
  const range = from <= to ? { from, to } : { from: to, to: from };
  if (range.from >= now) return null;
  return { from: range.from, to: Math.min(range.to, now) };
}

/** Merges ranges that overlap or are at most one month apart. */
export function mergeMonths(ranges: readonly Months[]): Months[] {
  const merged: Months[] = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && range.from <= last.to + 1) last.to = Math.max(last.to, range.to);
    else merged.push({ ...range });
  }
  return merged;
}

/** Years covered, to one decimal; null where there is no range at all. */
export function yearsOf(ranges: readonly (Months | null)[]): number | null {
  const dated = ranges.filter((range) => range !== null);
  if (dated.length === 0) return null;
  const months = mergeMonths(dated).reduce((sum, range) => sum + range.to - range.from, 0);
  return Math.round((months / 12) * 10) / 10;
}
