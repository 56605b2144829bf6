import { unitsOf } from '../../domain/index.js';
import { isDigit } from '../text/beginnings.js';
import { compactDate, dateFromMonth, dateFromYear, eraDate, writesMonthFirst } from './numeric.js';
import { century, validYear, type Token } from './token.js';
import { isLoose, isWord } from '../vocabulary/phrase-trie.js';
import { endOfYear, monthBeforeTwoDigits, partAfter, partBefore, type Context } from './worded.js';

/**
 * Every date of a folded text, in order, without overlaps. Since every date contains a number, only numbers and a few
 * characters around them are looked at.
 */
export function tokenise(text: string, raw: string, language: string | null): Token[] {
  let known: boolean | undefined;
  const monthFirst = (): boolean => (known ??= writesMonthFirst(text));
  const tokens: Token[] = [];
  const units = unitsOf(text);
  const { length } = text;
  const context: Context = { text, raw, floor: 0, language };
  for (let at = 0; at < length; at++) {
    const unit = units[at]!;
    if (!isDigit(unit)) {
      if (unit === FIRST_OF_ERA) addEra(tokens, context, at);
      continue;
    }
    let end = at + 1;
    while (end < length && isDigit(units[end]!)) end += 1;
    const token = readNumber(context, at, end, monthFirst);
    if (token !== null && validYear(token.year)) {
      if (isDigit(units[token.to - 1]!)) token.to = endOfYear(text, token.to);
      tokens.push(token);
      context.floor = token.to;
      end = Math.max(end, token.to);
    }
    at = end - 1;
  }
  return tokens;
}

/** 元 stands for year one of an era. */
const FIRST_OF_ERA = 0x5143;

function addEra(tokens: Token[], context: Context, at: number): void {
  const token = eraDate(context.text, at);
  if (token === null || token.from < context.floor) return;
  tokens.push(token);
  context.floor = token.to;
}

function readNumber(context: Context, at: number, end: number, monthFirst: () => boolean): Token | null {
  const { text, floor } = context;
  const length = end - at;
  const era = length <= 3 ? eraDate(text, at) : null;
  if (era !== null) return era;
  if (length === 4) return readYear(context, at, end);
  if (length === 6 || length === 8)
    return standsAlone(text, at) || followsDate(context, at) ? compactDate(text, at) : null;
  if (length > 2) return null;
  const date = at > 0 && isWord(text, at - 1) && !isLoose(text, at - 1) ? null : dateFromMonth(text, at, monthFirst);
  if (date !== null) return date;
  return length === 2 && !/[\d%]/.test(text[end] ?? '') ? twoDigits(context, at, end, floor) : null;
}

/** "'19", "Mar '15" */
function twoDigits(context: Context, at: number, end: number, floor: number): Token | null {
  const { text } = context;
  const year = century(Number(text.slice(at, end)));
  const month = monthBeforeTwoDigits(context, at);
  if (month !== null) return { ...month, to: end, year };
  const quoted = at > floor && text[at - 1] === "'" && (at < 2 || !isWord(text, at - 2));
  return quoted ? { from: at - 1, to: end, year, month: null, kind: 'short' } : null;
}

const standsAlone = (text: string, at: number): boolean =>
  at === 0 || (!/[\d.,/$€£#+-]/.test(text[at - 1]!) && !isWord(text, at - 1));

function readYear(context: Context, at: number, end: number): Token | null {
  const { text } = context;
  const year = Number(text.slice(at, end));
  if (!validYear(year)) return null;
  const before = partBefore(context, at);
  if (before !== null)
    return { ...before, to: before.kind === 'season' ? secondYear(text, end) : end, year, yearAt: at };
  if (at > 0 && /[\d.]/.test(text[at - 1]!) && at - 1 >= context.floor) return null;
  const date =
    followsDate(context, at) || !/[./-]/.test(text[at - 1] ?? '') || loneDash(text, at - 1)
      ? dateFromYear(text, at)
      : null;
  if (date !== null && (date.kind !== 'year' || date.endMonth !== undefined)) return date;
  const yearEnd = date?.to ?? end;
  const after = isBordered(text, at, end) ? partAfter(context, yearEnd) : null;
  if (after !== null) return { ...after, from: at, year, yearAt: at };
  if (date !== null) return date;
  return isYear(context, at, end) ? { from: at, to: end, year, month: null, kind: 'year' } : null;
}

/** Whether only one sign stands between the date before and this one: "2018/2019". */
const followsDate = (context: Context, at: number): boolean => context.floor > 0 && at - 1 === context.floor;

/** A dash after a blank or letter, as between dates, rather than one inside a number. */
const loneDash = (text: string, dash: number): boolean => text[dash] === '-' && !isDigit(text.charCodeAt(dash - 1));

/** "Winter 2019/20" */
const secondYear = (text: string, end: number): number =>
  end + (/^[/-]\d{2}(?!\d)/.exec(text.slice(end, end + 4))?.[0].length ?? 0);

const isBordered = (text: string, at: number, end: number): boolean =>
  (at === 0 || !/[\p{L}\d$€£#./]/u.test(text[at - 1]!) || isLoose(text, at - 1)) && !/[\d%+]/.test(text[end] ?? '');

/**
 * Whether a number is a year, not an amount, a version or part of a phone number: "$2015", "12,2010", "555-2015",
 * "2010%".
 */
function isYear(context: Context, at: number, end: number): boolean {
  const { text } = context;
  const before = followsDate(context, at) ? ' ' : (text[at - 1] ?? ' ');
  if (
    /[\d$€£#./]/.test(before) ||
    (before === ',' && isDigit(text.charCodeAt(at - 2))) ||
    (at > 0 && isWord(text, at - 1) && !isLoose(text, at - 1))
  )
    return false;
  if (before === '-' && /(?<!\d)\d{3}$/.test(text.slice(Math.max(0, at - 5), at - 1))) return false;
  const rest = text.slice(end, end + 4);
  if (/^(?:[\d%+]|[.,]\d)/.test(rest)) return false;
  return (
    rest === '' || !isWord(text, end) || isLoose(text, end) || /^(?:to|bis)/.test(rest) || endOfYear(text, end) > end
  );
}
