import { unitsOf } from '../domain/index.js';

/**
 * How the words of a list begin, by a hash of their first three letters: refuses nearly every other word of a text, so that
 * an expression need not be tried there. A few others get through, none of the list is lost. Lower case only.
 */
export class Beginnings {
  private readonly known = new Uint8Array(SIZE);

  constructor(words: Iterable<string>) {
    for (const word of words) this.known[hashOf(word.charCodeAt(0), word.charCodeAt(1), word.length > 2 ? word.charCodeAt(2) : BLANK)] = 1;
  }

  /** Whether a word that starts with these three units may be one of the list; of a word of two letters the third is what stands behind it. */
  has(first: number, second: number, third: number): boolean {
    return this.known[hashOf(first, second, third)] === 1;
  }
}

const SIZE = 1 << 12;
const BLANK = 32;

export const isLetter = (unit: number): boolean => (unit | 32) >= 97 && (unit | 32) <= 122;
export const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

/** What a sticky expression matches where a number begins: at a digit, a bracket or a plus that no digit stands before. */
export function numbersIn(text: string, pattern: RegExp): RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  const units = unitsOf(text);
  const { length } = text;
  for (let at = 0; at < length; at++) {
    if (!mayBeginNumber(units, at)) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) continue;
    matches.push(match);
    at = pattern.lastIndex - 1;
  }
  return matches;
}

const OPENING = 40;
const PLUS = 43;

function mayBeginNumber(units: Uint16Array, at: number): boolean {
  const unit = units[at]!;
  return (isDigit(unit) || unit === OPENING || unit === PLUS) && (at === 0 || !isDigit(units[at - 1]!));
}

function hashOf(first: number, second: number, third: number): number {
  return (first ^ (second << 3) ^ ((isLetter(third) ? third : BLANK) << 6)) & (SIZE - 1);
}
