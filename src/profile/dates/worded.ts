import { isDigit } from '../text/beginnings.js';
import { halves, isSureMonth, LONG_NAMES, monthIn, months, quarters, seasons, yearMarks } from './lexicon.js';
import type { Token } from './token.js';
import { isLoose, isWord } from '../vocabulary/phrase-trie.js';
import { nearName, nearShortName } from './typos.js';

/**
 * What is needed to read a date around a year: the folded text, the text as written, the end of the date before
 * (`floor`), and the text's language.
 */
export interface Context {
  text: string;
  raw: string;
  floor: number;
  language: string | null;
}

type Part = Pick<Token, 'from' | 'month' | 'kind' | 'unsure'>;

const at = (text: string, index: number): number => text.charCodeAt(index);
const SPACE = 32;

/** Skips up to `most` of these characters to the left. */
function skipBack(text: string, from: number, floor: number, signs: string, most: number): number {
  let place = from;
  while (place > floor && from - place < most && signs.includes(text[place - 1]!)) place -= 1;
  return place;
}

/** The month, season or quarter right before the year at `year`: "May 1st, 2019", "V 2019", "Q1/2019". */
export function partBefore(context: Context, year: number): Part | null {
  const { text, floor } = context;
  const near = skipBack(text, year, floor, " ,./-'\n", 4);
  if (near < floor + 1 || !isWord(text, near - 1)) return null;
  const direct = months.matchBefore(text, near, floor);
  if (direct !== null) return monthPart(context, direct.at, direct.value);
  const end = connectorBefore(text, near, floor);
  // "Java, Spring" at the end of the line above is no season.
  return (
    monthBefore(context, end) ??
    (text.slice(end, year).includes('\n') ? null : seasonBefore(text, end, floor)) ??
    quarterBefore(text, near, floor, end) ??
    romanBefore(context, near, year) ??
    misspeltBefore(context, near) ??
    numberBefore(text, year, floor)
  );
}

/** A month in two digits: "09 2020" next to "11 2022". */
function numberBefore(text: string, year: number, floor: number): Part | null {
  if (at(text, year - 1) !== SPACE || !isDigit(at(text, year - 2)) || year - 3 < floor) return null;
  const month = /(?:^|[^\p{L}\p{N}.,/$€£#-])(0[1-9]|1[0-2]) $/u.exec(text.slice(Math.max(floor, year - 4), year));
  return month === null ? null : { from: year - 3, month: Number(month[1]), kind: 'month-year', unsure: true };
}

/** Words between month and year, such as "de" and "of". */
const CONNECTOR = /(?:^|[ ,.\-/])(?:de|del|do|of|d'|nam|in|za|عام|سنه|سنة|m|g|г|р|roku|год|года)[ ,.]{1,2}$/u;
function connectorBefore(text: string, end: number, floor: number): number {
  const start = Math.max(floor, end - 8);
  const match = CONNECTOR.exec(`${text.slice(start, end)} `);
  if (match === null) return end;
  return skipBack(text, start + match.index + (/^[ ,.\-/]/.test(match[0]) ? 1 : 0), floor, ' ,.', 3);
}

function monthBefore(context: Context, end: number): Part | null {
  const { text, floor } = context;
  const direct = months.matchBefore(text, end, floor);
  if (direct !== null) return monthPart(context, direct.at, direct.value);
  const day = dayBefore(text, end, floor);
  const beside = day === end ? null : months.matchBefore(text, skipBack(text, day, floor, ' ,.', 3), floor);
  return beside === null ? null : monthPart(context, beside.at, beside.value);
}

function monthPart({ text, floor, language }: Context, from: number, name: Parameters<typeof monthIn>[0]): Part {
  const part: Part = { from: withDay(text, from, floor), month: monthIn(name, language), kind: 'month-year' };
  return isSureMonth(name, language) ? part : { ...part, unsure: true };
}

/** Includes the day before a month: "5 мая", "1. Mai", "1st of May". */
function withDay(text: string, from: number, floor: number): number {
  const gap = skipBack(text, from, floor, ' -.', 3);
  const end = connectorBefore(text, gap, floor);
  const day = dayBefore(text, end, floor);
  const joined = day > 0 && day - 1 === floor && text[floor] === '-';
  return day < end && (day === 0 || !isWord(text, day - 1)) && (joined || !/[/.\-:'#$€£]/.test(text[day - 1] ?? ' '))
    ? day
    : from;
}

const DAY = /(?:^|[^\p{L}\d])(\d{1,2}(?:st|nd|rd|th|er|eme|º|°|ª|o|a|\.)?(?:-?go)?)$/u;
/** Where the day that ends at `end` begins; `end` itself where there is none. */
function dayBefore(text: string, end: number, floor: number): number {
  const start = Math.max(floor, end - 6);
  const match = DAY.exec(text.slice(start, end));
  return match === null || Number.parseInt(match[1]!, 10) > 31 ? end : end - match[1]!.length;
}

/** "Setpember 2019" */
function misspeltBefore({ text, floor, language }: Context, end: number): Part | null {
  let from = end;
  while (from > floor && end - from < 13 && isAsciiLetter(at(text, from - 1))) from -= 1;
  if (end - from < 3 || end - from > 12 || (from > 0 && isWord(text, from - 1))) return null;
  const names = LONG_NAMES.get('en')!;
  const own = language === null || language === 'en' ? [] : (LONG_NAMES.get(language) ?? []);
  const word = text.slice(from, end);
  const month = word.length < 4 ? null : nearName(word, [...names, ...own]);
  if (month !== null) return { from: withDay(text, from, floor), month, kind: 'month-year' };
  const short = word.length > 6 ? null : nearShortName(word);
  return short === null ? null : { from, month: short, kind: 'month-year', unsure: true };
}

const isAsciiLetter = (unit: number): boolean => unit >= 97 && unit <= 122;

/** "Fall 2010", "Spring semester 2010" */
function seasonBefore(text: string, end: number, floor: number): Part | null {
  const whole = seasons.matchBefore(text, end, floor);
  if (whole !== null) return { from: whole.at, month: whole.value, kind: 'season' };
  const semester = /(?:^|[^\p{L}])(?:semester|term|halbjahr|quarter)$/u.exec(
    text.slice(Math.max(floor, end - 12), end),
  );
  if (semester === null) return null;
  const stem = seasons.matchBefore(
    text,
    skipBack(text, end - semester[0].replace(/^[^\p{L}]/u, '').length, floor, ' ', 2),
    floor,
  );
  return stem === null ? null : { from: stem.at, month: stem.value, kind: 'season' };
}

/** Quarters ("Q1", "1Q", "1. Quartal", "2nd quarter", "II кв.", "第1四半期") and half-years. */
function quarterBefore(text: string, near: number, floor: number, beyond: number): Part | null {
  const start = Math.max(floor, near - 24);
  // "2nd quarter of 2019" is a date; "Q2 of 2019" only occurs in running text.
  return (
    quarterIn(QUARTER.exec(text.slice(start, near)), start) ??
    (beyond < near ? quarterIn(ORDINAL_QUARTER.exec(text.slice(start, beyond)), start) : null)
  );
}

function quarterIn(match: RegExpExecArray | null, start: number): Part | null {
  if (match === null) return null;
  const g = match.groups!;
  const number = numberOf((g.after ?? g.before)!);
  const word = (g.word ?? g.word2)!.replace(/[ .]+$/, '');
  const half = halves.get(word) !== undefined;
  if ((!half && quarters.get(word) === undefined) || number === 0 || (half && number > 2)) return null;
  return { from: start + match.index + g.lead!.length, month: half ? 6 * number - 5 : 3 * number - 2, kind: 'season' };
}
const NUMBER = '(?:[1-4]|(?:iv|i{1,3})(?!\\p{L})|[一二三四]|first|second|third|fourth)';
const ORDINAL = `第? ?(?<before>${NUMBER})(?:st|nd|rd|th|er|eme|e|º|ª|o|-?i|-?ій|-?й|\\.)? ?(?<word>\\p{L}[\\p{L}. ]{0,14})`;
const QUARTER = new RegExp(
  `(?<lead>^|[^\\p{L}\\p{N}])(?:${ORDINAL}|(?<word2>\\p{L}{1,12}\\.?) ?(?<after>${NUMBER}))$`,
  'u',
);
const ORDINAL_QUARTER = new RegExp(`(?<lead>^|[^\\p{L}\\p{N}])(?:${ORDINAL})$`, 'u');

function numberOf(text: string): number {
  if (isDigit(at(text, 0))) return Number(text);
  return (
    Math.max(
      ['i', 'ii', 'iii', 'iv'].indexOf(text),
      ['first', 'second', 'third', 'fourth'].indexOf(text),
      '一二三四'.indexOf(text),
    ) + 1
  );
}

/** A month in Roman capitals: "V 2019", "05.V.2019". */
function romanBefore(context: Context, end: number, year: number): Part | null {
  const { text, raw, floor } = context;
  const match = ROMAN_END.exec(raw.slice(Math.max(floor, end - 5), end));
  if (match === null || year === end || !/^[ ./-]{1,2}$/.test(text.slice(end, year))) return null;
  const from = end - match[1]!.length;
  const month = ROMAN.indexOf(match[1]!) + 1;
  if (month === 0) return null;
  const part: Part = { from: withDay(text, from, floor), month, kind: 'month-year' };
  return romanIsMonth(context, from, end, year) ? part : { ...part, unsure: true };
}
const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];
const ROMAN_END = /(?:^|[^\p{L}\p{N}])([IVX]{1,4})$/u;

/**
 * "Company X 2019" ends in a name. With only a blank before the year, a Roman month needs another such date beside it,
 * or a language that writes months this way.
 */
function romanIsMonth({ text, language }: Context, from: number, end: number, year: number): boolean {
  if (/[./-]/.test(text.slice(end, year)) || /\d[. ]{1,2}$/.test(text.slice(Math.max(0, from - 3), from))) return true;
  return language !== null && !SPARING.has(language);
}
/** Languages that do not write months in Roman numerals. */
const SPARING: ReadonlySet<string> = new Set(['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'no']);

/** The month, season or quarter right after a year: "2021 Spring", "2021 Q1", "2021 május", "2021年第一季度". */
export function partAfter(
  { text, language }: Context,
  yearEnd: number,
): Pick<Token, 'to' | 'month' | 'kind' | 'unsure'> | null {
  const start = afterMark(text, yearEnd);
  const sign = /^(?: ?[,./-] ?| {1,2}|)/.exec(text.slice(start, start + 3))![0];
  if ((sign.includes('-') && sign.length > 1) || (start > yearEnd && sign !== ' ')) return null;
  const place = start + sign.length;
  const quarter = QUARTER_AFTER.exec(text.slice(place, place + 12));
  const quartered = quarter === null ? null : quarterBehind(quarter);
  if (quartered !== null) return { to: place + quarter![0].length, month: quartered, kind: 'season' };
  if (place === yearEnd && !isLoose(text, place)) return null;
  const season = seasons.match(text, place, text.length);
  if (season !== null && !yearFollows(text, season.at)) return { to: season.at, month: season.value, kind: 'season' };
  const day = /^\d{1,2}\. /.exec(text.slice(place, place + 4))?.[0].length ?? 0;
  const month = months.match(text, place + day, text.length);
  if (month === null || yearFollows(text, month.at)) return null;
  const to =
    month.at + (/^\.?(?: \d{1,2}(?:\.| d\.?)?(?![\d/:-]))?/.exec(text.slice(month.at, month.at + 9))?.[0].length ?? 0);
  const part = {
    to,
    month: monthIn(month.value, language),
    kind: language === null || language === 'en' ? 'short' : 'month-year',
  } as const;
  return isSureMonth(month.value, language) ? part : { ...part, unsure: true };
}

const QUARTER_AFTER =
  /^(?:第? ?(?<after>[1-4一二三四]) ?(?<word2>季度|季|四半期|분기|q|\. ?quartal|\. ?negyedev)|(?<word>q|h|qtr|quarter|t|kw|кв)\.? ?(?<number>[1-4]))(?![\p{L}\p{N}])/u;
function quarterBehind(match: RegExpExecArray): number | null {
  const g = match.groups!;
  const number = numberOf(g.number ?? g.after!);
  if (g.word === 'h') return number > 2 ? null : 6 * number - 5;
  return 3 * number - 2;
}

/** The end of a word that marks a year ("г.", "роки", "r.") and the blank before it. */
function afterMark(text: string, yearEnd: number): number {
  const gap = yearEnd + /^\.? ?/.exec(text.slice(yearEnd, yearEnd + 2))![0].length;
  const mark = yearMarks.match(text, gap, Math.min(text.length, gap + 8));
  if (mark === null || isDigit(at(text, mark.at)) || isInitial(text, gap, mark.at)) return yearEnd;
  return at(text, mark.at) === 46 ? mark.at + 1 : mark.at;
}

/**
 * Whether a letter is an initial instead of a year mark ("2015 M.Sc.", "2015 R"); a mark is followed by a dot and a
 * blank.
 */
const isInitial = (text: string, from: number, to: number): boolean =>
  to - from === 1 && isAsciiLetter(at(text, from)) && !/^\.(?:$|[\s,)-])/.test(text.slice(to, to + 2));

/** The end of a year including its mark. */
export const endOfYear = afterMark;

/** Whether a year, or its last two digits, follows a month: then the month belongs to that year. */
function yearFollows(text: string, place: number): boolean {
  // "2021 Mar-2023 Jun": the year that follows has a month of its own.
  const next =
    text[place] === '-' || text[place] === ' '
      ? /^[- ](?:19|20)\d{2}[ ,]{1,2}/.exec(text.slice(place, place + 7))
      : null;
  if (next !== null && months.match(text, place + next[0].length, text.length) !== null) return false;
  return /^(?:[ ,.']{0,3}|[/-])(?:de |del |of )?(?:\d{1,2}(?:st|nd|rd|th)?,? )?(?:19|20)\d{2}|^(?: ?'|[./-])\d{2}(?!\d)/.test(
    text.slice(place, place + 18),
  );
}

/** "Mar '15", "Mar-15", "May 12": the month before the two digits at `place`, and whether they are certainly a year. */
export function monthBeforeTwoDigits(context: Context, place: number): Part | null {
  const { text, floor } = context;
  if (/^(?:st|nd|rd|th|\p{L}|\.?,? ?(?:19|20)\d\d)/u.test(text.slice(place + 2, place + 10))) return null;
  const near = skipBack(text, place, floor, " ,./-'", 3);
  if (near === place || near <= floor) return null;
  const month = months.matchBefore(text, near, floor);
  if (month === null) return seasonBeforeTwoDigits(text, near, place, floor);
  const part = monthPart(context, month.at, month.value);
  // "May 12" may be a day: after a blank, two digits count only next to another date.
  return at(text, place - 1) === SPACE ? { ...part, kind: 'short' } : part;
}

/** "Spring '21", "Q1 21"; after a blank alone it counts only next to another date. */
function seasonBeforeTwoDigits(text: string, near: number, place: number, floor: number): Part | null {
  const part = seasons.matchBefore(text, near, floor);
  const found =
    part === null
      ? isDigit(at(text, near - 1))
        ? quarterIn(QUARTER.exec(text.slice(Math.max(floor, near - 4), near)), Math.max(floor, near - 4))
        : null
      : { from: part.at, month: part.value, kind: 'season' as const };
  return found === null || at(text, place - 1) !== SPACE ? found : { ...found, kind: 'short' };
}
