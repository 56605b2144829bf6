import { impactOf, isAmongSkills } from '../../../domain/index.js';
import type { AskedPart, AskedThing, AskedWord } from '../../port/index.js';
import type { Allowed } from '../wanted.js';
import { LooseLists, type Loose, type PieceLists } from './loose.js';
import { LONG, PIECE, pieceOf } from './pack.js';

/**
 * What words say of every CV of a store, packed or not: sums come out the same to the bit, since what is added up for a CV, and in
 * which order, is the same for all. Each CV has a place: those of one piece after those of the other.
 */
export class WordSums {
  /** The place of the first CV of a piece; -1: the piece is not there. */
  private readonly bases: Int32Array;
  private readonly numbers: readonly number[];
  private readonly lists: LooseLists;

  /** `pieces`: a piece may come in parts; `hashes`: of all words that will be asked for. */
  constructor(
    private readonly pieces: readonly PieceLists[],
    loose: readonly Loose[],
    hashes: readonly number[],
  ) {
    const numbers = new Set(pieces.map(({ piece }) => piece));
    for (const [key] of loose) numbers.add(pieceOf(key));
    this.numbers = [...numbers];
    this.bases = new Int32Array(1 + this.numbers.reduce((most, piece) => Math.max(most, piece), 0)).fill(-1);
    for (const [i, piece] of this.numbers.entries()) this.bases[piece] = i * PIECE;
    this.lists = new LooseLists(loose, hashes, (key) => this.bases[pieceOf(key)]! + (key % PIECE));
  }

  private get size(): number {
    return this.numbers.length * PIECE;
  }

  /** For each CV the sum of the weights of its words, each as far as the word counts in it. */
  byWords(words: readonly AskedWord[]): Sums {
    const sums = new Float64Array(this.size);
    for (const { hash, weight } of words) {
      for (const piece of this.pieces) {
        const list = piece.listOf(hash);
        if (list !== null) addList(list, weight, sums, this.bases[piece.piece]!);
      }
      const { places, marks } = this.lists.of(hash);
      for (let i = 0; i < places.length; i++) sums[places[i]!]! += weight * IMPACTS[marks[i]!]!;
    }
    return this.sumsOf(sums);
  }

  /** For each CV the sum of the shares of the parts that it shows, and of those that are musts. */
  byParts(parts: readonly AskedPart[]): { shares: Sums; musts: Sums } {
    const shown = new Shown(this.size);
    for (const part of parts) {
      shown.begin(part);
      for (const thing of part.anyOf) this.show(thing, shown);
    }
    return { shares: this.sumsOf(shown.shares), musts: this.sumsOf(shown.musts) };
  }

  /** Whether a CV other than this one has all of these words. */
  isInAnother(hashes: readonly number[], key: number): boolean {
    const { shares } = this.byParts([{ anyOf: [{ hashes: [...hashes], skill: false }], share: 1, must: false }]);
    return shares.isSome(key);
  }

  /** Notes the CVs with all words of a thing. */
  private show({ hashes, skill }: AskedThing, shown: Shown): void {
    shown.beginThing(hashes.length);
    for (const [n, hash] of hashes.entries()) {
      const isLast = n === hashes.length - 1;
      for (const piece of this.pieces) {
        const list = piece.listOf(hash);
        if (list !== null) shown.takeList(list, this.bases[piece.piece]!, { n, isLast, skill });
      }
      const { places, marks } = this.lists.of(hash);
      for (let i = 0; i < places.length; i++) if (!skill || SKILLS[marks[i]!] === 1) shown.take(places[i]!, n, isLast);
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
    const base = this.bases[pieceOf(key)] ?? -1;
    return base < 0 ? undefined : base + (key % PIECE);
  }

  private keyAt(at: number): number {
    return this.numbers[Math.floor(at / PIECE)]! * PIECE + (at % PIECE);
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

/** Adds up the shares of the parts that CVs show, each once for a CV, part by part. */
class Shown {
  readonly shares: Float64Array;
  readonly musts: Float64Array;
  /** The part that a CV showed last. */
  private readonly shownIn: Uint32Array;
  /** `thing` plus how many of its words a CV has so far; what is less is of a thing before. */
  private readonly found: Uint32Array;
  private part = 0;
  private thing = 0;
  private words = 0;
  private share = 0;
  private must = false;

  constructor(size: number) {
    this.shares = new Float64Array(size);
    this.musts = new Float64Array(size);
    this.shownIn = new Uint32Array(size);
    this.found = new Uint32Array(size);
  }

  begin({ share, must }: AskedPart): void {
    this.part += 1;
    Object.assign(this, { share, must });
  }

  /** Of a thing of so many words; whoever has one has those before it. */
  beginThing(words: number): void {
    this.thing += this.words;
    this.words = words;
  }

  take(at: number, n: number, isLast: boolean): void {
    if (n > 0 && this.found[at] !== this.thing + n) return;
    if (!isLast) this.found[at] = this.thing + n + 1;
    else if (this.shownIn[at] !== this.part) {
      this.shownIn[at] = this.part;
      this.shares[at]! += this.share;
      if (this.must) this.musts[at]! += this.share;
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

  /** Whether there is a CV with a sum, other than `key`. */
  isSome(key?: number): boolean {
    const own = key === undefined ? undefined : this.placeOf(key);
    return this.sums.some((sum, at) => sum > 0 && at !== own);
  }

  /**
   * The keys of the `depth` CVs with the largest sums, of all that tie with the last too; without those that have none. If they are
   * more than `most`, nobody: being among so many tells nothing.
   */
  best(depth: number, wanted: Allowed | null, most = Infinity): number[] {
    const { sums } = this;
    const largest = mostOf(sums);
    if (largest === 0 || depth <= 0) return [];
    const scale = (STEPS - 2) / largest;
    const isWanted = (at: number): boolean => wanted === null || wanted.has(this.keyAt(at));
    const counts = new Uint32Array(STEPS);
    for (let at = 0; at < sums.length; at++) {
      const sum = sums[at]!;
      if (sum > 0 && isWanted(at)) counts[1 + ((sum * scale) | 0)]! += 1;
    }
    // All that are among the best are in the steps from here on, and all of the steps above this one are.
    let step = STEPS - 1;
    let left = depth - counts[step]!;
    while (left > 0 && step > 1) left -= counts[--step]!;
    const last = new Float64Array(counts[step]!);
    for (let at = 0, n = 0; n < last.length; at++) {
      const sum = sums[at]!;
      if (sum > 0 && 1 + ((sum * scale) | 0) === step && isWanted(at)) last[n++] = sum;
    }
    // Of the last step, all but `-left`.
    const least = last.sort()[Math.max(0, -left)] ?? 0;
    const found: number[] = [];
    for (let at = 0; at < sums.length; at++)
      if (sums[at]! >= least && sums[at]! > 0 && isWanted(at)) {
        if (found.length === most) return [];
        found.push(this.keyAt(at));
      }
    return found;
  }
}

/** Equal steps of sums, so that not all must be sorted. */
const STEPS = 4096;

function mostOf(sums: Float64Array): number {
  let most = 0;
  for (const sum of sums) if (sum > most) most = sum;
  return most;
}
