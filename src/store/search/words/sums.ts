import { impactOf, isAmongSkills, type WordMarks } from '../../../domain/index.js';
import type { AskedPart, AskedThing, AskedWord } from '../../port/index.js';
import type { Allowed } from '../wanted.js';
import { ListReader, PIECE, pieceOf } from './pack.js';

/** The lists of the words that a search asks for, in one packed piece. */
export interface PieceLists {
  piece: number;
  /** Null where no CV of the piece has the word. */
  listOf(hash: number): Uint8Array | null;
}

/**
 * What words say of every CV of a store, packed or not: sums come out the same to the bit, since what is added up, and in which
 * order, is the same for both.
 */
export class WordSums {
  private readonly bases: ReadonlyMap<number, number>;
  private readonly loose: { key: number; words: WordMarks }[];
  private readonly looseAt: ReadonlyMap<number, number>;
  private readonly size: number;

  constructor(
    private readonly pieces: readonly PieceLists[],
    loose: ReadonlyMap<number, WordMarks>,
  ) {
    const packed = pieces.length * PIECE;
    this.bases = new Map(pieces.map(({ piece }, i) => [piece, i * PIECE]));
    this.loose = [...loose].map(([key, words]) => ({ key, words }));
    this.looseAt = new Map(this.loose.map(({ key }, i) => [key, packed + i]));
    this.size = packed + this.loose.length;
  }

  /** For each CV the sum of the weights of its words, each as far as the word counts in it. */
  byWords(words: readonly AskedWord[]): Sums {
    const sums = new Float64Array(this.size);
    this.each(words, (at, i, mark) => {
      sums[at]! += words[i]!.weight * IMPACTS[mark]!;
    });
    return this.sumsOf(sums);
  }

  /** For each CV the sum of the shares of the parts that it shows, and of those that are musts. */
  byParts(parts: readonly AskedPart[]): { shares: Sums; musts: Sums } {
    const [shares, musts] = [new Float64Array(this.size), new Float64Array(this.size)];
    const shown = new Uint8Array(this.size);
    for (const [n, { anyOf, share, must }] of parts.entries()) {
      if (n > 0) shown.fill(0);
      this.show(anyOf, (at) => {
        if (shown[at] === 1) return;
        shown[at] = 1;
        shares[at]! += share;
        if (must) musts[at]! += share;
      });
    }
    return { shares: this.sumsOf(shares), musts: this.sumsOf(musts) };
  }

  /** Calls back for each CV with all words of one of these, once for each. */
  private show(things: readonly AskedThing[], shows: (at: number) => void): void {
    const found = new Uint8Array(this.size);
    for (const [n, { hashes, skill }] of things.entries()) {
      const last = hashes.length - 1;
      if (n > 0 && last > 0) found.fill(0);
      this.each(
        hashes.map((hash) => ({ hash })),
        (at, i, mark) => {
          if ((skill && !isAmongSkills(mark)) || (last > 0 && found[at] !== i)) return;
          if (i === last) shows(at);
          else found[at] = i + 1;
        },
      );
    }
  }

  /** Whether a CV other than this one has all of these words. */
  isInAnother(hashes: readonly number[], key: number): boolean {
    let isThere = false;
    const own = this.placeOf(key);
    this.show([{ hashes: [...hashes], skill: false }], (at) => {
      isThere ||= at !== own;
    });
    return isThere;
  }

  /** Calls back for each CV that has a word: its place, which word, and its mark there; for one CV in the order of the words. */
  private each(words: readonly { hash: number }[], found: (at: number, word: number, mark: number) => void): void {
    for (const [i, { hash }] of words.entries())
      for (const [n, piece] of this.pieces.entries()) {
        const list = piece.listOf(hash);
        if (list === null) continue;
        const [base, count] = [n * PIECE, reader.read(list)];
        for (let k = 0; k < count; k++) found(base + reader.places[k]!, i, reader.marks[k]!);
      }
    const packed = this.pieces.length * PIECE;
    for (const [n, cv] of this.loose.entries())
      for (const [i, { hash }] of words.entries()) {
        const index = indexIn(cv.words.hashes, hash);
        if (index >= 0) found(packed + n, i, cv.words.marks[index]!);
      }
  }

  private sumsOf(sums: Float64Array): Sums {
    return new Sums(
      sums,
      (key) => this.placeOf(key),
      (at) => this.keyAt(at),
    );
  }

  private placeOf(key: number): number | undefined {
    const base = this.bases.get(pieceOf(key));
    return base === undefined ? this.looseAt.get(key) : base + (key % PIECE);
  }

  private keyAt(at: number): number {
    const piece = this.pieces[Math.floor(at / PIECE)];
    return piece === undefined ? this.loose[at - this.pieces.length * PIECE]!.key : piece.piece * PIECE + (at % PIECE);
  }
}

const reader = new ListReader();
const IMPACTS = Float64Array.from({ length: 256 }, (_, mark) => impactOf(mark));

function indexIn(hashes: Uint32Array, hash: number): number {
  let [low, high] = [0, hashes.length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = hashes[middle]!;
    if (found === hash) return middle;
    if (found < hash) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** A sum for every CV. */
export class Sums {
  constructor(
    private readonly sums: Float64Array,
    private readonly placeOf: (key: number) => number | undefined,
    private readonly keyAt: (place: number) => number,
  ) {}

  /** 0 for a CV that is not there. */
  of(key: number): number {
    const place = this.placeOf(key);
    return place === undefined ? 0 : this.sums[place]!;
  }

  isSome(): boolean {
    return this.sums.some((sum) => sum > 0);
  }

  /** The keys of the `depth` CVs with the largest sums, of all that tie with the last too; without those that have none. */
  best(depth: number, wanted: Allowed | null): number[] {
    const { sums } = this;
    const most = sums.reduce((a, b) => Math.max(a, b), 0);
    if (most === 0 || depth <= 0) return [];
    const stepOf = (sum: number): number => Math.min(STEPS - 1, Math.floor((sum / most) * STEPS));
    const allowed: number[] = [];
    const counts = new Uint32Array(STEPS);
    for (let at = 0; at < sums.length; at++) {
      if (sums[at] === 0 || wanted?.has(this.keyAt(at)) === false) continue;
      allowed.push(at);
      counts[stepOf(sums[at]!)]! += 1;
    }
    // All that may be among the best are in the steps from here on.
    let step = STEPS - 1;
    for (let left = depth - counts[step]!; left > 0 && step > 0;) left -= counts[--step]!;
    const near = allowed.filter((at) => stepOf(sums[at]!) >= step);
    const least =
      Float64Array.from(near, (at) => sums[at]!)
        .sort()
        .at(-depth) ?? 0;
    return near.filter((at) => sums[at]! >= least).map((at) => this.keyAt(at));
  }
}

/** Equal steps of sums, so that not all must be sorted. */
const STEPS = 4096;
