import { century, validYear, type Token } from './token.js';

/**
 * Dates in digits. Where a number begins, the patterns are tried in this order. The text is folded: every dash is "-".
 */
const YEAR = '(?:19[4-9]\\d|20[0-5]\\d)';
const M = '(?:0?[1-9]|1[0-2])';
const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const FROM_YEAR = new RegExp(
  [
    // 2019-05-13, 2019.05.13, 2019. 05. 13.
    `(?<isoY>${YEAR})(?<is>[-/.]) ?(?<isoM>${M})\\k<is> ?${DAY}(?!\\d)\\.?(?!\\d)`,
    // 2019年5月13日, 2019년 5월, 2019年3月-6月
    `(?<cjkY>${YEAR}) ?(?:年|년)度?(?: ?(?<cjkM>1[0-2]|0?[1-9]) ?(?:月|월)(?: ?\\d{1,2} ?(?:日|号|號|일))?)?(?: ?[-~至到] ?(?<cjkM2>1[0-2]|0?[1-9]) ?(?:月|월)(?!\\d))?`,
    // 2019/05
    `(?<slashY>${YEAR}) ?/ ?(?<slashM>0[1-9]|1[0-2])(?![\\d/])`,
    // 2019. 5.
    `(?<dotY>${YEAR})\\. (?<dotM>${M})\\.(?! ?\\d)`,
    // 2019. 05
    `(?<looseY>${YEAR})\\. (?<looseM>0[1-9]|1[0-2])(?![\\d./:-]|,\\d)`,
    // 2013 - 15
    `(?<spacedY>${YEAR}) - (?<spaced>\\d{2})(?![\\d./:%-]|,\\d| ?\\p{L})`,
    // 2019.05, 2019-05, 2013-15
    `(?<twoY>${YEAR})(?<twoS>[-/.])(?<two>\\d{2})(?![\\d/]|\\.\\d|-\\d{2}(?!\\d))`,
    // 2019-5, 2019.5
    `(?<oneY>${YEAR})[-/.](?<oneM>[1-9])(?![\\d/%]|[.,]\\d)`,
  ].join('|'),
  'uy',
);
const FROM_MONTH = new RegExp(
  [
    // 13.05.2019, 05/13/19
    `(?<![./])(?<d1>\\d{1,2})(?<ds>[./-]) ?(?<d2>\\d{1,2})\\k<ds> ?(?<dY>${YEAR}|\\d{2})(?!\\d)`,
    // 05/2019
    `(?<![./])(?<m>${M}) ?[./-] ?(?<mY>${YEAR})(?!\\d)`,
    // 03-06/2019
    `(?<![./-])(?<a>${M})\\.? ?- ?(?<b>${M}) ?[./] ?(?<abY>${YEAR})(?!\\d)`,
    // 19年5月
    `(?<sjkY>\\d{2}) ?(?:年|년) ?(?<sjkM>1[0-2]|0?[1-9]) ?(?:月|월)`,
    // 06/19, 6/19, 06/'19
    `(?<![./\\p{L}])(?<sM>0[1-9]|1[0-2]|[1-9](?=[/']))(?:[./]'?|-(?=\\d{2}(?!-))|')(?<sY>\\d{2})(?![\\d./%])(?!-\\d{2,}-)`,
  ].join('|'),
  'uy',
);
/** 201905, 20190513 */
const COMPACT = /(19[4-9]\d|20[0-5]\d)(0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?(?!\d)/y;

export function dateFromYear(text: string, at: number): Token | null {
  FROM_YEAR.lastIndex = at;
  const match = FROM_YEAR.exec(text);
  if (match === null) return null;
  const g = match.groups!;
  const to = FROM_YEAR.lastIndex;
  if (g.isoY !== undefined) return { from: at, to, year: Number(g.isoY), month: Number(g.isoM), kind: 'numeric' };
  if (g.cjkY !== undefined) return cjk(at, to, Number(g.cjkY), g.cjkM, g.cjkM2);
  if (g.slashY !== undefined) return { from: at, to, year: Number(g.slashY), month: Number(g.slashM), kind: 'numeric' };
  if (g.dotY !== undefined) return { from: at, to, year: Number(g.dotY), month: Number(g.dotM), kind: 'numeric' };
  if (g.looseY !== undefined)
    return { from: at, to, year: Number(g.looseY), month: Number(g.looseM), kind: 'short', yearAt: at };
  if (g.spacedY !== undefined) return spacedYears(at, to, Number(g.spacedY), Number(g.spaced));
  if (g.twoY !== undefined) return yearAndTwo(at, to, Number(g.twoY), Number(g.two), g.twoS === '.');
  return { from: at, to, year: Number(g.oneY), month: Number(g.oneM), kind: 'short', yearAt: at };
}

function cjk(from: number, to: number, year: number, month: string | undefined, last: string | undefined): Token {
  const kind = month === undefined ? 'year' : 'month-year';
  return {
    from,
    to,
    year,
    month: month === undefined ? null : Number(month),
    kind,
    ...(last === undefined ? {} : { endMonth: Number(last) }),
  };
}

/** `2013 - 15` is two years: a month would follow its separator without a blank. */
function spacedYears(from: number, to: number, year: number, two: number): Token | null {
  const endYear = Math.floor(year / 100) * 100 + two;
  return endYear > year && endYear - year <= 15 ? { from, to, year, month: null, kind: 'academic', endYear } : null;
}

/** `2013-15` is a range and `2013-06` a month. `2009-10` reads as an academic year, `2009.10` as a month. */
function yearAndTwo(from: number, to: number, year: number, two: number, dot: boolean): Token | null {
  const next = (year % 100) + 1;
  if (two === next && two <= 12 && !dot) return { from, to, year, month: two, kind: 'academic', endYear: year + 1 };
  if (two >= 1 && two <= 12) return { from, to, year, month: two, kind: 'numeric' };
  const endYear = Math.floor(year / 100) * 100 + two;
  return endYear > year && endYear - year <= 15 && !dot
    ? { from, to, year, month: null, kind: 'academic', endYear }
    : null;
}

/**
 * A date that begins with a day or month. `monthFirst` tells how the text writes 03/04/2015; it is only called where
 * that matters.
 */
export function dateFromMonth(text: string, at: number, monthFirst: () => boolean): Token | null {
  FROM_MONTH.lastIndex = at;
  const match = FROM_MONTH.exec(text);
  if (match === null) return null;
  const g = match.groups!;
  const to = FROM_MONTH.lastIndex;
  if (g.d1 !== undefined) return dayMonthYear(at, to, g, monthFirst);
  if (g.m !== undefined) return { from: at, to, year: Number(g.mY), month: Number(g.m), kind: 'numeric' };
  if (g.a !== undefined)
    return { from: at, to, year: Number(g.abY), month: Number(g.a), kind: 'numeric', endMonth: Number(g.b) };
  if (g.sjkY !== undefined)
    return { from: at, to, year: century(Number(g.sjkY)), month: Number(g.sjkM), kind: 'month-year' };
  return { from: at, to, year: century(Number(g.sY)), month: Number(g.sM), kind: 'short' };
}

function dayMonthYear(
  from: number,
  to: number,
  g: Record<string, string | undefined>,
  monthFirst: () => boolean,
): Token | null {
  const [first, second] = [Number(g.d1), Number(g.d2)];
  const year = g.dY!.length === 2 ? century(Number(g.dY)) : Number(g.dY);
  const us = g.ds !== '.' && (second > 12 || (first <= 12 && monthFirst()));
  const [month, day] = us ? [first, second] : [second, first];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? { from, to, year, month, kind: 'numeric' } : null;
}

/** Six or eight digits in a row; they count only next to another date. */
export function compactDate(text: string, at: number): Token | null {
  COMPACT.lastIndex = at;
  const match = COMPACT.exec(text);
  return match === null
    ? null
    : { from: at, to: COMPACT.lastIndex, year: Number(match[1]), month: Number(match[2]), kind: 'short' };
}

/** Whether the text writes the month first: some slashed date has a day over 12 in second place. */
export function writesMonthFirst(text: string): boolean {
  return /(?=\d)(?<![\d/])(?:0?[1-9]|1[0-2])[/-](?:1[3-9]|2\d|3[01])[/-](?:19|20)?\d{2}(?!\d)/.test(text);
}

const ERAS: ReadonlyMap<string, number> = new Map([
  ['令和', 2018],
  ['平成', 1988],
  ['昭和', 1925],
  ['民國', 1911],
  ['民国', 1911],
]);
const ERA_DATE = /(\d{1,3}|元) ?年度?(?: ?(1[0-2]|0?[1-9]) ?月(?: ?\d{1,2} ?日)?)?/y;

/** A year counted from the start of an era whose name stands right before the number at `at`. */
export function eraDate(text: string, at: number): Token | null {
  const before = text.charCodeAt(at - 1) === 32 ? at - 1 : at;
  const base = ERAS.get(text.slice(before - 2, before));
  if (base === undefined) return null;
  ERA_DATE.lastIndex = at;
  const match = ERA_DATE.exec(text);
  const year = match === null ? 0 : base + (match[1] === '元' ? 1 : Number(match[1]));
  if (match === null || !validYear(year)) return null;
  const month = match[2] === undefined ? null : Number(match[2]);
  return { from: before - 2, to: ERA_DATE.lastIndex, year, month, kind: month === null ? 'year' : 'month-year' };
}
