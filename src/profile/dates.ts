import { changeForeign, unitsOf } from '../domain/index.js';
import { Beginnings, isDigit, isLetter } from './beginnings.js';
import { stripAccents } from './lines.js';
import { MONTHS, PRESENT, SEASONS, SINCE, UNTIL } from './words/months.js';

/** A date or range read from a text. Dates are `YYYY` or `YYYY-MM`; days are read past. */
export interface DateSpan {
  /** Offsets into the text searched. */
  from: number;
  to: number;
  start: string | null;
  end: string | null;
  current: boolean;
  /** `single` has its date in `start`. */
  kind: 'range' | 'single';
}

interface Token {
  from: number;
  to: number;
  year: number | null;
  month: number | null;
  kind: 'month-year' | 'numeric' | 'year' | 'season' | 'month' | 'present' | 'short' | 'academic';
  /** Second year of `2013-15`, `2014/2015`. */
  endYear: number | null;
}

const FIRST_YEAR = 1940;
const LAST_YEAR = 2060;

const names = (words: Iterable<string>): string => [...words].sort((a, b) => b.length - a.length).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '[ \\u00a0]+')).join('|');
const MONTH = `(?:${names(MONTHS.keys())})`;
const YEAR = '(?:19[4-9]\\d|20[0-5]\\d)';
const ORDINAL = '(?:\\d{1,2}(?:st|nd|rd|th|er|º|°|\\.)?)';
// Tried in this order at every place; named groups tell which one matched. The text is folded to lower case without accents first.
const TOKEN = new RegExp(
  [
    `(?<![\\p{L}\\d])(?:${ORDINAL}[ -]?(?:de |of )?)?(?<my>${MONTH})(?![\\p{L}])\\.?(?:[ ,]+${ORDINAL}(?=[ ,]))?[ ,./\\-–]{0,3}(?:de |del |do |of )?(?:(?<myY>${YEAR})|['’‘\`´](?<my2>\\d{2})|(?<myS>\\d{2}))(?![\\d%])`,
    `(?<![\\p{L}])(?<season>${names(SEASONS.keys())})(?:semester|term| semester| term)?[ ,']{0,2}(?<seasonY>${YEAR})(?!\\d)`,
    `(?<![\\p{L}\\d])q(?<quarter>[1-4])[ /,-]{1,2}(?<quarterY>${YEAR})(?!\\d)`,
    `(?<![\\d./])(?<d1>\\d{1,2})(?<ds>[./-])(?<d2>\\d{1,2})\\k<ds>(?<dY>${YEAR}|\\d{2})(?![\\d])`,
    `(?<![\\d./-])(?<iY>${YEAR})[-/.](?<iM>0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\\d|3[01])(?!\\d)`,
    `(?<![\\d./-])(?<lY>${YEAR}) ?/ ?(?<lM>0[1-9]|1[0-2])(?![\\d/])`,
    `(?<![\\d./])(?<nM>0?[1-9]|1[0-2]) ?[./\\-] ?(?<nY>${YEAR})(?!\\d)`,
    `(?<![\\d./-])(?<aY>${YEAR})[-–/.](?<a2>\\d{2})(?![\\d./]|[-–]\\d{2}(?!\\d))`,
    `(?<![\\p{L}\\d$€£#./,]|(?<!\\d)\\d{3}-)(?<y>${YEAR})(?![\\d%+]|[.,]\\d|(?!to|bis)\\p{L})`,
    `(?<![\\d./\\p{L}])(?<sM>0[1-9]|1[0-2])[./](?<sY>\\d{2})(?![\\d./%])`,
    `(?<![\\p{L}\\d])['’‘](?<q>\\d{2})(?!\\d)`,
    `(?<![\\p{L}])(?:the )?(?<present>${names(PRESENT.map(stripAccents))})(?![\\p{L}])`,
    `(?<![\\p{L}\\d])(?:${ORDINAL} ?)?(?<m>${MONTH})(?![\\p{L}])\\.?`,
  ].join('|'),
  'uy',
);
const SEPARATOR = new RegExp(`^[\\s.)]*(?:[-–—−－~>→]+|i¼[\\u0080-\\u009f]?|a€["“”]|\\.\\.+|/|\\|(?=\\s*$)|(?<![\\p{L}])(?:${names(UNTIL)})(?![\\p{L}]))[\\s(]*(?:(?:${names(UNTIL)})[ ])?$`, 'u');
const SINCE_BEFORE = new RegExp(`(?<![\\p{L}])(?:${names(SINCE)})(?:[ ](?:the|le|de|dem))?[\\s:]*$`, 'u');
const OPEN_AFTER = /^\s*[-–—−~][\s)]*$/u;
const UNTIL_BEFORE = /(?<![\p{L}])(?:until|till|bis|jusqu'(?:a|en)|hasta|fino (?:a|al)|ate|tot)\s*$/u;

/** Lower case without accents, the same length as the text, so that offsets stay true. */
function foldSameLength(text: string): string {
  const lower = text.toLowerCase().replace(/[’‘]/g, "'");
  const same = lower.length === text.length ? lower : text;
  return foldForeign(same);
}

const foldForeign = changeForeign((run) => [...run].map((char) => (char.length === 1 ? foldChar(char) : char)).join(''));

function foldChar(char: string): string {
  const plain = char.normalize('NFD').replace(/\p{M}+/gu, '');
  return plain.length === 1 ? plain : char;
}

const century = (two: number): number => (two <= 50 ? 2000 + two : 1900 + two);
const validYear = (year: number): boolean => year >= FIRST_YEAR && year <= LAST_YEAR;

function toToken(match: RegExpExecArray, monthFirst: () => boolean): Token | null {
  const g = match.groups!;
  if (g.my !== undefined) {
    const year = g.myY === undefined ? century(Number(g.my2 ?? g.myS)) : Number(g.myY);
    // "May 12" may be a day: two digits after a blank count only within a range.
    const bare = g.myS !== undefined && /\s\d{2}$/.test(match[0]);
    return tokenAt(match, bare ? 'short' : 'month-year', year, MONTHS.get(g.my)!);
  }
  if (g.season !== undefined) return tokenAt(match, 'season', Number(g.seasonY), SEASONS.get(g.season)!);
  if (g.quarter !== undefined) return tokenAt(match, 'season', Number(g.quarterY), 3 * Number(g.quarter) - 2);
  if (g.d1 !== undefined) return dayMonthYear(match, monthFirst);
  if (g.iY !== undefined) return tokenAt(match, 'numeric', Number(g.iY), Number(g.iM));
  if (g.lY !== undefined) return tokenAt(match, 'numeric', Number(g.lY), Number(g.lM));
  if (g.nM !== undefined) return tokenAt(match, 'numeric', Number(g.nY), Number(g.nM));
  if (g.aY !== undefined) return yearAndTwoDigits(match, Number(g.aY), Number(g.a2));
  if (g.y !== undefined) return tokenAt(match, 'year', Number(g.y), null);
  if (g.sM !== undefined) return tokenAt(match, 'short', century(Number(g.sY)), Number(g.sM));
  if (g.q !== undefined) return tokenAt(match, 'short', century(Number(g.q)), null);
  if (g.present !== undefined) return tokenAt(match, 'present', null, null);
  return tokenAt(match, 'month', null, MONTHS.get(g.m!)!);
}

function tokenAt(match: RegExpExecArray, kind: Token['kind'], year: number | null, month: number | null, endYear: number | null = null): Token {
  return { from: match.index, to: match.index + match[0].length, year, month, kind, endYear };
}

function dayMonthYear(match: RegExpExecArray, monthFirst: () => boolean): Token | null {
  const g = match.groups!;
  const [first, second] = [Number(g.d1), Number(g.d2)];
  const year = g.dY!.length === 2 ? century(Number(g.dY)) : Number(g.dY);
  const us = g.ds !== '.' && (second > 12 || (first <= 12 && monthFirst()));
  const month = us ? first : second;
  const day = us ? second : first;
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? tokenAt(match, 'numeric', year, month) : null;
}

/** `2013-15` is a range, `2013-06` a month, `2009-10` the academic year that it looks like. */
function yearAndTwoDigits(match: RegExpExecArray, year: number, two: number): Token | null {
  const next = (year % 100) + 1;
  if (two === next && two <= 12) return tokenAt(match, 'academic', year, two, year + 1);
  if (two >= 1 && two <= 12) return tokenAt(match, 'numeric', year, two);
  const endYear = Math.floor(year / 100) * 100 + two;
  return endYear > year && endYear - year <= 15 ? tokenAt(match, 'academic', year, null, endYear) : null;
}

/** Somewhere a slashed date has a day over 12 in second place: the CV writes months first. */
function writesMonthFirst(text: string): boolean {
  return /(?=\d)(?<![\d/])(?:0?[1-9]|1[0-2])[/-](?:1[3-9]|2\d|3[01])[/-](?:19|20)?\d{2}(?!\d)/.test(text);
}

function tokenise(folded: string): Token[] {
  let known: boolean | undefined;
  const monthFirst = (): boolean => (known ??= writesMonthFirst(folded));
  const tokens: Token[] = [];
  const units = unitsOf(folded);
  const { length } = folded;
  let end = 0;
  for (let at = 0; at < length; at++) {
    if (!mayBegin(units, at) || at < end) continue;
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(folded);
    const token = match === null ? null : toToken(match, monthFirst);
    if (token === null) continue;
    if (token.year === null || validYear(token.year)) tokens.push(token);
    end = TOKEN.lastIndex;
  }
  return tokens;
}

/** Words that a token begins with; a quarter has a digit or a sign behind it, which any three letters stand for. */
const beginnings = new Beginnings([...MONTHS.keys(), ...SEASONS.keys(), ...PRESENT.map(stripAccents), 'the ']);

/**
 * Whether a token could begin here: at the first digit of a number, at a quote, at the first letter of a word that begins
 * like a month or so. The expression is tried there alone; tried everywhere, it cost three times as much.
 */
function mayBegin(units: Uint16Array, at: number): boolean {
  const unit = units[at]!;
  const before = at === 0 ? 32 : units[at - 1]!;
  if (isLetter(unit) && isLetter(before)) return false;
  if (isDigit(unit)) return !isDigit(before);
  if (!isLetter(unit)) return unit === 39 || unit === 0x2018 || unit === 0x2019;
  const second = units[at + 1]!;
  const third = units[at + 2]!;
  if (second > 127 || third > 127 || isDigit(second)) return true;
  return beginnings.has(unit, second, third);
}

const isDated = (token: Token): boolean => token.year !== null;

/** ISO date as far as it is known. */
function iso(year: number, month: number | null): string {
  return month === null ? String(year) : `${String(year)}-${String(month).padStart(2, '0')}`;
}

/** "to date", "till now": the word between is part of the open end. */
const OPEN_END = /^(?:to|till|until|a|la|ad|up to) /u;

function isRange(a: Token, b: Token, between: string, ending: string): boolean {
  if (b.kind === 'present' && isDated(a) && between.trim() === '' && between.length > 0 && OPEN_END.test(ending)) return true;
  // Two months side by side: the dash between them got lost with its glyph.
  if (a.kind === 'month-year' && b.kind === 'month-year' && /^ {1,3}$/.test(between)) return true;
  if (between.length > 24 || !SEPARATOR.test(between)) return false;
  const words = /\p{L}/u.test(between);
  if (a.kind === 'present') return b.kind !== 'present' && isDated(b) && !words;
  if (a.kind === 'month') return b.kind === 'month-year' || (b.kind === 'short' && b.month !== null);
  if (!isDated(a)) return false;
  return isDated(b) || b.kind === 'present';
}

function toRange(a: Token, b: Token): DateSpan {
  const from = Math.min(a.from, b.from);
  const to = Math.max(a.to, b.to);
  if (a.kind === 'present') return { from, to, kind: 'range', start: iso(b.year!, b.month), end: null, current: true };
  const start = iso(a.year ?? (a.month! > (b.month ?? 12) ? b.year! - 1 : b.year!), a.month);
  if (b.kind === 'present') return { from, to, kind: 'range', start, end: null, current: true };
  return { from, to, kind: 'range', start, end: iso(b.year!, b.month), current: false };
}

function toSingle(token: Token, folded: string, previousEnd: number): DateSpan | null {
  if (!isDated(token)) return null;
  const { from, to } = token;
  if (token.kind === 'academic') return { from, to, kind: 'range', start: String(token.year), end: String(token.endYear), current: false };
  const date = iso(token.year!, token.month);
  const before = folded.slice(Math.max(previousEnd, token.from - 24), token.from);
  const lineEnd = folded.indexOf('\n', token.to);
  const after = folded.slice(token.to, lineEnd < 0 ? folded.length : lineEnd);
  const since = SINCE_BEFORE.exec(before);
  if (since !== null) return { from: from - since[0].length, to, kind: 'range', start: date, end: null, current: true };
  const until = UNTIL_BEFORE.exec(before);
  if (until !== null) return { from: from - until[0].length, to, kind: 'range', start: null, end: date, current: false };
  if (token.kind === 'short') return null;
  if (OPEN_AFTER.test(after) && after.trim() !== '') return { from, to: to + after.trimEnd().length, kind: 'single', start: date, end: null, current: false };
  return { from, to, kind: 'single', start: date, end: null, current: false };
}

/** Every date and range of a text, in order, never overlapping. */
export function findDates(text: string): DateSpan[] {
  const folded = foldSameLength(text);
  const tokens = tokenise(folded);
  const spans: DateSpan[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const [a, b] = [tokens[i]!, tokens[i + 1]];
    const joined = b !== undefined && isRange(a, b, folded.slice(a.to, b.from), folded.slice(b.from, b.to));
    const span = joined ? toRange(a, b) : toSingle(a, folded, spans.at(-1)?.to ?? 0);
    if (span !== null) spans.push(span);
    if (joined) i += 1;
  }
  return spans;
}

/** Months since year zero; a year alone counts as its January. */
export function monthIndex(date: string): number {
  return Number(date.slice(0, 4)) * 12 + (date.length > 4 ? Number(date.slice(5, 7)) - 1 : 0);
}
