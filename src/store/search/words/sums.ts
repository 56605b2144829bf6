import { impactOf, isAmongSkills, type WordMarks } from '../../../domain/index.js';
import type { AskedPart, AskedThing, AskedWord } from '../../port/index.js';
import type { Allowed } from '../wanted.js';
import { LONG, PIECE, pieceOf } from './pack.js';

/** The lists of the words that a search asks for, in one packed piece. */
export interface PieceLists {
  piece: number;
  /** Null where no CV of the piece has the word. */
  listOf(hash: number): Uint8Array | null;
}

/** A CV that is in no packed piece. */
export type Loose = readonly [key: number, words: WordMarks];

/**
 * What words say of every CV of a store, packed or not: sums come out the same to the bit, since what is added up, and in which
 * order, is the same for both. Each CV has a place: those of packed pieces one piece after the other, then the loose ones.
 */
export class WordSums {
  /** The place of the first CV of a piece; -1: it is not packed. */
  private readonly bases: Int32Array;
  private readonly looseAt: ReadonlyMap<number, number>;
  private readonly packed: number;
  private readonly size: number;

  constructor(
    private readonly pieces: readonly PieceLists[],
    private readonly loose: readonly Loose[],
  ) {
    this.packed = pieces.length * PIECE;
    this.bases = new Int32Array(1 + pieces.reduce((most, { piece }) => Math.max(most, piece), 0)).fill(-1);
    for (const [i, { piece }] of pieces.entries()) this.bases[piece] = i * PIECE;
    this.looseAt = new Map(loose.map(([key], i) => [key, this.packed + i]));
    this.size = this.packed + loose.length;
  }

  /** For each CV the sum of the weights of its words, each as far as the word counts in it. */
  byWords(words: readonly AskedWord[]): Sums {
    const sums = new Float64Array(this.size);
    for (const { hash, weight } of words)
      for (const [i, piece] of this.pieces.entries()) {
        const list = piece.listOf(hash);
        if (list !== null) addList(list, weight, sums, i * PIECE);
      }
    for (const [i, [, own]] of this.loose.entries())
      for (const { hash, weight } of words) {
        const mark = markOf(own, hash);
        if (mark !== 0) sums[this.packed + i]! += weight * IMPACTS[mark]!;
      }
    return this.sumsOf(sums);
  }

  /** For each CV the sum of the shares of the parts that it shows, and of those that are musts. */
  byParts(parts: readonly AskedPart[]): { shares: Sums; musts: Sums } {
    const [shares, musts] = [new Float64Array(this.size), new Float64Array(this.size)];
    const shown = new Shown(this.size);
    for (const { anyOf, share, must } of parts) {
      shown.clear();
      for (const thing of anyOf) this.show(thing, shown);
      shown.addTo(shares, share);
      if (must) shown.addTo(musts, share);
    }
    return { shares: this.sumsOf(shares), musts: this.sumsOf(musts) };
  }

  /** Whether a CV other than this one has all of these words. */
  isInAnother(hashes: readonly number[], key: number): boolean {
    const shown = new Shown(this.size);
    this.show({ hashes: [...hashes], skill: false }, shown);
    const own = this.placeOf(key);
    return shown.places.some((at) => at !== own);
  }

  /** Notes the CVs with all words of a thing. */
  private show({ hashes, skill }: AskedThing, shown: Shown): void {
    for (const [n, hash] of hashes.entries()) {
      const isLast = n === hashes.length - 1;
      for (const [i, piece] of this.pieces.entries()) {
        const list = piece.listOf(hash);
        if (list !== null) shown.takeList(list, i * PIECE, { n, isLast, skill });
      }
      for (const [i, [, words]] of this.loose.entries()) {
        const mark = markOf(words, hash);
        if (mark !== 0 && (!skill || isAmongSkills(mark))) shown.take(this.packed + i, n, isLast);
      }
    }
    shown.ended(hashes.length);
  }

  private sumsOf(sums: Float64Array): Sums {
    return new Sums(
      sums,
      (key) => this.placeOf(key),
      (at) => this.keyAt(at),
    );
  }

  private placeOf(key: number): number | undefined {
    const base = this.bases[pieceOf(key)] ?? -1;
    return base < 0 ? this.looseAt.get(key) : base + (key % PIECE);
  }

  private keyAt(at: number): number {
    if (at >= this.packed) return this.loose[at - this.packed]![0];
    return this.pieces[Math.floor(at / PIECE)]!.piece * PIECE + (at % PIECE);
  }
}

const IMPACTS = Float64Array.from({ length: 256 }, (_, mark) => impactOf(mark));
const SKILLS = Uint8Array.from({ length: 256 }, (_, mark) => Number(isAmongSkills(mark)));

/** In one loop, because this is most of what a search by words does. */
function addList(list: Uint8Array, weight: number, sums: Float64Array, base: number): void {
  let place = base - 1;
  for (let at = 0; at < list.length; at++) {
    const step = list[at++]!;
    if (step < LONG) place += step;
    else {
      place += list[at]! + 256 * list[at + 1]!;
      at += 2;
    }
    sums[place]! += weight * IMPACTS[list[at]!]!;
  }
}

/** The CVs that show a part. */
class Shown {
  readonly places: number[] = [];
  private readonly isShown: Uint8Array;
  /** How many words of a thing a CV has so far. */
  private readonly found: Uint16Array;

  constructor(size: number) {
    this.isShown = new Uint8Array(size);
    this.found = new Uint16Array(size);
  }

  clear(): void {
    for (const at of this.places) this.isShown[at] = 0;
    this.places.length = 0;
  }

  take(at: number, n: number, isLast: boolean): void {
    if (this.found[at] !== n) return;
    if (!isLast) this.found[at] = n + 1;
    else if (this.isShown[at] === 0) {
      this.isShown[at] = 1;
      this.places.push(at);
    }
  }

  takeList(list: Uint8Array, base: number, word: { n: number; isLast: boolean; skill: boolean }): void {
    const { n, isLast, skill } = word;
    let place = base - 1;
    for (let at = 0; at < list.length; at++) {
      const step = list[at++]!;
      if (step < LONG) place += step;
      else {
        place += list[at]! + 256 * list[at + 1]!;
        at += 2;
      }
      if (!skill || SKILLS[list[at]!] === 1) this.take(place, n, isLast);
    }
  }

  /** Of a thing of so many words. */
  ended(words: number): void {
    if (words > 1) this.found.fill(0);
  }

  addTo(sums: Float64Array, share: number): void {
    for (const at of this.places) sums[at]! += share;
  }
}

/** 0: it does not have the word. */
function markOf({ hashes, marks }: WordMarks, hash: number): number {
  let [low, high] = [0, hashes.length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = hashes[middle]!;
    if (found === hash) return marks[middle]!;
    if (found < hash) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
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
    return mostOf(this.sums) > 0;
  }

  /** The keys of the `depth` CVs with the largest sums, of all that tie with the last too; without those that have none. */
  best(depth: number, wanted: Allowed | null): number[] {
    const { sums } = this;
    const most = mostOf(sums);
    if (most === 0 || depth <= 0) return [];
    const scale = (STEPS - 2) / most;
    const counts = new Uint32Array(STEPS);
    for (let at = 0; at < sums.length; at++) {
      const sum = sums[at]!;
      if (sum > 0 && (wanted === null || wanted.has(this.keyAt(at)))) counts[1 + ((sum * scale) | 0)]! += 1;
    }
    // All that may be among the best are in the steps from here on.
    let step = STEPS - 1;
    for (let left = depth; left > 0 && step > 1;) left -= counts[--step]!;
    const near: { key: number; sum: number }[] = [];
    for (let at = 0; at < sums.length; at++) {
      const sum = sums[at]!;
      if (sum === 0 || 1 + ((sum * scale) | 0) < step) continue;
      const key = this.keyAt(at);
      if (wanted === null || wanted.has(key)) near.push({ key, sum });
    }
    const least =
      Float64Array.from(near, ({ sum }) => sum)
        .sort()
        .at(-depth) ?? 0;
    return near.filter(({ sum }) => sum >= least).map(({ key }) => key);
  }
}

/** Equal steps of sums, so that not all must be sorted. */
const STEPS = 4096;

function mostOf(sums: Float64Array): number {
  let most = 0;
  for (const sum of sums) if (sum > most) most = sum;
  return most;
}
