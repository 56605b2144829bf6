import { decomposeWords, wordsIn } from './words.js';

/**
 * Finds near copies: the same text in another format. Formats differ in the order of blocks (columns, headers, contact
 * lines) but hardly in words, while a revision changes words and numbers. So multisets of words are compared. A MinHash
 * signature of the distinct words (Broder 1997; one permutation with rotation, Li et al. 2012) is cut into bands, which
 * find the few texts worth comparing; for those the exact share of common words decides.
 */

const BINS = 64;
/** Rows per band: 8 bands of 8 find a pair of similarity 0.9 in 99 % of cases, one of 0.5 in 3 %. */
const BAND_ROWS = 8;
const EMPTY = 0xffffffff;

/** Lower-case words of letters and digits, without accents: what a change of format leaves unchanged. */
export function foldText(text: string): string[] {
  return wordsIn(decomposeWords(text).toLowerCase());
}

/** FNV-1a over UTF-16 code units with murmur3's final mix, so that similar texts differ in all bits. */
function hashOf(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h);
}

function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** 64 unsigned 32-bit minima, little-endian; all ones for a text without words. Repeated words change nothing. */
export function signatureOf(words: Iterable<string>): Uint8Array {
  const bins = new Uint32Array(BINS).fill(EMPTY);
  for (const word of words) {
    const hash = hashOf(word);
    const value = Math.floor(hash / BINS);
    if (value < bins[hash % BINS]!) bins[hash % BINS] = value;
  }
  return new Uint8Array(densify(bins).buffer);
}

/** Fills an empty bin from the next full one. The distance is added, so that only gaps of equal length match. */
function densify(bins: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  if (bins.every((bin) => bin === EMPTY)) return bins;
  return bins.map((bin, i) => {
    let distance = 0;
    while (bins[(i + distance) % BINS] === EMPTY) distance++;
    return distance === 0 ? bin : mix(bins[(i + distance) % BINS]! + distance);
  });
}

/** One number per band; two texts that share one are worth comparing. Empty for a text without words. */
export function bandsOf(signature: Uint8Array): number[] {
  const rows = new Uint32Array(signature.slice().buffer);
  if (rows.length !== BINS || rows.every((row) => row === EMPTY)) return [];
  const bands: number[] = [];
  for (let band = 0; band < BINS / BAND_ROWS; band++) {
    let h = band + 1;
    for (const row of rows.subarray(band * BAND_ROWS, (band + 1) * BAND_ROWS)) h = mix(Math.imul(h, 31) ^ row);
    bands.push(h * (BINS / BAND_ROWS) + band);
  }
  return bands;
}

/** Share of common words, 0..1, counting repetitions (Jaccard similarity of multisets). */
export function similarity(a: string[], b: string[]): number {
  const left = new Map<string, number>();
  for (const word of a) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of b) {
    const n = left.get(word) ?? 0;
    if (n > 0) common += 1;
    left.set(word, n - 1);
  }
  return common === 0 ? 0 : common / (a.length + b.length - common);
}

/** In words: shorter texts say too little about whose they are. */
const MIN_WORDS = 20;
/**
 * The least similarity of a converted text, as measured in docs/store.md. Revisions of one CV, among 1,079, reach 0.96.
 */
const NEAR = 0.97;

/** A text prepared for comparison: folded once, however many texts it is compared with. */
export interface Comparable {
  words: string[];
  /** Numbers of two or more digits as a sorted set. Page numbers vary with the format, years do not. */
  numbers: string;
  /** 32-bit hash of `numbers`: where hashes differ, the numbers do. */
  numbersHash: number;
}

export function comparable(text: string): Comparable {
  const words = foldText(text);
  const numbers = [...new Set(words.filter(isNumber))].sort().join(' ');
  return { words, numbers, numbersHash: hashOf(numbers) };
}

/**
 * Whether two texts are one text in two formats: nearly all words in common and the same numbers, since a revision
 * changes dates.
 */
export function nearCopy(a: Comparable, b: Comparable): boolean {
  if (Math.min(a.words.length, b.words.length) < MIN_WORDS) return false;
  return a.numbers === b.numbers && similarity(a.words, b.words) >= NEAR;
}

function isNumber(word: string): boolean {
  return word.length > 1 && word.charCodeAt(0) <= 57 && /^\d+$/.test(word);
}
