import { foldInPlace } from '../text/fold-in-place.js';
import { beginsCell, durationAfter, gapBetween, jointAfter, jointBefore, presentAfter, presentBefore } from './gaps.js';
import { isSureMonth, monthIn, months } from './lexicon.js';
import type { Token } from './token.js';
import { tokenise } from './tokens.js';

/** A date or range read from a text. Dates are `YYYY` or `YYYY-MM`; days are dropped. */
export interface DateSpan {
  /** Offsets into the text searched. */
  from: number;
  to: number;
  start: string | null;
  end: string | null;
  current: boolean;
  /** A `single` date is in `start`. */
  kind: 'range' | 'single';
}

/**
 * Every date and range of a text, in order, without overlaps. `language`: ISO 639-1 code of the text's language, where
 * known.
 */
export function findDates(text: string, language: string | null = null): DateSpan[] {
  const folded = foldInPlace(text);
  const tokens = settled(folded, tokenise(folded, text, language));
  const spans: DateSpan[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const [a, b] = [tokens[i]!, tokens[i + 1]];
    const floor = spans.at(-1)?.to ?? 0;
    const open = a.from < floor ? null : openRange(folded, a, b?.from ?? folded.length);
    const joined = open === null && b !== undefined && isRange(folded, a, b);
    const span = open ?? (joined ? toRange(a, b) : toSpan(folded, a, floor, language));
    if (span !== null) spans.push(span.kind === 'range' ? widened(folded, span, floor) : span);
    if (joined) i += 1;
  }
  return spans;
}

/**
 * Drops doubtful months. A month name that is also another word counts only in a range whose other end has a month;
 * otherwise only its year is kept.
 */
function settled(text: string, tokens: readonly Token[]): Token[] {
  const confirms = (a: Token | undefined, b: Token | undefined): boolean =>
    a !== undefined && b !== undefined && a.month !== null && b.month !== null && isRange(text, a, b);
  return tokens.flatMap((token, i) => {
    if (token.unsure !== true || confirms(tokens[i - 1], token) || confirms(token, tokens[i + 1])) return [token];
    return token.yearAt === undefined
      ? []
      : [{ from: token.yearAt, to: token.yearAt + 4, year: token.year, month: null, kind: 'year' }];
  });
}

/** ISO date, to the month where that is known. */
function iso(year: number, month: number | null): string {
  return month === null ? String(year) : `${String(year)}-${String(month).padStart(2, '0')}`;
}

const range = (from: number, to: number, start: string | null, end: string | null, current = false): DateSpan => ({
  from,
  to,
  kind: 'range',
  start,
  end,
  current,
});

/** "2019 - present", "2019年5月 至今" */
function openRange(text: string, a: Token, limit: number): DateSpan | null {
  const to = presentAfter(text, a.to, limit);
  return to === null ? null : range(a.from, to, iso(a.year, a.month), null, true);
}

const isRange = (text: string, a: Token, b: Token): boolean => isJoined(text, a, b) || isBetween(text, a, b);

function isJoined(text: string, a: Token, b: Token): boolean {
  const gap = gapBetween(text, a.to, b.from);
  if (gap === null) return false;
  // Two months side by side are a range: the dash between them was lost with its glyph, or a column border with the
  // table.
  if (gap.blank) return !gap.newline && text.slice(a.to, b.from) !== '' && sideBySide(a, b, b.from - a.to);
  // "2018/2019" is a range, "Office 2000/2003" is not.
  if (a.kind === 'year' && b.kind === 'year' && text.slice(a.to, b.from) === '/') return b.year === a.year + 1;
  return gap.sign || gap.until || gap.after;
}

/** "between 2021 and 2023": "and" joins a range only after "between". */
function isBetween(text: string, a: Token, b: Token): boolean {
  return (
    b.from - a.to <= LONGEST_AND &&
    text[a.to] === ' ' &&
    AND.test(text.slice(a.to, b.from)) &&
    BETWEEN.test(text.slice(Math.max(0, a.from - 12), a.from))
  );
}
const LONGEST_AND = 6;
const AND = /^ (?:and|und|et|y|e|en|i|a|og|och|ja|es|ve|si|и|і|та|και|&) $/u;
const BETWEEN =
  /(?:^|[^\p{L}])(?:between|btw|zwischen|entre|tra|fra|tussen|miedzy|mellan|mellem|mellom|mezi|între|intre|между|між|μεταξυ) $/u;

function sideBySide(a: Token, b: Token, distance: number): boolean {
  if ((a.kind === 'month-year' && b.kind === 'month-year') || (isYearFirst(a) && isYearFirst(b))) return distance <= 3;
  return a.kind === 'numeric' && b.kind === 'numeric' && iso(a.year, a.month) < iso(b.year, b.month);
}

/** "2020 márciusától" */
const isYearFirst = (token: Token): boolean => token.month !== null && token.yearAt === token.from;

const toRange = (a: Token, b: Token): DateSpan => range(a.from, b.to, iso(a.year, a.month), iso(b.year, b.month));

/** Extends a range over the words before it ("from", "From:") and a duration after it. */
function widened(text: string, span: DateSpan, floor: number): DateSpan {
  const since = span.start === null ? null : jointBefore(text, span.from, floor, 'since');
  const from = since !== null && beginsCell(text, since.at) ? since.at : span.from;
  const after = span.end === null ? null : jointAfter(text, span.to, 'until');
  return { ...span, from, to: durationAfter(text, after ?? span.to) };
}

/** A date that is not part of a range. */
function toSpan(text: string, token: Token, floor: number, language: string | null): DateSpan | null {
  const { from, to, year, month, endMonth } = token;
  if (endMonth !== undefined) return range(from, to, iso(year, month), iso(year, endMonth));
  const date = iso(year, month);
  const before = presentBefore(text, from, floor);
  if (before !== null) return range(before, to, date, null, true);
  if (month !== null) {
    const first = monthAlone(text, token, floor, language);
    if (first !== null) return range(first.from, to, iso(first.month > month ? year - 1 : year, first.month), date);
  }
  if (token.endYear !== undefined) return range(from, to, String(year), String(token.endYear));
  return openOrSingle(text, token, date, floor);
}

/** A month whose year follows with the next month: "Jan - Mar 2015". */
function monthAlone(
  text: string,
  token: Token,
  floor: number,
  language: string | null,
): { from: number; month: number } | null {
  let place = token.from;
  const joint = jointBefore(text, place, floor, 'until');
  if (joint !== null) place = joint.at;
  const words = joint !== null;
  while (place > floor && token.from - place < 24 && /[\s.,~>-]/.test(text[place - 1]!)) place -= 1;
  if (!words && !/[~>-]/.test(text.slice(place, token.from))) return null;
  const month = months.matchBefore(text, text[place - 1] === '.' ? place - 1 : place, floor);
  return month === null || !isSureMonth(month.value, language)
    ? null
    : { from: month.at, month: monthIn(month.value, language) };
}

function openOrSingle(text: string, token: Token, date: string, floor: number): DateSpan | null {
  const { from, to } = token;
  const since = jointBefore(text, from, floor, 'since');
  if (since?.strong === true) return range(since.at, to, date, null, true);
  const sinceAfter = jointAfter(text, to, 'since');
  if (sinceAfter !== null) return range(from, sinceAfter, date, null, true);
  const until = jointBefore(text, from, floor, 'until');
  if (until?.strong === true) return range(until.at, to, null, date);
  const untilAfter = jointAfter(text, to, 'until');
  if (untilAfter !== null) return range(from, untilAfter, null, date);
  // "2021+", "Mar 2021+"
  if (text[to] === '+' && token.kind !== 'short' && !/[\p{L}\d]/u.test(text[to + 1] ?? ' '))
    return range(from, to + 1, date, null, true);
  if (token.kind === 'short')
    return token.yearAt === undefined ? null : single(token.yearAt, token.yearAt + 4, String(token.year));
  return single(from, dashAtEnd(text, to), date);
}

const single = (from: number, to: number, date: string): DateSpan => ({
  from,
  to,
  kind: 'single',
  start: date,
  end: null,
  current: false,
});

/** The end of a dash that closes the line: "2019 -" */
function dashAtEnd(text: string, to: number): number {
  let place = to;
  while (text[place] === ' ' || text[place] === '\t') place += 1;
  if (text[place] !== '-' && text[place] !== '~') return to;
  const dash = place + 1;
  for (place = dash; ' ).…?'.includes(text[place] ?? '\n'); place++);
  if (place < text.length && text[place] !== '\n') return to;
  return /[…?]|\.\./.test(text.slice(dash, place)) ? place : dash;
}

/** The dates that overlap `[start, end)`. `dates` must be in order, without overlaps. */
export function datesIn<T extends DateSpan>(dates: readonly T[], start: number, end: number): T[] {
  let [low, high] = [0, dates.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (dates[middle]!.to <= start) low = middle + 1;
    else high = middle;
  }
  let last = low;
  while (last < dates.length && dates[last]!.from < end) last += 1;
  return dates.slice(low, last);
}

/** Months since year zero; a year alone counts as its January. */
export function monthIndex(date: string): number {
  return Number(date.slice(0, 4)) * 12 + (date.length > 4 ? Number(date.slice(5, 7)) - 1 : 0);
}
