import type { WordMarks } from '../../../domain/index.js';
import type { Loose, PieceLists } from './loose.js';
import { listOf, packPiece, PIECE, pieceOf, recordOf } from './pack.js';

/** CVs in a block: few enough that one is packed within some milliseconds. */
const BLOCK = 256;

const blockOf = (key: number): number => Math.floor(key / BLOCK);
const pieceOfBlock = (block: number): number => pieceOf(block * BLOCK);

/**
 * The words of CVs that are in no packed piece, in blocks by key. Searches in a process that goes on find them in lists of its own:
 * a block that did not change since the search before is packed as a piece is, one in each search, and only of the piece at the
 * store's end, since the others will be packed in the store.
 */
export class LooseBlocks {
  private readonly blocks = new Map<number, Block>();

  add(key: number, words: WordMarks): void {
    const block = this.blocks.get(blockOf(key)) ?? new Block(pieceOf(key));
    this.blocks.set(blockOf(key), block);
    block.set(key, words);
  }

  delete(key: number): void {
    this.blocks.get(blockOf(key))?.delete(key);
  }

  /** Lets go of all other pieces. */
  keepOnly(isKept: (piece: number) => boolean): void {
    for (const block of this.blocks.keys()) if (!isKept(pieceOfBlock(block))) this.blocks.delete(block);
  }

  clear(): void {
    this.blocks.clear();
  }

  /** As they are now: blocks that are packed, and the CVs of the others. `last`: the piece at the store's end. */
  view(last: number): { blocks: PieceLists[]; loose: Loose[] } {
    const blocks: PieceLists[] = [];
    const loose: Loose[] = [];
    let mayPack = true;
    for (const block of this.blocks.values()) {
      if (mayPack && block.piece === last && block.isDue()) {
        block.pack();
        mayPack = false;
      }
      if (block.packed === null) for (const one of block.cvs()) loose.push(one);
      else blocks.push(block.packed);
    }
    return { blocks, loose };
  }
}

class Block {
  private readonly words = new Map<number, WordMarks>();
  /** Whether it changed since the search before. */
  private isFresh = true;
  packed: PieceLists | null = null;

  constructor(readonly piece: number) {}

  set(key: number, words: WordMarks): void {
    this.words.set(key, words);
    this.changed();
  }

  delete(key: number): void {
    if (this.words.delete(key)) this.changed();
  }

  cvs(): Iterable<Loose> {
    return this.words;
  }

  /** Whether a search before found it as it is now. */
  isDue(): boolean {
    const isDue = this.packed === null && !this.isFresh;
    this.isFresh = false;
    return isDue;
  }

  pack(): void {
    const cvs = [...this.words].map(([key, words]) => ({ key, words })).sort((a, b) => a.key - b.key);
    const records = new Map(packPiece(cvs).map(({ record, lists }) => [record, lists]));
    const read = new Map<number, Uint8Array | null>();
    this.packed = {
      piece: this.piece,
      listOf: (hash) => {
        let list = read.get(hash);
        if (list === undefined) {
          const record = records.get(recordOf(hash));
          list = record === undefined ? null : listOf(record, hash);
          read.set(hash, list);
        }
        return list;
      },
    };
  }

  private changed(): void {
    this.packed = null;
    this.isFresh = true;
  }
}

/** A block lies in one piece. */
if (PIECE % BLOCK !== 0) throw new Error('blocks must divide pieces');
