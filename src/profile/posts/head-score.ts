import { placeScore, trailingPlace } from '../person/places.js';
import type { Vocabulary } from '../port.js';
import { isUpperCase, wordCount, type TextLine } from '../text/lines.js';
import { isFormLine, isIdleFormLine } from '../words/labels.js';
import { employerScore, endsAsSentence, isDuty, nameLike, titleScore } from './classify.js';

/** Scores how much lines look like part of an entry's head. */

/**
 * The score of a line by its index, computed when asked for, since only lines near dates matter. Undefined outside the
 * section.
 */
export type Scores = (index: number) => number | undefined;

export function lazyScores(lines: readonly TextLine[], vocabulary: Vocabulary): Scores {
  const body = bodyStyle(lines);
  const known: (number | undefined)[] = [];
  return (index) => {
    const line = lines[index];
    return line === undefined ? undefined : (known[index] ??= headScore(line, body, vocabulary));
  };
}

/** Style of most letters: what differs from it is a heading. */
export function bodyStyle(lines: readonly TextLine[]): number {
  const letters = new Map<number, number>();
  for (const line of lines) {
    const one = style(line);
    letters.set(one, (letters.get(one) ?? 0) + line.text.length);
  }
  return [...letters].reduce((a, b) => (b[1] > a[1] ? b : a), [UNKNOWN, 0])[0];
}

const UNKNOWN = -1;

/** Twice the rounded font size, plus one for bold. */
function style({ layout }: TextLine): number {
  return layout === null ? UNKNOWN : 2 * Math.round(layout.fontSize) + (layout.bold ? 1 : 0);
}

/**
 * How much a line looks like part of an entry's head: positive for titles, employers and places, negative for prose and
 * bullets.
 */
export function headScore(line: TextLine, body: number, vocabulary: Vocabulary): number {
  const { text } = line;
  const words = wordCount(text);
  if (words <= 8 && isFormLine(text)) return 2;
  if (words <= 10 && isIdleFormLine(text)) return 0.6;
  const place = words > 12 ? -1 : trailingPlace(text);
  const unplaced = place > 0 ? text.slice(0, place).replace(/(?<![\s,;–-])[\s,;–-]+$/u, '') : text;
  const named = words > 12 ? 0 : Math.max(1.8 * titleScore(unplaced, vocabulary), 1.6 * employerScore(unplaced));
  let score = named;
  if (placeScore(text) >= 0.8) score += 1;
  else if (place > 0) score += 0.8;
  if (score === 0 && words <= 6 && nameLike(text) && !text.endsWith(':')) score += 0.7;
  if (
    line.layout !== null &&
    style(line) !== body &&
    (line.layout.bold || (body !== UNKNOWN && line.layout.fontSize > body >> 1))
  )
    score += 1;
  if (line.blankBefore) score += 0.3;
  if (isUpperCase(text) && words <= 10) score += 0.3;
  if (line.bullet) score -= 3;
  if (words > 12) score -= Math.min(4, (words - 12) * 0.5 + 1.5);
  if (isDuty(text)) score -= 2.5;
  else if (named < 0.7 && isProse(text, words)) score -= 1.8;
  if (
    /[:.：。]$/u.test(text) &&
    (text.endsWith(':') || endsAsSentence(text)) &&
    !/\b(?:Inc|Ltd|Co|Corp|Bros)\.$/.test(text)
  )
    score -= 1;
  if (/^\p{Ll}/u.test(text) && (words > 3 || named === 0)) score -= 1.5;
  return score;
}

/** "Leads the team of loaders.": small English words near the start, and a full stop. */
const SENTENCE = /^[\p{L}'’-]+(?<!or|er)\s(?:\S+\s){0,2}(?:the|an?|to|with|for|our|all)\s.*\p{Ll}{3}\.$/u;

export const isSentence = (text: string): boolean => text.endsWith('.') && SENTENCE.test(text);

/** Whether most words are in lower case: a sentence, not a name. */
function isProse(text: string, words: number): boolean {
  return words >= 6 && text.split(/\s+/).filter((word) => /^\p{Ll}/u.test(word)).length >= words * 0.5;
}
