import { unitsOf } from '../../domain/index.js';

/**
 * A filter over a list of words by a hash of their first three letters. It lets every listed word through and rejects
 * nearly all others, so that a slow regular expression is rarely tried. Lower case only.
 */
export class Beginnings {
  private readonly known = new Uint8Array(SIZE);

  constructor(words: Iterable<string>) {
    for (const word of words)
      this.known[hashOf(word.charCodeAt(0), word.charCodeAt(1), word.length > 2 ? word.charCodeAt(2) : BLANK)] = 1;
  }

  /**
   * Whether a word that starts with these three code units may be in the list. For a word of two letters, pass the unit
   * after it as third.
   */
  has(first: number, second: number, third: number): boolean {
    return this.known[hashOf(first, second, third)] === 1;
  }
}

/**
 * The same over a list of phrases, by as many as six letters of a text's first word: lists for dozens of languages have
 * a phrase with nearly any three letters.
 */
export class PhraseBeginnings extends Beginnings {
  /** By a hash of the first three, four, five and six letters of each phrase. */
  private readonly prefixes = new Uint8Array(PREFIXES);

  constructor(phrases: Iterable<string>) {
    const all = [...phrases];
    super(all);
    for (const phrase of all) {
      const letters = phrase.replaceAll(' ', '');
      for (let length = LEAST_LETTERS; length <= MOST_LETTERS && lettersOf(letters, length) === length; length++)
        this.prefixes[prefixHash(letters, length)] = 1;
    }
  }

  /** Whether a text in any case may begin with a phrase, ignoring blanks. An accented letter among the first three passes. */
  mayBegin(text: string): boolean {
    const length = lettersOf(text, MOST_LETTERS);
    if (length >= LEAST_LETTERS) return this.prefixes[prefixHash(text, length)] === 1;
    const [first, second, third] = [smallAt(text, 0), smallAt(text, 1), smallAt(text, 2)];
    return first > 127 || second > 127 || third > 127 || this.has(first, second, third);
  }
}
const PREFIXES = 1 << 16;
const LEAST_LETTERS = 3;
const MOST_LETTERS = 6;

/** The number of ASCII letters that a text begins with, at most `most`. */
function lettersOf(text: string, most: number): number {
  let length = 0;
  while (length < most && isLetter(smallAt(text, length))) length += 1;
  return length;
}

function prefixHash(text: string, length: number): number {
  let hash = length;
  for (let at = 0; at < length; at++) hash = Math.imul(hash, 31) + smallAt(text, at);
  return (hash ^ (hash >>> 16)) & (PREFIXES - 1);
}

/**
 * The alternatives in the first group of regular expressions, of which only the first letters are used; text left over
 * after the last one does no harm.
 */
export function alternativesOf(patterns: readonly RegExp[]): string[] {
  return patterns
    .flatMap(({ source }) => source.slice(source.indexOf('(?:') + 3).split('|'))
    .map((pattern) => pattern.replace(/\\s\*/g, ' ').replace(/\\/g, ''));
}

const SIZE = 1 << 12;
const BLANK = 32;

export const isLetter = (unit: number): boolean => (unit | 32) >= 97 && (unit | 32) <= 122;
/** The code unit at an offset, ASCII letters in lower case; 0 past the end. */
export function smallAt(text: string, at: number): number {
  const unit = at < text.length ? text.charCodeAt(at) : 0;
  return isLetter(unit) ? unit | 32 : unit;
}
export const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

/**
 * Matches of a sticky expression at every place where a number begins: at a digit, bracket or plus that does not follow
 * a digit.
 */
export function numbersIn(text: string, pattern: RegExp): RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  const units = unitsOf(text);
  const { length } = text;
  let end = 0;
  let digit = false;
  for (let at = 0; at < length; at++) {
    const unit = units[at]!;
    const inside = digit;
    digit = isDigit(unit);
    if (inside || !(digit || unit === OPENING || unit === PLUS) || at < end) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) continue;
    matches.push(match);
    end = pattern.lastIndex;
  }
  return matches;
}

const OPENING = 40;
const PLUS = 43;

function hashOf(first: number, second: number, third: number): number {
  return (first ^ (second << 3) ^ ((isLetter(third) ? third : BLANK) << 6)) & (SIZE - 1);
}
