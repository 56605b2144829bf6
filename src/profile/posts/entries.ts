import type { EntryDate } from '../dates/date-columns.js';
import type { Vocabulary } from '../port.js';
import { isFurniture, wordCount, type TextLine } from '../text/lines.js';
import { isColumnHeads, labelAt } from '../words/labels.js';
import { findAnchors } from './anchors.js';
import { freeRoles } from './bulleted-roles.js';
import { employerScore, titleScore } from './classify.js';
import { AT, bestPattern, besideDate, cutAtHeads } from './entry-cuts.js';
import type { Entry } from './entry.js';
import { lazyScores } from './head-score.js';
import { postsWithoutDates, withUndated } from './undated.js';

const NAMES_MORE = new RegExp(`[,@|·•]|${AT}`, 'u');

/** Cuts a section into entries at the dates that head them. `dates` are those of the whole text. */
export function splitEntries(
  section: readonly TextLine[],
  dates: readonly EntryDate[],
  vocabulary: Vocabulary,
): Entry[] {
  let lines = withValues(section.filter((line) => !isFurniture(line) && !isColumnHeads(line)));
  if (lines.length === 0) return [];
  let scores = lazyScores(lines, vocabulary);
  const anchors = findAnchors(lines, dates, scores, vocabulary);
  const freed = freeRoles(lines, anchors, vocabulary);
  if (freed !== null) [lines, scores] = [freed, lazyScores(freed, vocabulary)];
  if (anchors.length === 0) return postsWithoutDates(lines, vocabulary);
  const dated = cutAtHeads(lines, anchors, scores, bestPattern(lines, anchors, scores), vocabulary);
  extendToTitles(dated, vocabulary);
  extendToEmployers(dated, vocabulary);
  return withUndated(lines, dated, vocabulary);
}

/**
 * Where a section has several labels such as "Employer:" above their values, joins each with its value into one line.
 */
function withValues(lines: TextLine[]): TextLine[] {
  const labels = lines.filter((line, i) => isLabelAbove(line, lines[i + 1]));
  if (labels.length < LEAST_LABELS) return lines;
  const above = new Set(labels);
  return lines.flatMap((line, i) => {
    const before = lines[i - 1];
    if (above.has(line)) return [];
    return before === undefined || !above.has(before)
      ? [line]
      : [
          {
            ...line,
            start: before.start,
            blankBefore: before.blankBefore,
            text: `${before.text}${' '.repeat(line.start - before.end)}${line.text}`,
          },
        ];
  });
}
const LEAST_LABELS = 3;

function isLabelAbove({ text }: TextLine, below: TextLine | undefined): boolean {
  return (
    text.endsWith(':') &&
    below !== undefined &&
    !below.bullet &&
    !below.text.endsWith(':') &&
    (labelAt(text)?.length ?? 0) >= text.length
  );
}

/** Adds the line after a head without title to it, if that line is a title. */
function extendToTitles(entries: Entry[], vocabulary: Vocabulary): void {
  for (const entry of entries) {
    const next = entry.body[0];
    const titled = entry.head.some((line) =>
      line.text.split(/\t|\s{3,}|\s[-–|]\s|,\s/u).some((part) => titleScore(part, vocabulary) >= 0.7),
    );
    if (
      titled ||
      next === undefined ||
      next.bullet ||
      next.blankBefore ||
      wordCount(next.text) > 8 ||
      titleScore(next.text, vocabulary) < 0.9
    )
      continue;
    entry.head = [...entry.head, next];
    entry.body = entry.body.slice(1);
  }
}

/**
 * Adds the line below "May 2017 - Feb 2021", a gap, "Analyst" to the head if it is the employer, although other entries
 * have theirs elsewhere.
 */
function extendToEmployers(entries: Entry[], vocabulary: Vocabulary): void {
  for (const entry of entries) {
    const [line, next] = [entry.head[0]!, entry.body[0]];
    if (
      entry.head.length !== 1 ||
      entry.dates === null ||
      next === undefined ||
      next.bullet ||
      next.blankBefore ||
      wordCount(next.text) > 6 ||
      employerScore(next.text) < 0.7
    )
      continue;
    const rest = besideDate(line, entry.dates);
    if (
      titleScore(rest, vocabulary) < 0.9 ||
      employerScore(rest) >= 0.5 ||
      NAMES_MORE.test(rest) ||
      titleScore(next.text, vocabulary) >= 0.7
    )
      continue;
    entry.head = [...entry.head, next];
    entry.body = entry.body.slice(1);
  }
}
