import { memoize } from './memoize.js';

/**
 * Fast splitting of texts into words, which happens several times per CV. Same results as a regular expression with
 * `\p{L}` and as `normalize`, in a fraction of the time: for a text outside Latin-1, and most CVs have a bullet or
 * dash, V8 looks up each character in a table of ranges outside the generated code.
 */

const OTHER = 1;
const WORD = 2;
const HIGH_SURROGATE = 3;
/** By UTF-16 code unit; 0 where not yet computed. */
const classes = new Uint8Array(0x10000);
const IS_WORD = /^[\p{L}\p{N}]/u;

function classify(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdbff) return (classes[unit] = HIGH_SURROGATE);
  return (classes[unit] = IS_WORD.test(String.fromCharCode(unit)) ? WORD : OTHER);
}

/** The end of the letters and digits that begin at `at`; `at` itself where there are none. */
export function endOfWord(text: string, at: number): number {
  let end = at;
  while (end < text.length) {
    const unit = text.charCodeAt(end);
    const kind = classes[unit] || classify(unit);
    if (kind === WORD) end += 1;
    else if (kind === HIGH_SURROGATE && IS_WORD.test(text.slice(end, end + 2))) end += 2;
    else break;
  }
  return end;
}

/** All runs of letters and digits: `text.match(/[\p{L}\p{N}]+/gu) ?? []`. */
export function wordsIn(text: string): string[] {
  const words: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = endOfWord(text, at);
    if (end > at) words.push(text.slice(at, end));
    at = end + 1;
  }
  return words;
}

/** The number of runs of letters and digits. */
export function countWords(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length;) {
    const end = endOfWord(text, at);
    if (end > at) count += 1;
    at = end + 1;
  }
  return count;
}

/** Whether `\s` matches a UTF-16 code unit. */
export function isBlank(unit: number): boolean {
  if (unit < 128) return unit === 32 || (unit >= 9 && unit <= 13);
  return unit === 0xa0 || (unit >= 0x1680 && BLANK.test(String.fromCharCode(unit)));
}
const BLANK = /\s/;

// eslint-disable-next-line no-control-regex -- what is not ASCII
const NOT_ASCII = /[^\x00-\x7f]+/g;

/**
 * Applies `change` to each run of characters outside ASCII. Results are memoized, since CVs have few different runs.
 */
export function changeForeign(change: (run: string) => string): (text: string) => string {
  const known = memoize(change);
  return (text) => text.replace(NOT_ASCII, known);
}

// eslint-disable-next-line no-control-regex -- what is Latin-1
const LATIN_1 = /^[\x00-\xff]*$/;

/**
 * The same text stored with one byte per character where possible. A slice of a text with a single bullet has two bytes
 * per character, which makes all work on it slower.
 */
export function oneByte(text: string): string {
  return LATIN_1.test(text) ? Buffer.from(text, 'latin1').toString('latin1') : text;
}

/**
 * Like `normalize('NFKD')`, for splitting into words: characters between words may become blanks, so that nearly every
 * text is Latin-1 afterwards.
 */
export function decomposeWords(text: string): string {
  return oneByte(decomposedWords(text));
}
// eslint-disable-next-line no-control-regex -- ASCII comes out of ligatures and fractions
const OF_WORDS = /[\p{L}\p{N}\p{M}\x00-\x7f]/u;
const decomposedWords = changeForeign((run) => {
  const plain = run.normalize('NFKD');
  return OF_WORDS.test(plain) ? plain : ' ';
});

const MARKS = /\p{M}+/gu;

/** Without combining marks. */
export const withoutMarks = changeForeign((run) => run.replace(MARKS, ''));

/**
 * All matches of a global regular expression, like `matchAll`, which copies the expression for each text. Not for
 * expressions that can match the empty string.
 */
export function matchesOf(text: string, pattern: RegExp): RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) matches.push(match);
  return matches;
}
