import { grown, unitsOf } from '../../domain/index.js';
import { KnownWords } from './known-words.js';

/**
 * A text as folded words with the kind of gap before each: the form in which the vocabulary is written and searched.
 * "Node.js", "Node JS" and "node-js" are the same two words; "C++", "C#" and ".NET" keep their signs. The arrays are
 * reused: only their first `count` values belong to the text.
 */
export class Words {
  count = 0;
  /** Folded: lower case, no accents, singular. */
  readonly folded: string[] = [];
  /** The id that `KnownWords` has for each word; 0 where it has none. */
  ids = new Int32Array(ROOM);
  /** Offsets into the text, in UTF-16 code units. */
  starts = new Int32Array(ROOM);
  ends = new Int32Array(ROOM);
  /** `gaps[i]` is the gap before word i; the last value is the gap after the last word. */
  gaps = new Uint8Array(ROOM + 1);

  add(start: number, end: number, gap: number, known: KnownWords, word: number): void {
    const at = this.count++;
    if (at === this.ids.length) this.grow();
    this.folded[at] = known.folded[word]!;
    this.ids[at] = known.ids[word]!;
    this.starts[at] = start;
    this.ends[at] = end;
    this.gaps[at] = at === 0 ? GAP.stop : gap;
    this.gaps[at + 1] = GAP.stop;
  }

  private grow(): void {
    const size = 2 * this.ids.length;
    this.ids = grown(this.ids, size);
    this.starts = grown(this.starts, size);
    this.ends = grown(this.ends, size);
    this.gaps = grown(this.gaps, size + 1);
  }
}
const ROOM = 1 << 11;

/** Gaps from loose to hard: a phrase may cross `join` and `slash`, an item of a list ends at `slash` or harder. */
export const GAP = { join: 0, slash: 1, break: 2, stop: 3 } as const;

/** A line shorter than this was ended on purpose; a longer one was probably wrapped inside a phrase. */
const WRAPPED_LINE = 50;

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
/** Class of each UTF-16 code unit. */
const classes = Uint8Array.from({ length: 0x10000 }, (_, unit) => classOf(unit));

function classOf(unit: number): number {
  if (unit >= 48 && unit <= 57) return DIGIT;
  if (unit < 128) return (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) ? LETTER : OTHER;
  if (unit < 0x2000) return unit >= 0xc0 && unit !== 0xd7 && unit !== 0xf7 ? LETTER : OTHER;
  return (unit >= 0x3040 && unit < 0xd800) || (unit >= 0xfb00 && unit < 0xfe00) ? LETTER : OTHER;
}

const isApostrophe = (unit: number): boolean => unit === 0x27 || unit === 0x2019;
const isSpace = (unit: number): boolean => unit === 32 || unit === 160;

/** Ranges of e-mail and web addresses. They contain no words, so that "example.net" is no skill. */
function addressRanges(text: string): [number, number][] {
  const ranges: [number, number][] = [];
  const marks = /@|:\/\/|\bwww\./g;
  const edge = (code: number): boolean =>
    code <= 32 || code === 160 || code === 44 || code === 59 || code === 124 || code === 40 || code === 41;
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

/** Splits texts into folded words. */
export class WordSplitter {
  private readonly words = new Words();
  private readonly known: KnownWords;

  /** `idOf` gives the id of a folded word. */
  constructor(idOf: (folded: string) => number) {
    this.known = new KnownWords(idOf);
  }

  /** One pass; the result is valid until the next call. */
  split(text: string): Words {
    const { words, known } = this;
    words.count = 0;
    const addresses = addressRanges(text);
    const units = unitsOf(text);
    let address = 0;
    let gap: number = GAP.join;
    let gapStart = 0;
    /** Start of the line that holds `gapStart`, and of the line that holds `i`. */
    let [gapLine, line] = [0, 0];
    for (let i = 0; i < text.length;) {
      const range = addresses[address];
      if (range !== undefined && i >= range[0]) {
        i = Math.max(i, range[1]);
        address++;
        gap = GAP.break;
        continue;
      }
      const end = wordEnd(units, i, range === undefined ? text.length : range[0]);
      if (end === i) {
        if (units[i++] === 10) line = i;
        continue;
      }
      words.add(
        i,
        end,
        Math.max(gap, gapKind(units, gapStart, i, gapStart - gapLine, text.length)),
        known,
        known.find(text, units, i, end),
      );
      gap = GAP.join;
      gapStart = i = end;
      gapLine = line;
    }
    return words;
  }
}

/** End of the word that starts at `i`; `i` itself where none does. */
function wordEnd(units: Uint16Array, i: number, limit: number): number {
  let end = i;
  if (classes[units[i]!] === OTHER) {
    // "R&D" reads as "R and D".
    if (units[i] === 38) return i + 1;
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

/** The dot in ".NET" belongs to the word if nothing stands before it. */
function isDotNet(units: Uint16Array, i: number): boolean {
  if (units[i] !== 46 || (units[i + 1]! | 32) !== 110 || (units[i + 2]! | 32) !== 101 || (units[i + 3]! | 32) !== 116)
    return false;
  const next = units[i + 4]!;
  return (next >= 128 || (classes[next] === OTHER && next !== 95)) && (i === 0 || classes[units[i - 1]!] === OTHER);
}

/** Signs at the end of a word belong to it, unless the word continues after them: "C++", "C#", "notepad++". */
function signsEnd(units: Uint16Array, end: number, limit: number): number {
  let signs = end;
  while (signs < limit && signs - end < 2 && (units[signs] === 43 || units[signs] === 35)) signs++;
  if (signs === end || (signs < limit && classes[units[signs]!] === LETTER)) return end;
  return signs;
}

/** `lineLength` is the length of the line up to the gap. */
function gapKind(units: Uint16Array, start: number, end: number, lineLength: number, length: number): number {
  if (end - start === 0) return GAP.join;
  if (end - start === 1) return singleGap(units[start]!, lineLength);
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
  if (newlines === 1) return Math.max(kind, lineGap(lineLength));
  return spaces > 2 ? Math.max(kind, GAP.break) : kind;
}

function singleGap(unit: number, lineLength: number): number {
  if (
    isSpace(unit) ||
    unit === 45 ||
    unit === 46 ||
    unit === 95 ||
    unit === 0x2010 ||
    unit === 0x2011 ||
    isApostrophe(unit)
  )
    return GAP.join;
  if (unit === 10) return lineGap(lineLength);
  if (unit === 47) return GAP.slash;
  return unit === 33 || unit === 63 ? GAP.stop : GAP.break;
}

const lineGap = (lineLength: number): number => (lineLength < WRAPPED_LINE ? GAP.break : GAP.join);

/** The kind of a sign by the characters around it: ". " ends a sentence, " - " an item, "/ " separates. */
function signKind(unit: number, at: number, end: number, length: number): number {
  if (unit === 47) return GAP.slash;
  if (unit === 34 || isApostrophe(unit) || unit === 0xae || unit === 0x2122) return GAP.join;
  if (unit === 46 || unit === 33 || unit === 63) return at + 1 < end || at + 1 === length ? GAP.stop : GAP.join;
  return GAP.break;
}
