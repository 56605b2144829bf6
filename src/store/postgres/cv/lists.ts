import type { CvId } from '../../../domain/index.js';
import type { Holders } from '../../search/held.js';
import type { StoreState } from '../database.js';

/** The CVs that hold a phrase, with what it adds to the BM25 of each. */
export interface Postings {
  keys: Int32Array;
  weights: Float64Array;
}

/** The CVs that a search may find, by their keys. */
export interface Wanted {
  has(key: number): boolean;
  /** All of them; null where only the others are known. */
  keys: Int32Array | null;
}

/** Entries kept, of 8 to 24 bytes each. */
const MOST_KEPT = 2_000_000;

/** What searches read of words, occupations and conditions at one state of the store; the next state has another. */
export class Lists {
  readonly postings = new Map<string, Postings>();
  /** How many CVs hold a phrase, counted up to a bound. */
  readonly counts = new Map<string, number>();
  readonly occupations = new Map<string, Holders>();
  /** CVs that show a must; null: so many that it does not distinguish them. */
  readonly shown = new Map<string, Int32Array | null>();
  /** CVs that conditions let through; null: all. */
  readonly wanted = new Map<string, Wanted | null>();
  /** Ids by key, of CVs that were picked or tied. */
  readonly ids = new Map<number, CvId>();
  private kept = 0;

  constructor(readonly stamp: string) {}

  /** The state of the store at the beginning of a transaction. */
  static stampOf({ version, change, generation }: StoreState): string {
    return `${version} ${change} ${generation}`;
  }

  /** Makes room for so many more entries. */
  make(entries: number): void {
    this.kept += entries;
    if (this.kept <= MOST_KEPT) return;
    for (const map of [this.postings, this.counts, this.occupations, this.shown, this.wanted, this.ids]) map.clear();
    this.kept = entries;
  }
}
