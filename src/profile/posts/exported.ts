import { isDuty, employerScore, nameLike, titleScore } from './classify.js';
import type { DateSpan } from '../dates/dates.js';
import { isFurniture, wordCount, type Span, type TextLine } from '../text/lines.js';
import { placeScore } from '../person/places.js';
import type { Vocabulary } from '../port.js';

/** A post of a profile that LinkedIn exported as PDF: every part stands on a line of its own. */
export interface ExportedPost {
  title: Span;
  employer: Span | null;
  place: Span | null;
  date: DateSpan;
  head: TextLine[];
  body: TextLine[];
}

/** The length of a post after its dates: "(5 years 3 months)", "(2 Jahre)", "(3年2个月)". */
const DURATION = /[(（]\s*(?:\d{1,2}\s*\p{L}+\.?[\s,]*(?:\p{L}{1,3}\s+)?){1,2}[)）]$/u;
const LONGEST_DURATION = 40;
/** The total length of all posts with one employer, on the line below it. */
const WHOLE_DURATION = /^(?:\d{1,2}\s*\p{L}+\.?[\s,]*(?:\p{L}{1,3}\s+)?){1,2}$/u;
/** Lines of the same part are at most this many font sizes apart. */
const TIGHT = 1.6;
const SIZE_TOLERANCE = 0.2;

/**
 * Reads a work section in which every date and its duration in brackets stand alone on a line, below the title. The
 * employer stands above the title and may cover the posts that follow. Null where the section has another layout.
 */
export function exportedPosts(
  section: readonly TextLine[],
  dates: readonly DateSpan[],
  vocabulary: Vocabulary,
): ExportedPost[] | null {
  const lines = section.filter((line) => !isFurniture(line));
  const anchors = anchorsOf(lines, dates);
  if (anchors === null) return null;
  const heads = anchors.map((anchor, i) => headOf(lines, anchor.at, (anchors[i - 1]?.at ?? -1) + 1));
  if (!readsDown(heads, vocabulary)) return null;
  let employer: TextLine[] = [];
  return heads.map((head, i) => {
    if (head.employer.length > 0) employer = head.employer;
    const { date, at } = anchors[i]!;
    const next = heads[i + 1]?.first ?? lines.length;
    const place = placeBelow(lines, at, next);
    return {
      title: spanOf(head.title),
      employer: employer.length === 0 ? null : spanOf(employer),
      place,
      date,
      head: lines.slice(head.first, at + 1),
      body: lines.slice(at + (place === null ? 1 : 2), next),
    };
  });
}

const spanOf = (lines: readonly TextLine[]): Span => ({ start: lines[0]!.start, end: lines.at(-1)!.end });

/**
 * The lines that hold only a date with its duration; null where other ranges stand alone on lines too, or the positions
 * of lines are unknown.
 */
function anchorsOf(lines: readonly TextLine[], dates: readonly DateSpan[]): { date: DateSpan; at: number }[] | null {
  const found: { date: DateSpan; at: number }[] = [];
  let at = 0;
  for (const date of dates) {
    while (at < lines.length && lines[at]!.end <= date.from) at += 1;
    const line = lines[at];
    if (line === undefined || line.start > date.from || date.from - line.start > 1) continue;
    const rest = line.text.slice(Math.max(0, date.to - line.start));
    const lasted = DURATION.exec(line.text.slice(-LONGEST_DURATION))?.[0];
    if (at > 0 && line.layout !== null && lasted !== undefined && (rest === '' || rest.trim() === lasted))
      found.push({ date, at });
    else if (date.kind === 'range' && rest === '') return null;
  }
  return found.length === 0 ? null : found;
}

interface ExportedHead {
  title: TextLine[];
  /** Empty where the post names no employer of its own. */
  employer: TextLine[];
  first: number;
}

/** The title right above a date, which may have several lines, and above it the employer in larger letters. */
function headOf(lines: readonly TextLine[], date: number, floor: number): ExportedHead {
  const first = blockStart(lines, date - 1, floor);
  const title = lines.slice(first, date);
  const total =
    first > floor && lines[first - 1]!.text.length <= LONGEST_DURATION && WHOLE_DURATION.test(lines[first - 1]!.text);
  const last = first - (total ? 2 : 1);
  const named = last >= floor && (total || last === 0 || sizeOf(lines[last]!) > sizeOf(title[0]!) + SIZE_TOLERANCE);
  const from = named ? blockStart(lines, last, floor) : first;
  return { title, employer: named ? lines.slice(from, last + 1) : [], first: from };
}

const sizeOf = (line: TextLine): number => line.layout?.fontSize ?? 0;

/** The first of the closely spaced lines up to `last` that share its style. */
function blockStart(lines: readonly TextLine[], last: number, floor: number): number {
  let first = last;
  while (
    first > floor &&
    isTight(lines[first - 1]!, lines[first]!) &&
    Math.abs(sizeOf(lines[first - 1]!) - sizeOf(lines[last]!)) < SIZE_TOLERANCE &&
    lines[first - 1]!.layout?.bold === lines[last]!.layout?.bold
  )
    first -= 1;
  return first;
}

function isTight(above: TextLine, below: TextLine): boolean {
  const [a, b] = [above.layout, below.layout];
  return (
    a !== null && b !== null && a.page === b.page && b.y > a.y && b.y - a.y <= TIGHT * Math.max(a.fontSize, b.fontSize)
  );
}

/** Whether titles stand nearer to the dates than employers do; other CVs have it the other way round. */
function readsDown(heads: readonly ExportedHead[], vocabulary: Vocabulary): boolean {
  if (!heads.some((head) => head.employer.length > 0)) return false;
  const sum = heads.reduce((total, { title, employer }) => {
    const [near, far] = [title, employer].map((lines) => lines.map((line) => line.text).join(' '));
    return (
      total + titleScore(near!, vocabulary) - employerScore(near!) + employerScore(far!) - titleScore(far!, vocabulary)
    );
  }, 0);
  return sum >= 0;
}

const MAX_PLACE_WORDS = 7;

/** The place in the line below the dates: as close to them as they are to the title, and no sentence. */
function placeBelow(lines: readonly TextLine[], date: number, next: number): Span | null {
  const line = lines[date + 1];
  if (line === undefined || date + 1 >= next || line.bullet || wordCount(line.text) > MAX_PLACE_WORDS) return null;
  if (placeScore(line.text) >= 0.9) return spanOf([line]);
  const below = lines[date + 2];
  const apart = below === undefined || date + 2 >= next || !isTight(line, below);
  return isTight(lines[date]!, line) &&
    apart &&
    nameLike(line.text) &&
    !isDuty(line.text) &&
    !/[.;:!?]$/u.test(line.text)
    ? spanOf([line])
    : null;
}
