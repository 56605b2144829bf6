import { grown, oneByte, remember, unitsOf } from '../domain/index.js';

/**
 * A text as folded words with the kind of gap before each: the alphabet in which the vocabulary is written and searched.
 * "Node.js", "Node JS" and "node-js" are the same two words; "C++", "C#" and ".NET" keep their signs.
 */
export interface Words {
  /** Folded: lower case, no accents, singular. */
  folded: string[];
  /** What `KnownWords` was told of each; 0 without one. */
  ids: number[];
  /** Offsets into the text, UTF-16 code units. */
  starts: number[];
  ends: number[];
  /** `gaps[i]` is before word i; one more at the end for what follows the last word. */
  gaps: number[];
}

/** Gaps, from loose to hard: a phrase may run over JOIN and SLASH, an item of a list ends at SLASH or harder. */
export const GAP = { join: 0, slash: 1, break: 2, stop: 3 } as const;

/** Below this many characters a line was ended on purpose; above, it was probably wrapped in the middle of a phrase. */
const WRAPPED_LINE = 50;

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
/** By UTF-16 unit. */
const classes = Uint8Array.from({ length: 0x10000 }, (_, unit) => classOf(unit));

function classOf(unit: number): number {
  if (unit >= 48 && unit <= 57) return DIGIT;
  if (unit < 128) return (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) ? LETTER : OTHER;
  if (unit < 0x2000) return unit >= 0xc0 && unit !== 0xd7 && unit !== 0xf7 ? LETTER : OTHER;
  return (unit >= 0x3040 && unit < 0xd800) || (unit >= 0xfb00 && unit < 0xfe00) ? LETTER : OTHER;
}

const isApostrophe = (unit: number): boolean => unit === 0x27 || unit === 0x2019;
const isSpace = (unit: number): boolean => unit === 32 || unit === 160;

/** Words whose singular means something else. */
const keepsPlural = new Set(['windows', 'sales', 'pandas', 'rails', 'goods', 'arts', 'sas', 'glasses', 'news', 'aws', 'ios', 'kubernetes', 'jenkins', 'teams', 'forms', 'settings', 'sass']);

/** Lower case, without accents and apostrophes, singular in a rough English way. */
export const foldWord = remember(foldAnew);

/**
 * Folded words by the units of the text, for those who split whole texts: CVs hold the same words again and again, and
 * to ask a Map for one its string must be cut and hashed first, which costs more than all else of the splitting. `idOf` is
 * asked once for each.
 */
export class KnownWords {
  /** Open addressing; a place holds an index into `ends`, `folded` and `ids`, plus one. */
  private readonly places = new Int32Array(PLACES);
  /** The words as written, one after the other, and where each ends. */
  private units = new Uint16Array(MOST_KNOWN * 8);
  private readonly ends = new Int32Array(MOST_KNOWN);
  folded: string[] = [];
  ids: number[] = [];

  /** The id of "and". */
  readonly and: number;

  constructor(private readonly idOf: (folded: string) => number) {
    this.and = idOf('and');
  }

  /** Index into `folded` and `ids` of the word that stands there, good until the next call. */
  find(text: string, units: Uint16Array, start: number, end: number): number {
    let hash = end - start;
    for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + units[i]!) | 0;
    for (let place = (hash ^ (hash >>> 15)) & (PLACES - 1); ; place = (place + 1) & (PLACES - 1)) {
      const at = this.places[place]! - 1;
      if (at < 0) return this.add(place, oneByte(text.slice(start, end)), units.subarray(start, end));
      if (this.isWord(at, units, start, end)) return at;
    }
  }

  private isWord(at: number, units: Uint16Array, start: number, end: number): boolean {
    const from = at === 0 ? 0 : this.ends[at - 1]!;
    if (this.ends[at]! - from !== end - start) return false;
    for (let i = start; i < end; i++) if (this.units[from + i - start] !== units[i]) return false;
    return true;
  }

  private add(place: number, raw: string, units: Uint16Array): number {
    if (this.folded.length >= MOST_KNOWN) {
      this.places.fill(0);
      this.folded = [];
      this.ids = [];
    }
    const at = this.folded.push(foldAnew(raw)) - 1;
    this.ids.push(this.idOf(this.folded[at]!));
    const from = at === 0 ? 0 : this.ends[at - 1]!;
    const end = from + units.length;
    if (end > this.units.length) this.units = grown(this.units, end);
    this.units.set(units, from);
    this.ends[at] = end;
    this.places[place] = at + 1;
    return at;
  }
}
const PLACES = 1 << 16;
const MOST_KNOWN = PLACES / 4;

const withoutIds = new KnownWords(() => 0);

function foldAnew(word: string): string {
  let folded = word.toLowerCase();
  if (/[^\x20-\x7e]|'/.test(folded)) {
    folded = folded.replace(/['’]/g, '').replace(/ß/g, 'ss').normalize('NFD').replace(/\p{M}/gu, '').replace(/ø/g, 'o').replace(/æ/g, 'ae');
  }
  return singular(folded);
}

function singular(word: string): string {
  const length = word.length;
  if (length < 4 || word.charCodeAt(length - 1) !== 115 || keepsPlural.has(word)) return word;
  if (/(?:ss|us|is|as|os)$/.test(word)) return word;
  if (length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:sse|she|che|xe)s$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** Ranges that are e-mail addresses or web addresses: no words, so that "example.net" is no skill. */
function addressRanges(text: string): [number, number][] {
  const ranges: [number, number][] = [];
  const marks = /@|:\/\/|\bwww\./g;
  const edge = (code: number): boolean => code <= 32 || code === 160 || code === 44 || code === 59 || code === 124 || code === 40 || code === 41;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    let start = mark.index;
    let end = mark.index;
    while (start > 0 && !edge(text.charCodeAt(start - 1))) start--;
    while (end < text.length && !edge(text.charCodeAt(end))) end++;
    if (end - start > 4) ranges.push([start, end]);
    marks.lastIndex = Math.max(end, mark.index + 1);
  }
  return ranges;
}

/** Splits and folds a whole text in one pass. */
export function splitWords(text: string, known = withoutIds): Words {
  const words: Words = { folded: [], ids: [], starts: [], ends: [], gaps: [] };
  const addresses = addressRanges(text);
  const units = unitsOf(text);
  let address = 0;
  let gap: number = GAP.stop;
  let gapStart = 0;
  let i = 0;
  while (i < text.length) {
    const range = addresses[address];
    if (range !== undefined && i >= range[0]) {
      i = Math.max(i, range[1]);
      address++;
      gap = Math.max(gap, GAP.break);
      continue;
    }
    const limit = range === undefined ? text.length : range[0];
    const end = wordEnd(units, i, limit);
    if (end > i) {
      words.gaps.push(words.folded.length === 0 ? GAP.stop : Math.max(gap, gapKind(units, gapStart, i, text.length)));
      const found = known.find(text, units, i, end);
      words.folded.push(known.folded[found]!);
      words.ids.push(known.ids[found]!);
      words.starts.push(i);
      words.ends.push(end);
      gapStart = i = end;
      gap = GAP.join;
    } else if (units[i] === 38) {
      // "R&D" is "R and D"
      words.gaps.push(Math.max(gap, gapKind(units, gapStart, i, text.length)));
      words.folded.push('and');
      words.ids.push(known.and);
      words.starts.push(i);
      words.ends.push(i + 1);
      gapStart = i = i + 1;
      gap = GAP.join;
    } else i++;
  }
  words.gaps.push(GAP.stop);
  return words;
}

/** End of the word that starts at `i`, or `i` when none starts there. */
function wordEnd(units: Uint16Array, i: number, limit: number): number {
  let end = i;
  if (classes[units[i]!] === OTHER) {
    if (!isDotNet(units, i)) return i;
    end = i + 1;
  }
  while (end < limit) {
    const unit = units[end]!;
    if (classes[unit] !== OTHER) end++;
    else if (isApostrophe(unit) && end > i && end + 1 < limit && classes[units[end + 1]!] === LETTER) end++;
    else break;
  }
  return signsEnd(units, end, limit);
}

/** ".NET": the dot belongs to the word where nothing stands before it. */
function isDotNet(units: Uint16Array, i: number): boolean {
  if (units[i] !== 46 || (units[i + 1]! | 32) !== 110 || (units[i + 2]! | 32) !== 101 || (units[i + 3]! | 32) !== 116) return false;
  const next = units[i + 4]!;
  return (next >= 128 || (classes[next] === OTHER && next !== 95)) && (i === 0 || classes[units[i - 1]!] === OTHER);
}

/** "C++", "C#", "notepad++": signs at the end of a word belong to it, unless a word goes on behind them. */
function signsEnd(units: Uint16Array, end: number, limit: number): number {
  let signs = end;
  while (signs < limit && signs - end < 2 && (units[signs] === 43 || units[signs] === 35)) signs++;
  if (signs === end || (signs < limit && classes[units[signs]!] === LETTER)) return end;
  return signs;
}

function gapKind(units: Uint16Array, start: number, end: number, length: number): number {
  if (end - start === 0) return GAP.join;
  if (end - start === 1) return singleGap(units, start);
  let kind: number = GAP.join;
  let spaces = 0;
  let newlines = 0;
  for (let i = start; i < end; i++) {
    const unit = units[i]!;
    if (isSpace(unit)) spaces++;
    else if (unit === 10) newlines++;
    else kind = Math.max(kind, signKind(unit, i, end, length));
  }
  if (newlines > 1) return GAP.stop;
  if (newlines === 1) return Math.max(kind, lineGap(units, start));
  return spaces > 2 ? Math.max(kind, GAP.break) : kind;
}

function singleGap(units: Uint16Array, at: number): number {
  const unit = units[at]!;
  if (isSpace(unit) || unit === 45 || unit === 46 || unit === 95 || unit === 0x2010 || unit === 0x2011 || isApostrophe(unit)) return GAP.join;
  if (unit === 10) return lineGap(units, at);
  if (unit === 47) return GAP.slash;
  return unit === 33 || unit === 63 ? GAP.stop : GAP.break;
}

/** A sign beside other gap characters: ". " ends a sentence, " - " an item, "/ " separates. */
function signKind(unit: number, at: number, end: number, length: number): number {
  if (unit === 47) return GAP.slash;
  if (unit === 34 || isApostrophe(unit) || unit === 0xae || unit === 0x2122) return GAP.join;
  if (unit === 46 || unit === 33 || unit === 63) return at + 1 < end || at + 1 === length ? GAP.stop : GAP.join;
  return GAP.break;
}

/** A line end: a break where the line is short up to `at`. */
function lineGap(units: Uint16Array, at: number): number {
  const from = at - WRAPPED_LINE;
  return from < 0 || units.subarray(from, at).includes(10) ? GAP.break : GAP.join;
}
