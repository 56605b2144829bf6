import type { DateSpan } from '../dates/dates.js';
import { placeScore } from '../person/places.js';
import type { Vocabulary } from '../port.js';
import { wordCount, type TextLine } from '../text/lines.js';
import type { Anchor } from './anchors.js';
import { employerScore, endsAsSentence, isDuty, nameLike, titleScore } from './classify.js';
import type { Entry } from './entry.js';
import { type Scores, isSentence } from './head-score.js';

/** How many lines of a head stand before and after the line with the date: one layout for all entries of a section. */
interface Pattern {
  before: number;
  after: number;
}

const MAX_BEFORE = 3;
const MAX_AFTER = 3;

/** Words between a title and its employer. */
export const AT = String.raw`\s(?:at|bei|chez|presso|bij|en|na|w)\s`;

const HEAD_PARTS = new RegExp(String.raw`[,|·•@()]|\s[-–—]\s|${AT}`, 'u');

/** Indices of the lines that may belong to the head of an anchor: those between its neighbours. */
interface Room {
  low: number;
  high: number;
}

function room(anchors: readonly Anchor[], at: number, lineCount: number): Room {
  return {
    low: at === 0 ? 0 : anchors[at - 1]!.last + 1,
    high: at === anchors.length - 1 ? lineCount - 1 : anchors[at + 1]!.first - 1,
  };
}

/** The pattern under which most lines around the dates look like heads. */
export function bestPattern(lines: readonly TextLine[], anchors: readonly Anchor[], scores: Scores): Pattern {
  let best: Pattern = { before: 0, after: 0 };
  let bestScore = Number.NEGATIVE_INFINITY;
  const rooms = anchors.map((_, i) => room(anchors, i, lines.length));
  for (let before = 0; before <= MAX_BEFORE; before++) {
    for (let after = 0; after <= MAX_AFTER && before + after <= 4; after++) {
      const score = patternScore(lines, anchors, rooms, scores, { before, after });
      if (score > bestScore + 1e-9) [best, bestScore] = [{ before, after }, score];
    }
  }
  return best;
}

function patternScore(
  lines: readonly TextLine[],
  anchors: readonly Anchor[],
  rooms: readonly Room[],
  scores: Scores,
  pattern: Pattern,
): number {
  let total = 0;
  for (let i = 0; i < anchors.length; i++) {
    const anchor = anchors[i]!;
    const { low, high } = rooms[i]!;
    // Lines right after the previous date belong to that date.
    const floor = low + (i > 0 ? pattern.after : 0);
    const top = Math.max(floor, anchor.first - pattern.before);
    if (
      pattern.after > 0 &&
      !anchor.alone &&
      lines[anchor.first]!.bullet &&
      lines[anchor.last + 1]?.bullet === false &&
      employerScore(lines[anchor.last + 1]!.text) < 0.7
    )
      total -= 1;
    for (let j = 1; j <= pattern.before; j++)
      total += anchor.first - j >= floor ? clamp(scores(anchor.first - j)!) - 0.35 : -1;
    for (let j = 1; j <= pattern.after; j++)
      total += anchor.last + j <= high ? clamp(scores(anchor.last + j)!) - 0.35 : -0.6;
    if (lines[Math.min(top, anchor.first)]!.blankBefore) total += 0.6;
    if (pattern.after > 0 && scores(anchor.first)! > 2) total -= 0.5;
    if (pattern.after > 0 && pattern.before > 0) total -= 0.4;
    total -= 0.5 * Math.max(0, pattern.before + pattern.after - 2);
  }
  // A section begins with a head, so whatever stands before its first date belongs to that head.
  if (pattern.before === anchors[0]!.first) total += 0.8;
  return total;
}

const clamp = (score: number): number => Math.max(-2, Math.min(2.2, score));

/** Whether the anchor's line holds nothing but the date, not even in another column. */
function isBare(lines: readonly TextLine[], { date, first, last }: Anchor): boolean {
  const rest =
    first === last
      ? lines[first]!.text.replace(
          lines[first]!.text.slice(
            Math.max(0, date.from - lines[first]!.start),
            Math.max(0, date.to - lines[first]!.start),
          ),
          '',
        )
      : '';
  return !/\p{L}{2}/u.test(rest);
}

/**
 * The head of an entry whose layout differs from the rest: the lines that look like one above its date, or else below
 * it.
 */
function nearestHead(anchor: Anchor, scores: Scores, low: number, high: number): { first: number; last: number } {
  const clear = (index: number): boolean => index >= low && index <= high && (scores(index) ?? -1) >= CLEAR_HEAD;
  let { first, last } = anchor;
  while (first > anchor.first - 2 && clear(first - 1)) first -= 1;
  if (first === anchor.first) while (last < anchor.last + 2 && clear(last + 1)) last += 1;
  return { first, last };
}

const CLEAR_HEAD = 0.9;

/** "- Engineer (2019 - 2021)": a line right above without a bullet describes the post before. */
function isBelowText(lines: readonly TextLine[], { first, alone }: Anchor): boolean {
  const [line, above] = [lines[first]!, lines[first - 1]!];
  return !alone && line.bullet && !above.bullet && !above.blankBefore && employerScore(above.text) < 0.7;
}

/**
 * Whether a section begins with "Store Manager" above "Acme Stores Ltd" and the date. The posts that follow share the
 * employer, so their heads have one line less.
 */
function isTitleAbove([line, below]: readonly TextLine[], vocabulary: Vocabulary): boolean {
  if (
    line === undefined ||
    below === undefined ||
    line.bullet ||
    below.bullet ||
    below.blankBefore ||
    wordCount(line.text) > 6
  )
    return false;
  return (
    titleScore(line.text, vocabulary) >= 0.9 &&
    titleScore(below.text, vocabulary) < 0.7 &&
    employerScore(below.text) >= 0.7
  );
}

/** The text of a line without the date in it. */
export function besideDate({ text, start, end }: TextLine, date: DateSpan): string {
  if (date.to <= start || date.from >= end) return text;
  return `${text.slice(0, Math.max(0, date.from - start))} ${text.slice(date.to - start)}`.trim();
}

/** Whether an employer stands in a line of its own above a head that names none; several of its posts may follow. */
function isEmployerAbove(lines: readonly TextLine[], first: number, date: DateSpan, vocabulary: Vocabulary): boolean {
  const line = lines[first - 1]!;
  if (line.bullet || !(line.blankBefore || first === 1 || lines[first - 2]!.bullet) || wordCount(line.text) > 6)
    return false;
  const own =
    Math.max(employerScore(line.text), employerScore(line.text.split(/,\s|\s[|·•–-]\s|\t/u)[0]!)) >= 0.7 ||
    isNameAbove(line, lines[first]!, date, vocabulary);
  return (
    own &&
    !isDuty(line.text) &&
    !line.text.endsWith(':') &&
    !endsAsSentence(line.text) &&
    !namesEmployer(besideDate(lines[first]!, date), vocabulary)
  );
}

/** Whether some part of a head is an employer. In the title "Head of Design" none is. */
const namesEmployer = (text: string, vocabulary: Vocabulary): boolean =>
  text.split(HEAD_PARTS).some((part) => employerScore(part) >= 0.7 && titleScore(part, vocabulary) < 0.9);

/** "Calder" in a paragraph of its own, above a line that is only a title. */
function isNameAbove(line: TextLine, below: TextLine, date: DateSpan, vocabulary: Vocabulary): boolean {
  if (below.blankBefore || below.bullet || !nameLike(line.text) || /\d/.test(line.text) || placeScore(line.text) >= 0.8)
    return false;
  return titleScore(line.text, vocabulary) < 0.3 && titleScore(besideDate(below, date), vocabulary) >= 0.9;
}

/** Cuts the section into entries: each has the head lines around its date, and what follows up to the next head. */
export function cutAtHeads(
  lines: readonly TextLine[],
  anchors: readonly Anchor[],
  scores: Scores,
  pattern: Pattern,
  vocabulary: Vocabulary,
): Entry[] {
  const heads: { first: number; last: number; date: DateSpan }[] = [];
  for (const [i, anchor] of anchors.entries()) {
    const { low, high } = room(anchors, i, lines.length);
    let first = Math.max(i > 0 ? Math.min(low + pattern.after, anchor.first) : low, anchor.first - pattern.before);
    let last = Math.min(high, anchor.last + pattern.after);
    while (first < anchor.first && scores(first)! < -1.2) first += 1;
    if (i > 0 && first < anchor.first && isBelowText(lines, anchor)) first = anchor.first;
    // Lines above a sentence belong to the post before.
    for (let at = anchor.first - 1; at >= first; at--) if (isSentence(lines[at]!.text)) first = at + 1;
    while (last > anchor.last && scores(last)! < -1.2) last -= 1;
    const above = Math.max(low, (heads.at(-1)?.last ?? -1) + 1);
    if (
      first > above &&
      (isEmployerAbove(lines, first, anchor.date, vocabulary) || (first === 1 && isTitleAbove(lines, vocabulary)))
    )
      first -= 1;
    const bare = anchor.alone && first === anchor.first && last === anchor.last && isBare(lines, anchor);
    heads.push({ ...(bare ? nearestHead(anchor, scores, above, high) : { first, last }), date: anchor.date });
  }
  return heads.map((head, i) => ({
    head: lines.slice(head.first, head.last + 1),
    dates: head.date,
    body: lines.slice(head.last + 1, Math.max(head.last + 1, heads[i + 1]?.first ?? lines.length)),
  }));
}
