import type { Holders } from '../../search/held.js';
import type { Database } from '../database.js';

/** The CVs that hold a phrase, with what it adds to the BM25 of each. */
export interface Postings {
  keys: number[];
  weights: number[];
}

/** Which CVs may be picked, by their keys; null if every CV may. */
export interface Wanted {
  has(key: number): boolean;
  /** How many are left out, so that a list can be that much longer before; Infinity if that is not known. */
  leftOut: number;
}

/** Entries of postings kept, of 16 bytes each. */
const MOST_KEPT = 2_000_000;

/** Conditions of which what they let through is kept, each a bit for every CV. */
const MOST_FILTERS = 64;

/** What searches by words and occupations read of the store at one change. */
export class Lists {
  readonly occupations = new Map<string, Holders>();
  readonly postings = new Map<string, Postings>();
  /** How many CVs hold a phrase, counted up to a bound. */
  readonly counts = new Map<string, { count: number; upTo: number }>();
  /** Ids by key, of CVs that were picked or tied. */
  private readonly ids = new Map<number, string | null>();
  /** Number of CVs; null until it is needed. */
  total: number | null = null;
  private kept = 0;
  /** What conditions let through, at a version of the store. */
  private readonly wanted = { version: -1, byFilter: new Map<string, Wanted | null>() };

  /** Whether no other search since the last change has used them: filling them takes longer than one search without. */
  isFirst = true;

  constructor(readonly change: number) {}

  /** Null for a CV that was removed meanwhile. */
  idOf(db: Database, key: number): string | null {
    let id = this.ids.get(key);
    if (id === undefined) {
      const row = db.sql('SELECT cv_id AS id FROM cvs WHERE key = ?').get(key) as { id: string } | undefined;
      this.ids.set(key, (id = row?.id ?? null));
    }
    return id;
  }

  /** Also what is no change of a CV, such as which revision is the latest, is another version. */
  wantedBy(filter: string, version: number, read: () => Wanted | null): Wanted | null {
    const { wanted } = this;
    if (wanted.version !== version || wanted.byFilter.size >= MOST_FILTERS) wanted.byFilter.clear();
    wanted.version = version;
    let known = wanted.byFilter.get(filter);
    if (known === undefined) wanted.byFilter.set(filter, (known = read()));
    return known;
  }

  keep(phrase: string, postings: Postings): void {
    if (this.kept > MOST_KEPT) {
      this.postings.clear();
      this.counts.clear();
      this.kept = 0;
    }
    this.kept += postings.keys.length;
    this.postings.set(phrase, postings);
  }
}
