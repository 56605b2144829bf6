import { impactOf, isAmongSkills } from '../../../domain/index.js';
import type { AskedPart, AskedThing, AskedWord } from '../../port/index.js';
import type { Allowed } from '../wanted.js';
import { LooseLists, type Loose, type PieceLists } from './loose.js';
import { LONG, PIECE, pieceOf } from './pack.js';

/** What is known of the CVs of one piece: packed lists, maybe in parts, and the lists of CVs that are not packed. */
interface Piece {
  packed: PieceLists[];
  loose: Loose[];
  lists: LooseLists;
}

/**
 * What words say of every CV of a store, packed or not: sums come out the same to the bit, since what is added up for a CV, and in
 * which order, is the same for all. It is added up piece by piece, in arrays that stay in the processor's nearest cache and are used
 * by all searches. Each CV has a place: those of one piece after those of the other.
 */
export class WordSums {
  private readonly pieces: readonly Piece[];
  private readonly places: Places;

  /** `packed`: a piece may come in parts; `hashes`: of all words that will be asked for. */
  constructor(packed: readonly PieceLists[], loose: readonly Loose[], hashes: readonly number[]) {
    const pieces = new Map<number, Omit<Piece, 'lists'>>();
    const of = (piece: number): Omit<Piece, 'lists'> => {
      const known = pieces.get(piece) ?? { packed: [], loose: [] };
      pieces.set(piece, known);
      return known;
    };
    for (const lists of packed) of(lists.piece).packed.push(lists);
    for (const one of loose) of(pieceOf(one[0])).loose.push(one);
    this.places = new Places([...pieces.keys()]);
    this.pieces = Array.from(pieces.values(), (one) => ({ ...one, lists: new LooseLists(one.loose, hashes) }));
  }

  /** For each CV the sum of the weights of its words, each as far as the word counts in it. */
  byWords(words: readonly AskedWord[]): Sums {
    const sums = new Float32Array(this.places.count);
    for (const [i, { packed, lists }] of this.pieces.entries()) {
      SUMS.fill(0);
      for (const { hash, weight } of words) {
        for (const piece of packed) {
          const list = piece.listOf(hash);
          if (list !== null) addList(list, weight);
        }
        const { places, marks } = lists.of(hash);
        for (let at = 0; at < places.length; at++) SUMS[places[at]!]! += weight * IMPACTS[marks[at]!]!;
      }
      sums.set(SUMS, i * PIECE);
    }
    return new Sums(sums, this.places);
  }

  /** For each CV the sum of the shares of the parts that it shows, and whether one of those is a must. */
  byParts(parts: readonly AskedPart[]): { shares: Sums; musts: Musts } {
    const shares = new Float32Array(this.places.count);
    const musts = new Uint8Array(this.places.count);
    for (const [i, piece] of this.pieces.entries()) {
      SHOWN.clear();
      for (const part of parts) {
        SHOWN.begin(part);
        for (const thing of part.anyOf) show(thing, piece);
      }
      shares.set(SHOWN.shares, i * PIECE);
      musts.set(SHOWN.musts, i * PIECE);
    }
    return { shares: new Sums(shares, this.places), musts: new Musts(musts, this.places) };
  }

  /** Whether a CV other than this one has all of these words. */
  isInAnother(hashes: readonly number[], key: number): boolean {
    const { shares } = this.byParts([{ anyOf: [{ hashes: [...hashes], skill: false }], share: 1, must: false }]);
    return shares.isSome(key);
  }
}

/** Where the CVs of each piece stand. */
class Places {
  readonly count: number;
  /** The place of the first CV of a piece; -1: the piece is not there. */
  private readonly bases: Int32Array;

  constructor(private readonly pieces: readonly number[]) {
    this.count = pieces.length * PIECE;
    this.bases = new Int32Array(1 + pieces.reduce((most, piece) => Math.max(most, piece), 0)).fill(-1);
    for (const [i, piece] of pieces.entries()) this.bases[piece] = i * PIECE;
  }

  of(key: number): number | undefined {
    const base = this.bases[pieceOf(key)] ?? -1;
    return base < 0 ? undefined : base + (key % PIECE);
  }

  keyAt(at: number): number {
    return this.pieces[Math.floor(at / PIECE)]! * PIECE + (at % PIECE);
  }
}

const IMPACTS = Float64Array.from({ length: 256 }, (_, mark) => impactOf(mark));
const SKILLS = Uint8Array.from({ length: 256 }, (_, mark) => Number(isAmongSkills(mark)));

/** Of the piece that is added up. */
const SUMS = new Float64Array(PIECE);

/** In one loop, because this is most of what a search by words does. */
function addList(list: Uint8Array, weight: number): void {
  let place = -1;
  for (let at = 0; at < list.length; at++) {
    const step = list[at++]!;
    if (step < LONG) place += step;
    else {
      place += list[at]! + 256 * list[at + 1]!;
      at += 2;
    }
    SUMS[place]! += weight * IMPACTS[list[at]!]!;
  }
}

/** Notes the CVs of a piece with all words of a thing. */
function show({ hashes, skill }: AskedThing, { packed, lists }: Piece): void {
  SHOWN.beginThing(hashes.length);
  for (const [n, hash] of hashes.entries()) {
    const isLast = n === hashes.length - 1;
    for (const piece of packed) {
      const list = piece.listOf(hash);
      if (list !== null) SHOWN.takeList(list, { n, isLast, skill });
    }
    const { places, marks } = lists.of(hash);
    for (let at = 0; at < places.length; at++)
      if (!skill || SKILLS[marks[at]!] === 1) SHOWN.take(places[at]!, n, isLast);
  }
}

/** Adds up the shares of the parts that the CVs of a piece show, each once for a CV, part by part. */
class Shown {
  readonly shares = new Float64Array(PIECE);
  readonly musts = new Uint8Array(PIECE);
  /** The part that a CV showed last. */
  private readonly shownIn = new Uint32Array(PIECE);
  /** `thing` plus how many of its words a CV has so far; what is less is of a thing before. */
  private readonly found = new Uint32Array(PIECE);
  private part = 0;
  private thing = 0;
  private words = 0;
  private share = 0;
  private must = 0;

  clear(): void {
    for (const one of [this.shares, this.musts, this.shownIn, this.found]) one.fill(0);
    this.part = this.thing = this.words = 0;
  }

  begin({ share, must }: AskedPart): void {
    this.part += 1;
    this.share = share;
    this.must = Number(must);
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
      this.musts[at]! |= this.must;
    }
  }

  takeList(list: Uint8Array, word: { n: number; isLast: boolean; skill: boolean }): void {
    const { n, isLast, skill } = word;
    let place = -1;
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
const SHOWN = new Shown();

/** Which CVs show a must. */
export class Musts {
  constructor(
    private readonly shown: Uint8Array,
    private readonly places: Places,
  ) {}

  has(key: number): boolean {
    const place = this.places.of(key);
    return place !== undefined && this.shown[place] === 1;
  }

  isSome(): boolean {
    return this.shown.includes(1);
  }
}

/** A sum for every CV. */
export class Sums {
  constructor(
    private readonly sums: Float32Array,
    private readonly places: Places,
  ) {}

  /** 0 for a CV that is not there. */
  of(key: number): number {
    const place = this.places.of(key);
    return place === undefined ? 0 : this.sums[place]!;
  }

  /** Whether there is a CV with a sum, other than `key`. */
  isSome(key?: number): boolean {
    const own = key === undefined ? undefined : this.places.of(key);
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
    const isWanted = (at: number): boolean => wanted === null || wanted.has(this.places.keyAt(at));
    const counts = new Uint32Array(STEPS);
    for (let at = 0; at < sums.length; at++) {
      const sum = sums[at]!;
      if (sum > 0 && isWanted(at)) counts[1 + ((sum * scale) | 0)]! += 1;
    }
    // All that are among the best are in the steps from here on, and all of the steps above this one are.
    let step = STEPS - 1;
    let left = depth - counts[step]!;
    while (left > 0 && step > 1) left -= counts[--step]!;
    const last = new Float32Array(counts[step]!);
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
        found.push(this.places.keyAt(at));
      }
    return found;
  }
}

/** Equal steps of sums, so that not all must be sorted. */
const STEPS = 4096;

function mostOf(sums: Float32Array): number {
  let most = 0;
  for (const sum of sums) if (sum > most) most = sum;
  return most;
}
