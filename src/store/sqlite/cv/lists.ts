import type { Holders } from '../../search/held.js';
import type { Allowed } from '../../search/wanted.js';
import type { Database } from '../database.js';

/** Conditions of which what they let through is kept, each a bit for every CV. */
const MOST_FILTERS = 64;

/** What searches by occupations and conditions read of the store at one change. */
export class Lists {
  readonly occupations = new Map<string, Holders>();
  /** Ids by key, of CVs that were picked or tied. */
  private readonly ids = new Map<number, string | null>();
  /** What conditions let through, at a version of the store. */
  private readonly wanted = { version: -1, byFilter: new Map<string, Allowed | null>() };

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
  wantedBy(filter: string, version: number, read: () => Allowed | null): Allowed | null {
    const { wanted } = this;
    if (wanted.version !== version || wanted.byFilter.size >= MOST_FILTERS) wanted.byFilter.clear();
    wanted.version = version;
    let known = wanted.byFilter.get(filter);
    if (known === undefined) wanted.byFilter.set(filter, (known = read()));
    return known;
  }
}
