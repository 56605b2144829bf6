import { employerScore, isDuty, nameLike, titleScore } from './classify.js';
import { wordCount, type TextLine } from '../text/lines.js';
import { placeScore, trailingPlace } from '../person/places.js';
import type { Vocabulary } from '../port.js';
import type { Entry } from './entry.js';

const MAX_WORDS = 9;

/** The posts of a section in which no entry begins with a date. */
export function postsWithoutDates(lines: readonly TextLine[], vocabulary: Vocabulary): Entry[] {
  const { entries } = splitUndated(lines, vocabulary);
  return entries.length > 0 ? entries : splitDateless(lines, vocabulary);
}

/** The dated entries of a section together with the undated posts before, between and after them. */
export function withUndated(lines: readonly TextLine[], dated: readonly Entry[], vocabulary: Vocabulary): Entry[] {
  if (!headsApart(dated)) {
    const signs = signsOf(dated);
    return dated.flatMap((entry) => splitAlike(entry, signs, vocabulary));
  }
  const first = splitUndated(lines.slice(0, lines.indexOf(dated[0]!.head[0]!)), vocabulary).entries;
  return [
    ...first,
    ...dated.flatMap((entry) => {
      const { before, entries } = splitUndated(entry.body, vocabulary);
      return [{ ...entry, body: before }, ...entries];
    }),
  ];
}

/**
 * Entries without dates: title and employer as two short paragraphs in a row. Only looked for where the dated entries
 * have such heads too, or where there are none.
 */
function splitUndated(lines: readonly TextLine[], vocabulary: Vocabulary): { before: TextLine[]; entries: Entry[] } {
  const starts = lines.map((_, i) => i).filter((i) => isUndatedHead(lines, i, vocabulary));
  const heads = starts.filter((start, i) => i === 0 || start > starts[i - 1]! + 1);
  const entries = heads.map((start, i) => ({
    head: lines.slice(start, start + 2),
    dates: null,
    body: lines.slice(start + 2, heads[i + 1] ?? lines.length),
  }));
  return { before: lines.slice(0, heads[0] ?? lines.length), entries };
}

function isUndatedHead(lines: readonly TextLine[], at: number, vocabulary: Vocabulary): boolean {
  const [title, employer, next] = [lines[at]!, lines[at + 1], lines[at + 2]];
  if (employer === undefined || !isParagraph(title) || !isParagraph(employer) || next?.blankBefore === false)
    return false;
  const placed = trailingPlace(employer.text) > 0;
  if (at === 0 && placed) return true;
  const named = titleScore(title.text, vocabulary) >= 0.7 && titleScore(employer.text, vocabulary) < 0.7;
  return (
    named &&
    (employerScore(employer.text) >= 0.7 || placed || (nameLike(employer.text) && placeScore(employer.text) < 0.8))
  );
}

/** A short separate line that is no sentence, bullet or label. */
function isParagraph(line: TextLine): boolean {
  return (
    line.blankBefore &&
    !line.bullet &&
    wordCount(line.text) <= MAX_WORDS &&
    !/[:;!?]$|[\p{Ll})]\.$/u.test(line.text) &&
    !/:\s/.test(line.text) &&
    !isDuty(line.text)
  );
}

/** Whether most heads of dated entries consist of two or more separate paragraphs. */
function headsApart(entries: readonly Entry[]): boolean {
  const apart = entries.filter((entry) => entry.head.length >= 2 && entry.head.every((line) => line.blankBefore));
  return apart.length * 2 > entries.length;
}

const SEPARATOR = /\s[·•|@/–—-]\s|\t|\s{3,}/u;

/** The separators between title and employer in the dated heads. */
const signsOf = (dated: readonly Entry[]): Set<string | undefined> =>
  new Set(dated.flatMap((one) => one.head.flatMap((line) => [signIn(line.text), signIn(longerSide(line, one))])));

/**
 * The longer side of a head before or after its dates, so that the dash of a date range is not taken for that
 * separator.
 */
function longerSide(line: TextLine, { dates }: Entry): string {
  if (dates === null || dates.to <= line.start || dates.from >= line.end) return line.text;
  const [before, after] = [
    line.text.slice(0, Math.max(0, dates.from - line.start)),
    line.text.slice(dates.to - line.start),
  ];
  return before.length > after.length ? before : after;
}

const PLAIN = /,\s|\s(?:at|bei|chez|presso|bij)\s/u;
const signIn = (text: string): string | undefined => (SEPARATOR.exec(text) ?? PLAIN.exec(text))?.[0].trim();
const partsOf = (text: string, sign: string): string[] =>
  text.replace(/^[^:,]{0,24}:\s+/u, '').split(sign === ',' || /^\p{L}/u.test(sign) ? PLAIN : SEPARATOR);

/**
 * Undated posts among dated ones: a line within an entry that is built like the dated heads, with the same separator
 * between title and employer and its own bullets below; or a line with a masked employer.
 */
function splitAlike(entry: Entry, signs: ReadonlySet<string | undefined>, vocabulary: Vocabulary): Entry[] {
  const heads = entry.body.flatMap((line, i) => {
    const length = isAlike(entry.body, i, signs, vocabulary)
      ? 1
      : line.blankBefore && entry.head.length > 1 && isAtStart(entry.body, i) && twoLineHead(entry.body, i, vocabulary)
        ? 2
        : 0;
    return length === 0 ? [] : [{ at: i, length }];
  });
  return heads.length === 0
    ? [entry]
    : [{ ...entry, body: entry.body.slice(0, heads[0]!.at) }, ...entriesAt(entry.body, heads)];
}

const entriesAt = (lines: readonly TextLine[], heads: readonly { at: number; length: number }[]): Entry[] =>
  heads.map(({ at, length }, i) => ({
    head: lines.slice(at, at + length),
    dates: null,
    body: lines.slice(at + length, heads[i + 1]?.at),
  }));

/** "Sales Clerk Company Name - City, State": where the employer is masked, the words before it are a title. */
const MASKED = /^(.{3,80}?)\s+Company Name(?:\s|$)/u;

function isAlike(
  lines: readonly TextLine[],
  at: number,
  signs: ReadonlySet<string | undefined>,
  vocabulary: Vocabulary,
): boolean {
  const masked = MASKED.exec(lines[at]!.text)?.[1];
  if (masked !== undefined) return wordCount(masked) <= MAX_WORDS && titleScore(masked, vocabulary) >= 0.7;
  const [line, previous, next] = [lines[at]!, lines[at - 1], lines[at + 1]];
  if (
    line.bullet ||
    (previous?.bullet !== true && !line.blankBefore) ||
    /[.;:]$/u.test(line.text) ||
    wordCount(line.text, MAX_WORDS + 3) > MAX_WORDS + 3 ||
    isDuty(line.text)
  )
    return false;
  const sign = signIn(line.text);
  if (sign === undefined || !signs.has(sign)) return false;
  // Text without bullets below counts as a description only where the employer is known as one.
  if (
    next?.bullet === false &&
    (next.blankBefore || (!isToldBelow(line, next) && !namesBoth(line.text, sign, vocabulary, 0.7)))
  )
    return false;
  return previous?.bullet === true && !PLAIN_SIGNS.test(sign)
    ? partsOf(line.text, sign).some((part) => titleScore(part, vocabulary) >= 0.7)
    : namesBoth(line.text, sign, vocabulary, 0);
}

/** Separators that occur in sentences too: a comma or a word. */
const PLAIN_SIGNS = /^(?:,|\p{L}+)$/u;

/**
 * Whether a text is a title and an employer with the separator between them. With `least` at 0 any name may be the
 * employer.
 */
function namesBoth(text: string, sign: string, vocabulary: Vocabulary, least: number): boolean {
  const [a, b, ...rest] = partsOf(text, sign).map((part) => part.trim());
  if (a === undefined || b === undefined || rest.length > 2) return false;
  const isTitle = (part: string): boolean => titleScore(part, vocabulary) >= 0.9;
  const isEmployer = (part: string): boolean =>
    titleScore(part, vocabulary) < 0.7 &&
    (employerScore(part) >= 0.7 ||
      (least === 0 && wordCount(part) <= 4 && part.length > 2 && nameLike(part) && placeScore(part) < 0.8));
  return (isTitle(a) && isEmployer(b)) || (isTitle(b) && isEmployer(a));
}

/**
 * The posts of a section without any date: a line with title and employer, or one line for each, and a description
 * below.
 */
function splitDateless(lines: readonly TextLine[], vocabulary: Vocabulary): Entry[] {
  if (lines.length > 1 && lines.length <= MOST_LISTED && lines.every((line) => namesPost(line.text, vocabulary)))
    return entriesAt(
      lines,
      lines.map((_, at) => ({ at, length: 1 })),
    );
  const heads = lines.flatMap((_, i) => {
    const length = isAtStart(lines, i) ? headLength(lines, i, vocabulary) : 0;
    return length > 0 && lines[i + length]?.blankBefore !== true ? [{ at: i, length }] : [];
  });
  if (heads[0]?.at !== 0 && heads.length < 2) return [];
  return entriesAt(lines, heads);
}

/** The most posts in a plain list of posts. */
const MOST_LISTED = 30;
function namesPost(text: string, vocabulary: Vocabulary): boolean {
  const sign = signIn(text);
  return sign !== undefined && wordCount(text) <= MAX_WORDS + 3 && namesBoth(text, sign, vocabulary, 0);
}

function isAtStart(lines: readonly TextLine[], at: number): boolean {
  const line = lines[at]!;
  return (
    !line.bullet &&
    (at === 0 || line.blankBefore || lines[at - 1]!.bullet) &&
    wordCount(line.text) <= MAX_WORDS + 3 &&
    !/[.;:]$/u.test(line.text) &&
    !isDuty(line.text)
  );
}

/** The number of lines of the head that begins here; 0 where none does. */
function headLength(lines: readonly TextLine[], at: number, vocabulary: Vocabulary): number {
  const [line, next] = [lines[at]!, lines[at + 1]];
  const sign = signIn(line.text);
  if (
    sign !== undefined &&
    (next?.bullet !== false || isToldBelow(line, next)) &&
    namesBoth(line.text, sign, vocabulary, 0)
  )
    return 1;
  return twoLineHead(lines, at, vocabulary) ? 2 : 0;
}

/** Whether a sentence stands right below a line of names. */
const isToldBelow = (line: TextLine, next: TextLine): boolean =>
  !next.blankBefore &&
  line.text.split(/[\s,]+/u).every((word) => word.length < 4 || /^[\p{Lu}\p{Lo}\d(&·|–—-]/u.test(word)) &&
  /\p{Ll}[.!]$/u.test(next.text);

/** Title and employer on one line each, with bullets below. */
function twoLineHead(lines: readonly TextLine[], at: number, vocabulary: Vocabulary): boolean {
  const [line, next, third] = [lines[at]!, lines[at + 1], lines[at + 2]];
  if (
    next === undefined ||
    next.bullet ||
    next.blankBefore ||
    third?.bullet !== true ||
    wordCount(next.text) > MAX_WORDS ||
    isDuty(next.text)
  )
    return false;
  const [a, b] = [titleScore(line.text, vocabulary), titleScore(next.text, vocabulary)];
  const named = (one: TextLine): boolean =>
    employerScore(one.text) >= 0.7 || (wordCount(one.text) <= 5 && nameLike(one.text));
  return (a >= 0.9 && b < 0.7 && named(next)) || (b >= 0.9 && a < 0.7 && named(line));
}
