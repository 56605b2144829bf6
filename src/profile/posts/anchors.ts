import type { EntryDate } from '../dates/date-columns.js';
import type { DateSpan } from '../dates/dates.js';
import type { Vocabulary } from '../port.js';
import { wordCount, type TextLine } from '../text/lines.js';
import { employerScore, isDuty, titleScore } from './classify.js';
import type { Scores } from './head-score.js';

/** A date that heads an entry; `first` and `last` are indices of lines in the section. */
export interface Anchor {
  date: EntryDate;
  first: number;
  last: number;
  score: number;
  /** The date stands alone on its line or in its column. */
  alone: boolean;
}

const MIN_ANCHOR = 1.5;

export function findAnchors(
  lines: readonly TextLine[],
  dates: readonly EntryDate[],
  scores: Scores,
  vocabulary: Vocabulary,
): Anchor[] {
  const anchors: Anchor[] = [];
  const from = lines[0]!.start;
  const to = lines.at(-1)!.end;
  let i = 0;
  for (const date of dates) {
    if (date.to <= from || date.from >= to) continue;
    while (i < lines.length - 1 && lines[i]!.end <= date.from) i += 1;
    let last = i;
    while (last < lines.length - 1 && lines[last]!.end < (date.through ?? date.to)) last += 1;
    if (lines[i]!.start >= date.to) continue;
    const told =
      date.through === undefined ? anchorScore(lines, i, last, date, scores, vocabulary) : { score: 4, alone: true };
    const anchor = { date, first: i, last, ...told };
    const previous = anchors.at(-1);
    if (previous?.last === i) {
      if (anchor.score > previous.score + 0.5) anchors[anchors.length - 1] = anchor;
    } else if (anchor.score >= MIN_ANCHOR) anchors.push(anchor);
  }
  return dropWeak(anchors);
}

/** Where most entries have their dates in a separate place, dates inside other text belong to that text. */
function dropWeak(anchors: readonly Anchor[]): Anchor[] {
  const alone = anchors.filter((anchor) => anchor.alone);
  const best = alone.length >= 0.6 * anchors.length ? alone : anchors;
  const ranges = best.filter((anchor) => anchor.date.kind === 'range');
  return ranges.length >= 0.7 * best.length
    ? best.filter((anchor) => anchor.date.kind === 'range' || anchor.score >= 2.2)
    : [...best];
}

const CELL = /\t|\s{3,}|\u3000/u;

/** Characters looked at beside a date. No head has more; the bound keeps a line of many dates from quadratic work. */
const MOST_AROUND = 500;

/** What stands before and after a date within its column (tabs or wide gaps separate cells). */
function cellAround(
  lines: readonly TextLine[],
  first: number,
  last: number,
  date: DateSpan,
): { before: string; after: string; others: boolean } {
  const at = Math.max(0, date.from - lines[first]!.start);
  const to = Math.max(0, date.to - lines[last]!.start);
  const [left, right] = [
    lines[first]!.text.slice(Math.max(0, at - MOST_AROUND), at),
    lines[last]!.text.slice(to, to + MOST_AROUND),
  ];
  const [before, after] = [left.split(CELL).at(-1)!, right.split(CELL)[0]!];
  const clean = {
    before: before.replace(/(?<![\s,|(–:-])[\s,|(–:-]+$/u, ''),
    after: after.replace(/^[\s,|):;–.-]+/u, ''),
  };
  return { ...clean, others: before.length < left.length || after.length < right.length };
}

const DATE_LABEL =
  /(?:^|\s)(?:duration|period|dates?|timeline|tenure|project (?:duration|period)|from|zeitraum|dauer|période|periodo|período|durata|durée|duración|date of joining)$/iu;

function anchorScore(
  lines: readonly TextLine[],
  first: number,
  last: number,
  date: DateSpan,
  scores: Scores,
  vocabulary: Vocabulary,
): { score: number; alone: boolean } {
  const line = lines[first]!;
  const { before, after, others } = cellAround(lines, first, last, date);
  const score = date.kind === 'range' ? 2 : 0.5;
  if (before === '' && after === '') {
    const support =
      date.kind === 'range'
        ? 0
        : Math.max(neighbours(scores, first, last), others ? (scores(first)! > 1 ? 0.5 : -0.5) : -2);
    return { score: score + 2 + support - (line.bullet && !others ? 1 : 0), alone: true };
  }
  // "Aug 2021 – Present Data Analyst": a column of dates without a visible gap.
  const besideTitle =
    before === '' &&
    date.kind === 'range' &&
    !line.bullet &&
    wordCount(after) <= 6 &&
    titleScore(after, vocabulary) >= 0.9;
  return { score: score + inlineScore(line, before, after, date, vocabulary), alone: besideTitle };
}

function inlineScore(line: TextLine, before: string, after: string, date: DateSpan, vocabulary: Vocabulary): number {
  const words = wordCount(before) + wordCount(after);
  const header = Math.max(
    titleScore(before, vocabulary),
    titleScore(after, vocabulary),
    employerScore(before),
    employerScore(after),
  );
  let score = before === '' || after === '' ? 0.6 : 0;
  if (words <= 12) score += 0.5;
  else if (wordCount(before) > 14 || (before === '' && words > 24)) score -= 3;
  if (header > 0.5 && wordCount(before) <= 14) score += 0.8;
  if (/(?:^|\s)(?:in|from|during|between|since|by|of|on|dated|von|im|en|de|du)$/iu.test(before)) score -= 1.2;
  if (DATE_LABEL.test(before)) score -= 0.5;
  if (line.bullet) score -= 1.5;
  if (isDuty(line.text)) score -= 2;
  if (date.kind === 'range') return score;
  // "Windows Server 2008 R2": a single year needs a separator between itself and other words.
  const inText =
    before !== '' &&
    !/[,(|–-]\s*$/u.test(line.text.slice(Math.max(0, date.from - line.start - MOST_AROUND), date.from - line.start)) &&
    (after !== '' || date.start!.length === 4);
  return score - (header < 0.5 ? 0.5 : 0) - (inText ? 1.5 : 0);
}

/** A single date on its line heads an entry if the line above or below looks like a head. */
function neighbours(scores: Scores, first: number, last: number): number {
  return Math.max(scores(first - 1) ?? -1, scores(last + 1) ?? -1) > 1 ? 0.5 : -1.5;
}
