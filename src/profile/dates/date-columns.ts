import type { DateSpan } from './dates.js';
import { foldInPlace } from '../text/fold-in-place.js';
import { presentAfter } from './gaps.js';
import { wordCount, type TextLine } from '../text/lines.js';

/** A date range; `through` is the end of its second date where the two stand below each other in one column. */
export interface EntryDate extends DateSpan {
  through?: number;
}

/** The dates that may head entries, and all parts of dates, which are left out of titles. */
export interface Dates {
  heading: EntryDate[];
  parts: DateSpan[];
}

/** A dash at the start of a line is no bullet where it belongs to a date range. */
export function withoutDateDashes(lines: readonly TextLine[], heading: readonly EntryDate[]): TextLine[] {
  const ends = new Set(heading.flatMap((date) => (date.through === undefined ? [] : [date.through])));
  if (ends.size === 0) return [...lines];
  const through = [...ends].sort((a, b) => a - b);
  let i = 0;
  return lines.map((line) => {
    while (i < through.length && through[i]! <= line.start) i += 1;
    return line.bullet && i < through.length && through[i]! <= line.end ? { ...line, bullet: false } : line;
  });
}

const DASH = /^[-–—−‐‑‒―~]$/u;
const DASH_END = /^[\s)]*[-–—−‐‑‒―~]\s*$/u;
const DASH_START = /^\s*(?:[-–—−‐‑‒―~]|to|until|bis|à|a|al|tot|till)\s*$/iu;
/** Only separators stand between two single dates: "Summer 2013, 2014 and 2015". */
const LISTED = /^\s*(?:,|&|\+|\/|;|and|und|et|y|e|en)\s*(?:and\s+)?$/iu;
/** Most words in a line that holds a list of years. */
const LIST_WORDS = 8;
const CELL = /\t|\s{3,}/u;

/** Joins two dates that stand below each other, and lists of seasons or years, into one range each. */
export function joinDates(text: string, lines: readonly TextLine[], found: readonly DateSpan[]): Dates {
  const heading: EntryDate[] = [];
  const dates = found.map((date) => withSeasons(text, date));
  const parts = [...dates];
  const lineOf = lineFinder(lines);
  for (const date of dates) {
    const previous = heading.at(-1);
    const at = lineOf(date.from);
    const joined = previous === undefined || at < 0 ? null : joinedWith(text, lines, previous, date, at);
    if (joined === null) heading.push(date);
    else {
      if (joined.through === undefined) parts.push({ ...date, from: previous!.to, to: date.from });
      heading[heading.length - 1] = joined;
    }
    if (joined === null && at >= 0) addOpenEnd(text, lines, at, heading, parts);
  }
  return { heading, parts: parts.sort((a, b) => a.from - b.from) };
}

/** Several seasons: "Summers 2015, 2016", "every winter from 2012 to 2014". */
const SEASONS =
  /(?<!\p{L})(?:(?:every|each|during|jeden|chaque|cada|ogni)\s+)?(?:(summers?|sommer|étés?|veranos?|estati|verões|zomers)|(winters?|hivers?|inviernos?|inverni)|(springs?|frühjahr|printemps|primaveras?)|(autumns?|falls|herbst|automnes?|otoños?))(?::\s*|\s+(?:of\s+|from\s+|in\s+)?)$/iu;
const FIRST_MONTHS = ['06', '01', '03', '09'];
const LONGEST_SEASONS = 40;

function withSeasons(text: string, date: DateSpan): DateSpan {
  if (date.start?.length !== 4) return date;
  const match = SEASONS.exec(text.slice(Math.max(0, date.from - LONGEST_SEASONS), date.from));
  if (match === null || match[0].includes('\n')) return date;
  return {
    ...date,
    from: date.from - match[0].length,
    start: `${date.start}-${FIRST_MONTHS[match.slice(1).findIndex((season) => season !== undefined)]!}`,
  };
}

/** Finds the index of the line at an offset. Offsets must be asked for in ascending order. */
function lineFinder(lines: readonly TextLine[]): (offset: number) => number {
  let i = 0;
  return (offset) => {
    while (i < lines.length - 1 && lines[i]!.end <= offset) i += 1;
    return lines[i] !== undefined && offset >= lines[i]!.start && offset < lines[i]!.end ? i : -1;
  };
}

function joinedWith(text: string, lines: readonly TextLine[], a: EntryDate, b: DateSpan, at: number): EntryDate | null {
  if (a.through !== undefined || a.start === null || b.start === null || b.kind !== 'single') return null;
  const line = lines[at]!;
  if (a.from >= line.start)
    return wordCount(line.text, LIST_WORDS) <= LIST_WORDS &&
      LISTED.test(text.slice(a.to, b.from)) &&
      (a.kind === 'single' || a.end !== null) &&
      b.start >= (a.end ?? a.start) &&
      !a.current
      ? { ...a, kind: 'range', end: b.start, to: b.to }
      : null;
  const above = lines[at - 1];
  if (above === undefined || a.from < above.start || a.kind !== 'single' || b.start < a.start) return null;
  return isBelow(text, above, line, a, b.from, b.to) || isStacked(text, lines, at, a, b)
    ? { ...a, kind: 'range', end: b.start, through: b.to }
    : null;
}

/** Whether the second date stands in a cell of its own right below the first, with a dash beside either of them. */
function isBelow(text: string, above: TextLine, line: TextLine, a: DateSpan, from: number, to: number): boolean {
  const [afterA, beforeB, afterB] = [
    cellAfter(text.slice(a.to, above.end)),
    cellBefore(text.slice(line.start, from)),
    cellAfter(text.slice(to, line.end)),
  ];
  const dashAbove = DASH.test(text[a.to - 1]!) ? /^[\s)]*$/u.test(afterA) : DASH_END.test(afterA);
  const dashBelow =
    DASH_START.test(beforeB) || (line.bullet && DASH.test(text.slice(line.start - 2, line.start).trim()));
  if (!CELL.test(above.text) || afterB.trim() !== '') return false;
  if (
    !(dashAbove && (beforeB.trim() === '' || DASH_START.test(beforeB))) &&
    !(dashBelow && (beforeB.trim() === '' || DASH_START.test(beforeB)) && afterA.trim() === '')
  )
    return false;
  const atStart = a.from - above.start < 4;
  return atStart ? from - line.start < 8 : line.end - to < 4 && above.end - a.to < 4;
}

/**
 * Whether two dates with months, such as "03/2021" above "06/2023", fill a column of their own without a dash, with no
 * third date above or below.
 */
function isStacked(text: string, lines: readonly TextLine[], at: number, a: DateSpan, b: DateSpan): boolean {
  const [above, line] = [lines[at - 1]!, lines[at]!];
  if (
    a.start?.length !== 7 ||
    b.start?.length !== 7 ||
    a.from !== above.start ||
    b.from !== line.start ||
    b.start <= a.start
  )
    return false;
  if (!/^(?:\t|\s{3})/u.test(text.slice(a.to, above.end)) || !/^(?:$|\t|\s{3})/u.test(text.slice(b.to, line.end)))
    return false;
  return !BEGINS_WITH_DATE.test(lines[at - 2]?.text ?? '') && !BEGINS_WITH_DATE.test(lines[at + 1]?.text ?? '');
}
const BEGINS_WITH_DATE = /^(?:\p{L}{3,10}\.? ?|\d{1,2}[./-])?(?:19|20)\d{2}(?!\d)/u;

const cellAfter = (rest: string): string => rest.split(CELL)[0]!;
const cellBefore = (rest: string): string => rest.split(CELL).at(-1)!;

/** "03/2021 –" above "Present": `findDates` does not report the word alone, so it is looked for in the line below. */
function addOpenEnd(
  text: string,
  lines: readonly TextLine[],
  at: number,
  heading: EntryDate[],
  parts: DateSpan[],
): void {
  const [line, below] = [lines[at]!, lines[at + 1]];
  const date = heading.at(-1)!;
  if (below === undefined || date.kind !== 'single' || date.start === null || !CELL.test(line.text)) return;
  for (const from of cellStarts(below)) {
    const lead = /^(?:[-–—−]|to|bis|until|till)?\s*/iu.exec(text.slice(from, from + 12))![0].length;
    const cell = cellAfter(text.slice(from + lead, below.end));
    const end = presentAfter(foldInPlace(`- ${cell}`), 0, cell.length + 2);
    const to = end === null ? 0 : from + lead + end - 2;
    if (end === null || !isBelow(text, line, below, date, from + lead, to)) continue;
    heading[heading.length - 1] = { ...date, kind: 'range', current: true, through: to };
    parts.push({ from, to, kind: 'single', start: null, end: null, current: true });
    return;
  }
}

/** Where the first and the last cell of a line begin. */
function cellStarts(line: TextLine): number[] {
  const last = cellBefore(line.text);
  return last.length < line.text.length ? [line.start, line.end - last.length] : [line.start];
}
