/**
 * Near copies: the same text in another format. Three views of one folded text, from cheap to exact: a hash for equality,
 * a MinHash signature (Broder 1997; one permutation with rotation, Li et al. 2012) whose bands find those worth comparing,
 * and the shares of common word triples that decide.
 */

const BINS = 64;
/** Rows per band: 8 bands of 8 find a pair of similarity 0.9 with 99 %, one of 0.5 with 3 %. */
const BAND_ROWS = 8;
const EMPTY = 0xffffffff;

/** Letters and digits alone, lower case, without accents: what survives a change of format. */
export function foldText(text: string): string[] {
  return text.normalize('NFKD').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** FNV-1a over UTF-16 units with a final mix (murmur3), so that neighbouring texts differ in every bit. */
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

/** Hashes of all runs of three words. */
function triples(words: string[]): Set<number> {
  const hashes = words.map(hashOf);
  const found = new Set<number>();
  for (let i = 0; i + 2 < hashes.length; i++) {
    found.add(mix(Math.imul(hashes[i]!, 31) ^ Math.imul(hashes[i + 1]!, 0x9e3779b1) ^ Math.imul(hashes[i + 2]!, 0x85ebca77)));
  }
  return found;
}

/** 64 unsigned 32-bit minima, little endian; all ones for a text of fewer than three words. */
export function signatureOf(words: string[]): Uint8Array {
  const bins = new Uint32Array(BINS).fill(EMPTY);
  for (const triple of triples(words)) {
    const bin = triple % BINS;
    const value = Math.floor(triple / BINS);
    if (value < bins[bin]!) bins[bin] = value;
  }
  return new Uint8Array(densify(bins).buffer);
}

/** An empty bin takes the next full one's value, offset by the distance so that only alike gaps agree. */
function densify(bins: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  if (bins.every((bin) => bin === EMPTY)) return bins;
  return bins.map((bin, i) => {
    let distance = 0;
    while (bins[(i + distance) % BINS] === EMPTY) distance++;
    return distance === 0 ? bin : mix(bins[(i + distance) % BINS]! + distance);
  });
}

/** One number per band: two texts that share one are worth comparing. None for a text too short to tell. */
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

/** Share of common word triples (Jaccard), 0..1. */
export function similarity(a: string[], b: string[]): number {
  const left = triples(a);
  const right = triples(b);
  if (left.size === 0 || right.size === 0) return 0;
  let common = 0;
  for (const triple of left) if (right.has(triple)) common++;
  return common / (left.size + right.size - common);
}

/** What a conversion loses at most; a revision adds or takes more. Measured: docs/store.md. */
const NEAR = 0.9;

/** Whether two texts are one text in two formats: nearly all triples in common and the same numbers (a revision changes dates). */
export function nearCopy(a: string, b: string): boolean {
  const left = foldText(a);
  const right = foldText(b);
  return numbersOf(left) === numbersOf(right) && similarity(left, right) >= NEAR;
}

/** Numbers of two digits or more, as a sorted set: page numbers come and go with the format, years do not. */
function numbersOf(words: string[]): string {
  return [...new Set(words.filter((word) => /^\d{2,}$/.test(word)))].sort().join(' ');
}
