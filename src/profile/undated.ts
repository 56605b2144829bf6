import { employerScore, isDuty, nameLike, titleScore } from './classify.js';
import type { Entry } from './entries.js';
import { wordCount, type TextLine } from './lines.js';
import { placeScore, trailingPlace } from './places.js';
import type { Vocabulary } from './port.js';

const MAX_WORDS = 9;

/**
 * Entries without dates: a title and an employer as two short paragraphs, one after the other. Looked for only where the
 * dated entries of the CV have their heads like that too, or where there are none.
 */
export function splitUndated(lines: readonly TextLine[], vocabulary: Vocabulary): { before: TextLine[]; entries: Entry[] } {
  const starts = lines.map((_, i) => i).filter((i) => isUndatedHead(lines, i, vocabulary));
  const heads = starts.filter((start, i) => i === 0 || start > starts[i - 1]! + 1);
  const entries = heads.map((start, i) => ({ head: lines.slice(start, start + 2), dates: null, body: lines.slice(start + 2, heads[i + 1] ?? lines.length) }));
  return { before: lines.slice(0, heads[0] ?? lines.length), entries };
}

function isUndatedHead(lines: readonly TextLine[], at: number, vocabulary: Vocabulary): boolean {
  const [title, employer, next] = [lines[at]!, lines[at + 1], lines[at + 2]];
  if (employer === undefined || !isParagraph(title) || !isParagraph(employer) || next?.blankBefore === false) return false;
  const placed = trailingPlace(employer.text) > 0;
  if (at === 0 && placed) return true;
  const named = titleScore(title.text, vocabulary) >= 0.7 && titleScore(employer.text, vocabulary) < 0.7;
  return named && (employerScore(employer.text) >= 0.7 || placed || (nameLike(employer.text) && placeScore(employer.text) < 0.8));
}

/** A short line on its own that is neither sentence nor bullet nor label. */
function isParagraph(line: TextLine): boolean {
  return line.blankBefore && !line.bullet && wordCount(line.text) <= MAX_WORDS && !/[:;!?]$|[\p{Ll})]\.$/u.test(line.text) && !/:\s/.test(line.text) && !isDuty(line.text);
}

/** Heads of dated entries that stand in two or more paragraphs of their own. */
export function headsApart(entries: readonly Entry[]): boolean {
  const apart = entries.filter((entry) => entry.head.length >= 2 && entry.head.every((line) => line.blankBefore));
  return apart.length * 2 > entries.length;
}

const SEPARATOR = /\s[·•|@/–—-]\s|\t|\s{3,}/u;

/** The signs that stand between title and employer in heads. */
export const signsOf = (dated: readonly Entry[]): Set<string | undefined> => new Set(dated.flatMap((one) => one.head.map((line) => SEPARATOR.exec(line.text)?.[0].trim())));

/**
 * A post without dates among dated ones: a line among an entry's bullets that is built as the heads of the dated entries are,
 * with the same sign between title and employer, and followed by bullets of its own; or one with a masked employer.
 */
export function splitAlike(entry: Entry, signs: ReadonlySet<string | undefined>, vocabulary: Vocabulary): Entry[] {
  const starts = entry.body.map((_, i) => i).filter((i) => isAlike(entry.body, i, signs, vocabulary));
  if (starts.length === 0) return [entry];
  const undated = starts.map((start, i) => ({ head: [entry.body[start]!], dates: null, body: entry.body.slice(start + 1, starts[i + 1]) }));
  return [{ ...entry, body: entry.body.slice(0, starts[0]) }, ...undated];
}

/** "Sales Clerk Company Name - City, State": where the employer is masked, the words before it are a title. */
const MASKED = /^(.{3,80}?)\s+Company Name(?:\s|$)/u;

function isAlike(lines: readonly TextLine[], at: number, signs: ReadonlySet<string | undefined>, vocabulary: Vocabulary): boolean {
  const masked = MASKED.exec(lines[at]!.text)?.[1];
  if (masked !== undefined) return wordCount(masked) <= MAX_WORDS && titleScore(masked, vocabulary) >= 0.7;
  const [line, previous, next] = [lines[at]!, lines[at - 1], lines[at + 1]];
  if (line.bullet || previous?.bullet !== true || next?.bullet === false || wordCount(line.text) > MAX_WORDS + 3 || isDuty(line.text) || /[.;:]$/u.test(line.text)) return false;
  const sign = SEPARATOR.exec(line.text)?.[0].trim();
  if (sign === undefined || !signs.has(sign)) return false;
  return line.text.split(SEPARATOR).some((part) => titleScore(part.replace(/^[^:]{0,24}:\s*/u, ''), vocabulary) >= 0.7);
}
