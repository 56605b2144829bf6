import type { CvId } from '../../../domain/index.js';
import type { Holders } from '../../search/held.js';
import type { Allowed } from '../../search/wanted.js';
import type { StoreState } from '../database.js';

/** The CVs that a search may find, by their keys. */
export interface Wanted extends Allowed {
  /** All of them; null where only the others are known. */
  keys: Int32Array | null;
}

/** Entries kept, of 8 to 24 bytes each. */
const MOST_KEPT = 2_000_000;

/** What searches read of occupations and conditions at one state of the store; the next state has another. */
export class Lists {
  readonly occupations = new Map<string, Holders>();
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
    for (const map of [this.occupations, this.wanted, this.ids]) map.clear();
    this.kept = entries;
  }
}
