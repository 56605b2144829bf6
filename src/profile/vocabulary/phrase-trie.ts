import { isDigit, isLetter } from '../text/beginnings.js';

/** A phrase found in a text: its value, and where it ends or, searching backwards, begins. */
export interface Found<T> {
  at: number;
  value: T;
}

interface Node<T> {
  next: Map<number, Node<T>>;
  value?: T;
  /** Whether the last word may continue. */
  open?: boolean;
}

/**
 * Phrases in a trie of letters that finds the longest one at a place of a folded text; the cost per letter does not
 * depend on the number of phrases. Dots, hyphens, slashes and apostrophes between words count as blanks, and combining
 * marks are skipped.
 */
export class PhraseTrie<T> {
  private readonly forward: Node<T> = { next: new Map() };
  private readonly backward: Node<T> = { next: new Map() };
  /** Filters by a hash of the first two and first three letters, which reject most places of a text. */
  private readonly known = new Uint8Array(SIZE);
  private readonly continued = new Uint8Array(SIZE_OF_THREE);
  /** Phrases not yet in the trie. It is built on first use, so that commands that read no CV do not pay for it. */
  private added: [phrase: string, value: T][] = [];

  /** Of two values for one phrase the first stays. A star at the end stands for the rest of the word. */
  add(phrase: string, value: T): void {
    this.added.push([phrase, value]);
  }

  private grow(): void {
    for (const [phrase, value] of this.added) this.put(phrase, value);
    this.added = [];
  }

  private put(phrase: string, value: T): void {
    const open = phrase.endsWith('*');
    const units = phrase
      .split('')
      .filter((char) => !POINTS.test(char))
      .join('')
      .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
      .trim()
      .split('')
      .map((char) => char.charCodeAt(0));
    if (units.length === 0) return;
    this.note(units);
    put(this.forward, units, value, open);
    put(this.backward, units.reverse(), value, false);
  }

  private note([first, second = BLANK, third = BLANK]: readonly number[]): void {
    // A word of one or two letters may be followed by anything.
    if (second === BLANK) for (let any = 0; any < SIZE; any++) this.known[hashOf(first!, any)] = ANY;
    else if (third === BLANK) this.known[hashOf(first!, second)] = ANY;
    else {
      this.known[hashOf(first!, second)] ||= SOME;
      this.continued[hashOfThree(first!, second, third)] = 1;
    }
  }

  get(phrase: string): T | undefined {
    const found = this.match(phrase, 0, phrase.length);
    return found?.at === phrase.length ? found.value : undefined;
  }

  /** The longest phrase that begins at `at` and ends no later than `limit`. */
  match(text: string, at: number, limit: number): Found<T> | null {
    if (this.added.length > 0) this.grow();
    if (at >= limit || !this.mayBegin(text, at)) return null;
    return at > 0 && isWord(text, at - 1) && isWord(text, at) && joins(text, at - 1, at)
      ? null
      : walk(this.forward, text, at, limit, 1);
  }

  /** The first place with a phrase; null where there is none. */
  find(text: string): (Found<T> & { from: number }) | null {
    for (let at = 0; at < text.length; at++) {
      const found = this.match(text, at, text.length);
      if (found !== null) return { ...found, from: at };
    }
    return null;
  }

  private mayBegin(text: string, at: number): boolean {
    const first = text.charCodeAt(at);
    const second = at + 1 < text.length ? text.charCodeAt(at + 1) : 0;
    if (second > 127 && kindAt(text, at + 1) === MARK) return true;
    const known = this.known[hashOf(first, second)];
    if (known !== SOME) return known === ANY;
    const third = at + 2 < text.length ? text.charCodeAt(at + 2) : 0;
    return this.continued[hashOfThree(first, second, third)] === 1 || (third > 127 && kindAt(text, at + 2) === MARK);
  }

  /** The longest phrase that ends at `end` and begins no earlier than `floor`. */
  matchBefore(text: string, end: number, floor: number): Found<T> | null {
    if (this.added.length > 0) this.grow();
    if (end < text.length && isWord(text, end) && end > 0 && joins(text, end - 1, end)) return null;
    const found = walk(this.backward, text, end - 1, floor - 1, -1);
    return found === null ? null : { at: pastMarks(text, found.at + 1, end, 1), value: found.value };
  }
}

const SIZE = 1 << 11;
const hashOf = (first: number, second: number): number => (first ^ (second << 4)) & (SIZE - 1);
const SIZE_OF_THREE = 1 << 13;
const hashOfThree = (first: number, second: number, third: number): number =>
  (first ^ (second << 4) ^ (third << 8)) & (SIZE_OF_THREE - 1);
/** Some third letters continue two known ones, or any. */
const SOME = 1;
const ANY = 2;

function put<T>(root: Node<T>, units: readonly number[], value: T, open: boolean): void {
  let node = root;
  for (const unit of units) {
    let next = node.next.get(unit);
    if (next === undefined) node.next.set(unit, (next = { next: new Map() }));
    node = next;
  }
  node.value ??= value;
  if (open) node.open = true;
}

const BLANK = 32;
const MOST_BETWEEN = 3;

function walk<T>(root: Node<T>, text: string, start: number, stop: number, step: 1 | -1): Found<T> | null {
  let node: Node<T> | undefined = root;
  let best: Found<T> | null = null;
  let at = pastMarks(text, start, stop, step);
  while (at !== stop) {
    const last = at;
    if (isWord(text, at)) {
      node = node.next.get(text.charCodeAt(at));
      at = pastMarks(text, at + step, stop, step);
    } else {
      node = node.next.get(BLANK);
      for (let most = MOST_BETWEEN; most > 0 && at !== stop && isBetween(text.charCodeAt(at)); most--) at += step;
      at = pastMarks(text, at, stop, step);
      if (at === stop || !isWord(text, at)) break;
    }
    if (node === undefined) break;
    if (node.value === undefined) continue;
    if (endsWord(text, last, at, step)) best = { at, value: node.value };
    else if (node.open === true) best = { at: wordEnd(text, at, stop), value: node.value };
  }
  return best;
}

function wordEnd(text: string, start: number, stop: number): number {
  let at = start;
  while (at < stop && isWord(text, at)) at += 1;
  return at;
}

/** Skips combining marks: phrases are compared by their letters. */
function pastMarks(text: string, start: number, stop: number, step: 1 | -1): number {
  let at = start;
  while (at !== stop && kindAt(text, at) === MARK) at += step;
  return at;
}

/** Space, no-break space, newline, dot, hyphen, slash, apostrophe. */
const isBetween = (unit: number): boolean =>
  unit === BLANK || unit === 0xa0 || unit === 10 || (unit >= 45 && unit <= 47) || unit === 39;

/** Whether a word ends here: no letter continues it. A digit may follow a letter ("Mar2019"). */
function endsWord(text: string, last: number, next: number, step: 1 | -1): boolean {
  if (next < 0 || next >= text.length || !isWord(text, next)) return true;
  return step === 1 ? !joins(text, last, next) : !joins(text, next, last);
}

/** Whether two neighbouring code units belong to the same word. */
function joins(text: string, left: number, right: number): boolean {
  const [a, b] = [text.charCodeAt(left), text.charCodeAt(right)];
  if (isDigit(a) !== isDigit(b)) return false;
  return kindAt(text, left) !== LOOSE && kindAt(text, right) !== LOOSE;
}

/** Accents, and the points of Hebrew and Arabic. In other scripts combining marks distinguish words. */
const POINTS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]/u;
const OTHER = 1;
const WORD = 2;
/** Letters of scripts without blanks between words, or that add endings to foreign words. */
const LOOSE = 3;
const MARK = 4;
/** By UTF-16 code unit, computed on demand; 0 means not yet. */
const kinds = new Uint8Array(0x10000);

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return kinds[unit] || (kinds[unit] = kindOf(unit));
}

function kindOf(unit: number): number {
  if (unit < 128) return isLetter(unit) || isDigit(unit) ? WORD : OTHER;
  const char = String.fromCharCode(unit);
  if (POINTS.test(char)) return MARK;
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}ー]/u.test(char))
    return LOOSE;
  return /[\p{L}\p{N}\p{M}]/u.test(char) ? WORD : OTHER;
}

/** A letter or digit of any script. */
export function isWord(text: string, at: number): boolean {
  return kindAt(text, at) !== OTHER;
}

/** A letter that is a word or syllable by itself, as in Chinese. */
export function isLoose(text: string, at: number): boolean {
  return kindAt(text, at) === LOOSE;
}
