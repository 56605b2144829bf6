import { wordStarts, type CvWords } from './features/format.js';
import { foldWords, hashWord, isStopWord } from './words.js';

/** A JD's telling words in the order in which it has them, for finding them again in a CV. */
export interface JdRuns {
  /** 1 at the low bits of the hash of each of its words: asked for each word of each CV, which a Set is too slow for. */
  words: Uint8Array;
  /** Four words in a row: found so often that it is no chance, they tell that the JD was copied. */
  fours: ReadonlySet<number>;
  /** Three in a row, and whole lines and sentences: where it was copied, they too are the JD's. */
  threes: ReadonlySet<number>;
  /** With how many words each has. */
  lines: ReadonlyMap<number, number>;
}

/**
 * So many words of a CV in rows of four that the JD has too are no chance. Of 173,000 pairs of real CVs and JDs 99.9 %
 * have no row at all and none has ten such words, but for CVs that did copy the published description of an
 * occupation; the longest row of an honest CV was nine names of tools.
 */
const COPIED = 12;

export function jdRuns(text: string): JdRuns {
  const words = tellingHashes(text);
  const lines = text
    .split(/\n+|(?<=[.!?;:])\s+/u)
    .map(tellingHashes)
    .filter((line) => line.length > 0);
  const low = new Uint8Array(LOW + 1);
  for (const hash of words) low[hash & LOW] = 1;
  return {
    words: low,
    fours: rows(words, 4),
    threes: rows(words, 3),
    lines: new Map(lines.map((line) => [rowHash(line, 0, line.length), line.length])),
  };
}

const LOW = 0xffff;

function tellingHashes(text: string): number[] {
  const hashes: number[] = [];
  for (const word of foldWords(text)) {
    const hash = hashWord(word);
    if (!isStopWord(word, hash)) hashes.push(signed(hash));
  }
  return hashes;
}

/** V8 keeps signed numbers of 32 bits as they are, and makes an object of each larger one. */
const signed = (hash: number): number => hash | 0;

function rows(words: readonly number[], length: number): Set<number> {
  const found = new Set<number>();
  for (let i = 0; i + length <= words.length; i++) found.add(rowHash(words, i, length));
  return found;
}

function rowHash(words: ArrayLike<number>, from: number, length: number): number {
  let hash = length;
  for (let i = from; i < from + length; i++) hash = (Math.imul(hash ^ words[i]!, 0x9e3779b1) + (hash >>> 15)) | 0;
  return hash;
}

/** Marks the words of a CV that stand there as in the JD, one flag per word in order; null where it was not copied. */
export function copiedWords(jd: JdRuns, words: CvWords): Uint8Array | null {
  if (!sharesRows(jd, words)) return null;
  const hashes = new Int32Array(words.order.length);
  for (let i = 0; i < hashes.length; i++) hashes[i] = words.hashes[words.order[i]!]!;
  const marks = new Uint8Array(hashes.length);
  if (markRows(jd.fours, 4, hashes, marks, jd.words) < COPIED) return null;
  markRows(jd.threes, 3, hashes, marks, jd.words);
  markLines(jd, words, hashes, marks);
  return marks;
}

/** Whether enough words stand in rows of words that the JD (nearly surely) has, in whatever order there. */
function sharesRows(jd: JdRuns, { hashes, order }: CvWords): boolean {
  const shared = new Uint8Array(hashes.length);
  for (let i = 0; i < hashes.length; i++) shared[i] = jd.words[hashes[i]! & LOW]!;
  let inRows = 0;
  let row = 0;
  for (const index of order) {
    row = shared[index] === 1 ? row + 1 : 0;
    if (row >= 4) inRows += row === 4 ? 4 : 1;
  }
  return inRows >= COPIED;
}

/** How many words it marked. */
function markRows(
  rows: ReadonlySet<number>,
  length: number,
  hashes: Int32Array,
  marks: Uint8Array,
  jd: Uint8Array,
): number {
  let marked = 0;
  let row = 0;
  for (let end = 1; end <= hashes.length; end++) {
    row = jd[hashes[end - 1]! & LOW] === 1 ? row + 1 : 0;
    if (row < length || !rows.has(rowHash(hashes, end - length, length))) continue;
    for (let i = end - length; i < end; i++) {
      marked += 1 - marks[i]!;
      marks[i] = 1;
    }
  }
  return marked;
}

/** A line of the JD may stand before or after the CV's own words. */
const LONGEST_PIECE = 12;
/** A shorter one, such as "SAP", may be the CV's own word; it is the JD's where most of the others were copied, too. */
const SHORT_PIECE = 2;

function markLines(jd: JdRuns, words: CvWords, hashes: Int32Array, marks: Uint8Array): void {
  const { firsts } = wordStarts(words);
  const lines = firsts.map((first, i) => ({ first, end: firsts[i + 1] ?? hashes.length }));
  const found = new Set<number>();
  for (const line of lines) markPieces(line, SHORT_PIECE + 1, LONGEST_PIECE, jd.lines, hashes, marks, found);
  const long = [...jd.lines.values()].filter((length) => length > SHORT_PIECE).length;
  const isMostlyCopied = 2 * found.size >= long;
  for (const line of lines)
    if (line.end - line.first <= SHORT_PIECE)
      markPieces(line, line.end - line.first, SHORT_PIECE, jd.lines, hashes, marks, found);
  if (!isMostlyCopied) return;
  const others = new Map([...jd.lines].filter(([hash]) => !found.has(hash)));
  for (const line of lines) markPieces(line, 1, SHORT_PIECE, others, hashes, marks, found);
}

/** Marks lines of the JD, from `least` to `most` words long, that stand at the beginning or the end of a line. */
function markPieces(
  line: { first: number; end: number },
  least: number,
  most: number,
  pieces: ReadonlyMap<number, number>,
  hashes: Int32Array,
  marks: Uint8Array,
  found: Set<number>,
): void {
  const { first, end } = line;
  for (let length = Math.min(end - first, most); length >= least; length--) {
    for (const from of [first, end - length]) {
      const hash = rowHash(hashes, from, length);
      if (pieces.get(hash) !== length) continue;
      marks.fill(1, from, from + length);
      found.add(hash);
    }
  }
}
