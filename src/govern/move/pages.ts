import type { MovedRow, MovedValue } from '../../store/port/move.js';

/** Bytes of a page, about: two of them are in memory. */
const PAGE_BYTES = 4_000_000;
const FIRST_ROWS = 50;
const MOST_ROWS = 5000;

export type ReadPage = (after: MovedValue[] | null, limit: number) => Promise<MovedRow[]>;

export interface Page {
  rows: MovedRow[];
  /** The key of its last row; that of the page before if it is empty. */
  after: MovedValue[] | null;
  last: boolean;
}

/**
 * All rows after a key, in pages of about the same size in bytes, however large rows are. The next page is read while one
 * is worked on. `keys`: how many of the columns are the key. At least one page, which may be empty.
 */
export async function* pagesOf(read: ReadPage, keys: number, after: MovedValue[] | null): AsyncGenerator<Page> {
  let limit = FIRST_ROWS;
  let reading = read(after, limit);
  for (;;) {
    const rows = await reading;
    const last = rows.length < limit;
    const at = rows.at(-1)?.slice(0, keys) ?? after;
    limit = nextLimit(limit, rows);
    if (!last) {
      reading = read(at, limit);
      // Whoever works on this page may fail first.
      reading.catch(() => undefined);
    }
    yield { rows, after: at, last };
    if (last) return;
    after = at;
  }
}

function nextLimit(limit: number, rows: MovedRow[]): number {
  const bytes = rows.reduce((sum, row) => sum + bytesOf(row), 0);
  const fitting = Math.round((rows.length * PAGE_BYTES) / Math.max(1, bytes));
  return Math.max(1, Math.min(fitting, limit * 4, MOST_ROWS));
}

function bytesOf(row: MovedRow): number {
  return row.reduce<number>(
    (sum, value) => sum + (typeof value === 'string' || value instanceof Uint8Array ? value.length : 0) + 8,
    0,
  );
}
