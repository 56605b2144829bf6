import type { WordMarks } from '../../../domain/index.js';
import type { PickQuery } from '../../port/index.js';
import type { Loose, PieceLists } from './loose.js';
import { LooseBlocks } from './loose-blocks.js';
import { listOf, pieceOf, recordOf } from './pack.js';
import { WordSums } from './sums.js';

/** A piece that is packed. Whatever changes one of its CVs deletes it; packed again, it has another serial. */
export interface ReadyPiece {
  piece: number;
  serial: number;
}

/** What a search sees of the store. */
export interface WordState {
  generation: number;
  /** The last change of a CV. */
  change: number;
  ready: ReadyPiece[];
  /** The largest key of a CV; -1 if there is none. */
  lastKey: number;
}

/** Of what a search needs, what is not in memory. */
export interface Unread {
  /** Pieces that are not packed: the words of all of their CVs. */
  pieces: number[];
  /** CVs that were written since, of pieces whose others are known; some may be erased. */
  keys: number[];
}

/**
 * What searches keep of the word index: lists of packed pieces, and the words of the CVs that are not packed. It is checked before
 * each search, as NearVectors are.
 */
export class WordMemory {
  private generation = -1;
  private packed = new Map<number, PackedPiece>();
  /** Pieces whose CVs are among the loose ones. */
  private readonly known = new Set<number>();
  private readonly loose = new LooseBlocks();
  /** The piece to which CVs are added: it cannot be packed in the store. */
  private last = -1;
  /** The last change that is in it. */
  change = -1;

  /** `changed`: keys of CVs that changed since `change`; null if that is not known. */
  follow({ generation, change, ready, lastKey }: WordState, changed: number[] | null): Unread {
    if (generation !== this.generation || changed === null) this.clear();
    Object.assign(this, { generation, change });
    this.packed = new Map(
      ready.map(({ piece, serial }) => {
        const before = this.packed.get(piece);
        return [piece, before?.serial === serial ? before : new PackedPiece(piece, serial)];
      }),
    );
    const changedKeys = new Set(changed);
    for (const key of changedKeys) this.loose.delete(key);
    this.loose.keepOnly((piece) => !this.packed.has(piece));
    this.last = pieceOf(lastKey);
    for (const piece of this.known) if (this.packed.has(piece)) this.known.delete(piece);
    const keys = [...changedKeys].filter((key) => this.known.has(pieceOf(key)));
    const pieces: number[] = [];
    for (let piece = 0; piece <= pieceOf(lastKey); piece++)
      if (!this.packed.has(piece) && !this.known.has(piece)) pieces.push(piece);
    for (const piece of pieces) this.known.add(piece);
    return { pieces, keys };
  }

  /** Whether it has seen a later state. */
  isAfter({ generation, change }: Pick<WordState, 'generation' | 'change'>): boolean {
    return generation < this.generation || (generation === this.generation && change < this.change);
  }

  /** The words of a CV of a piece that is not packed. */
  add(key: number, words: WordMarks): void {
    this.loose.add(key, words);
  }

  /** As it is now, for one search; what is followed later does not change it. */
  view(): WordView {
    for (const piece of this.packed.values()) piece.trim();
    return new WordView([...this.packed.values()], this.loose.view(this.last));
  }

  clear(): void {
    this.packed.clear();
    this.known.clear();
    this.loose.clear();
    this.generation = this.change = -1;
  }
}

/** The lists of a piece that were read. */
class PackedPiece implements PieceLists {
  private readonly lists = new Map<number, Uint8Array | null>();
  private bytes = 0;

  constructor(
    readonly piece: number,
    readonly serial: number,
  ) {}

  listOf(hash: number): Uint8Array | null {
    return this.lists.get(hash) ?? null;
  }

  has(hash: number): boolean {
    return this.lists.has(hash);
  }

  keep(hash: number, list: Uint8Array | null): void {
    this.lists.set(hash, list);
    this.bytes += (list?.length ?? 0) + OVERHEAD;
  }

  /** Empties it if it takes more than its share. */
  trim(): void {
    if (this.bytes <= MOST_BYTES) return;
    this.lists.clear();
    this.bytes = 0;
  }
}
/** Of an entry, about. */
const OVERHEAD = 100;
/** Of a piece: two thirds of what all its lists take. For a million CVs 400 MB if every word is asked for. */
const MOST_BYTES = 800_000;

/** A record of a piece that has lists which are asked for. */
export interface AskedRecord {
  serial: number;
  record: number;
}

export class WordView {
  constructor(
    private readonly packed: readonly PackedPiece[],
    private readonly unpacked: { blocks: readonly PieceLists[]; loose: readonly Loose[] },
  ) {}

  /** The records that must be read for these words. */
  missing(hashes: readonly number[]): AskedRecord[] {
    const asked: AskedRecord[] = [];
    for (const piece of this.packed) {
      const records = new Set(hashes.filter((hash) => !piece.has(hash)).map(recordOf));
      for (const record of records) asked.push({ serial: piece.serial, record });
    }
    return asked;
  }

  /** `readOf`: what a record has; null if there is none. */
  take(hashes: readonly number[], readOf: (asked: AskedRecord) => Uint8Array | null): void {
    for (const piece of this.packed)
      for (const hash of hashes) {
        if (piece.has(hash)) continue;
        const record = readOf({ serial: piece.serial, record: recordOf(hash) });
        piece.keep(hash, record === null ? null : listOf(record, hash));
      }
  }

  /** Of these words, whose records were taken. */
  sums(hashes: readonly number[]): WordSums {
    const { blocks, loose } = this.unpacked;
    return new WordSums([...this.packed, ...blocks], loose, hashes);
  }
}

/** All words of a query, each once. */
export function hashesOf({ words, asked = [] }: PickQuery): number[] {
  const named = asked.flatMap(({ anyOf }) => anyOf.flatMap(({ hashes }) => hashes));
  return [...new Set([...words.map(({ hash }) => hash), ...named])];
}
