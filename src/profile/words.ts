import { oneByte, remember } from '../domain/index.js';

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
const ascii = new Uint8Array(128);
for (let c = 48; c <= 57; c++) ascii[c] = DIGIT;
for (let c = 65; c <= 90; c++) ascii[c] = ascii[c + 32] = LETTER;

function classOf(code: number): number {
  if (code < 128) return ascii[code]!;
  if (code < 0x2000) return code >= 0xc0 && code !== 0xd7 && code !== 0xf7 ? LETTER : OTHER;
  return (code >= 0x3040 && code < 0xd800) || (code >= 0xfb00 && code < 0xfe00) ? LETTER : OTHER;
}

const isApostrophe = (code: number): boolean => code === 0x27 || code === 0x2019;
const isSpace = (code: number): boolean => code === 32 || code === 160;

/** Words whose singular means something else. */
const keepsPlural = new Set(['windows', 'sales', 'pandas', 'rails', 'goods', 'arts', 'sas', 'glasses', 'news', 'aws', 'ios', 'kubernetes', 'jenkins', 'teams', 'forms', 'settings', 'sass']);

/** Lower case, without accents and apostrophes, singular in a rough English way. */
export const foldWord = remember(foldAnew);

/**
 * Folded words by the characters of the text, for those who split whole texts: CVs hold the same words again and again, and
 * to ask a Map for one its string must be cut and hashed first, which costs more than all else of the splitting. `idOf` is
 * asked once for each.
 */
export class KnownWords {
  /** Open addressing; a place holds an index into `raw`, `folded` and `ids`, plus one. */
  private readonly places = new Int32Array(PLACES);
  private raw: string[] = [];
  folded: string[] = [];
  ids: number[] = [];

  constructor(readonly idOf: (folded: string) => number) {}

  /** Index into `folded` and `ids` of the word that stands there, good until the next call. */
  find(text: string, start: number, end: number): number {
    let hash = end - start;
    for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
    for (let place = (hash ^ (hash >>> 15)) & (PLACES - 1); ; place = (place + 1) & (PLACES - 1)) {
      const at = this.places[place]! - 1;
      if (at < 0) return this.add(place, text.slice(start, end));
      if (sameText(this.raw[at]!, text, start, end)) return at;
    }
  }

  private add(place: number, raw: string): number {
    const folded = foldAnew(raw);
    if (this.raw.length >= MOST_KNOWN) {
      this.places.fill(0);
      this.raw = [];
      this.folded = [];
      this.ids = [];
    }
    this.folded.push(folded);
    this.ids.push(this.idOf(folded));
    this.places[place] = this.raw.push(oneByte(raw));
    return this.raw.length - 1;
  }
}
const PLACES = 1 << 16;
const MOST_KNOWN = PLACES / 4;

function sameText(raw: string, text: string, start: number, end: number): boolean {
  if (raw.length !== end - start) return false;
  for (let i = 0; i < raw.length; i++) if (raw.charCodeAt(i) !== text.charCodeAt(start + i)) return false;
  return true;
}

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
    const end = wordEnd(text, i, limit);
    if (end > i) {
      words.gaps.push(words.folded.length === 0 ? GAP.stop : Math.max(gap, gapKind(text, gapStart, i)));
      const found = known.find(text, i, end);
      words.folded.push(known.folded[found]!);
      words.ids.push(known.ids[found]!);
      words.starts.push(i);
      words.ends.push(end);
      gapStart = i = end;
      gap = GAP.join;
    } else if (text.charCodeAt(i) === 38) {
      // "R&D" is "R and D"
      words.gaps.push(Math.max(gap, gapKind(text, gapStart, i)));
      words.folded.push('and');
      words.ids.push(known.idOf('and'));
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
function wordEnd(text: string, i: number, limit: number): number {
  let end = i;
  // ".NET": the dot belongs to the word where nothing stands before it.
  if (text.charCodeAt(i) === 46 && /^\.net\b/i.test(text.slice(i, i + 5)) && (i === 0 || classOf(text.charCodeAt(i - 1)) === OTHER)) end = i + 1;
  while (end < limit) {
    const code = text.charCodeAt(end);
    if (classOf(code) !== OTHER) end++;
    else if (isApostrophe(code) && end > i && end + 1 < limit && classOf(text.charCodeAt(end + 1)) === LETTER) end++;
    else break;
  }
  if (end === i) return i;
  return signsEnd(text, end, limit);
}

/** "C++", "C#", "notepad++": signs at the end of a word belong to it, unless a word goes on behind them. */
function signsEnd(text: string, end: number, limit: number): number {
  let signs = end;
  while (signs < limit && signs - end < 2 && (text.charCodeAt(signs) === 43 || text.charCodeAt(signs) === 35)) signs++;
  if (signs === end || (signs < limit && classOf(text.charCodeAt(signs)) === LETTER)) return end;
  return signs;
}

function gapKind(text: string, start: number, end: number): number {
  if (end - start === 0) return GAP.join;
  if (end - start === 1) return singleGap(text, start);
  let kind: number = GAP.join;
  let spaces = 0;
  let newlines = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (isSpace(code)) spaces++;
    else if (code === 10) newlines++;
    else kind = Math.max(kind, signKind(text, code, i, end));
  }
  if (newlines > 1) return GAP.stop;
  if (newlines === 1) return Math.max(kind, lineLength(text, start) < WRAPPED_LINE ? GAP.break : GAP.join);
  return spaces > 2 ? Math.max(kind, GAP.break) : kind;
}

function singleGap(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (isSpace(code) || code === 45 || code === 46 || code === 95 || code === 0x2010 || code === 0x2011 || isApostrophe(code)) return GAP.join;
  if (code === 10) return lineLength(text, at) < WRAPPED_LINE ? GAP.break : GAP.join;
  if (code === 47) return GAP.slash;
  return code === 33 || code === 63 ? GAP.stop : GAP.break;
}

/** A sign beside other gap characters: ". " ends a sentence, " - " an item, "/ " separates. */
function signKind(text: string, code: number, at: number, end: number): number {
  if (code === 47) return GAP.slash;
  if (code === 34 || isApostrophe(code) || code === 0xae || code === 0x2122) return GAP.join;
  if (code === 46 || code === 33 || code === 63) return at + 1 < end || at + 1 === text.length ? GAP.stop : GAP.join;
  return GAP.break;
}

function lineLength(text: string, at: number): number {
  const from = text.lastIndexOf('\n', at - 1);
  return at - from - 1;
}
