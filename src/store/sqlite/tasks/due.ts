import { interleaved, type DueRow, type Turns } from '../../tasks.js';
import type { Database } from '../database.js';

/** Must match the partial indexes `tasks_next` and `tasks_turns`. */
export const UPLOADS = "path >= 'upload:' AND path < 'upload;'";
const PENDING = `status = 'pending' AND ${UPLOADS}`;
export const DUE = `${PENDING} AND not_before <= ?`;
/** SQLite itself would choose an index on the status, and sort all waiting tasks. */
export const WAITING = `tasks INDEXED BY tasks_turns WHERE ${PENDING}`;
const KEY = "nullif(sender, '') AS keyId";
export const COLUMNS = `id, path, batch, priority, ${KEY}, attempts, fence, created_at AS createdAt`;

/** Every look of a claim; each is a search in one of those indexes. */
export const LOOKS = {
  top: `SELECT priority FROM ${WAITING} AND priority < ? ORDER BY priority DESC LIMIT 1`,
  firstKey: `SELECT sender FROM ${WAITING} AND priority = ? ORDER BY sender LIMIT 1`,
  nextKey: `SELECT sender FROM ${WAITING} AND priority = ? AND sender > ? ORDER BY sender LIMIT 1`,
  oldest: `SELECT ${COLUMNS} FROM ${WAITING} AND not_before <= ? AND priority = ? AND sender = ? ORDER BY id LIMIT ?`,
  unheard: `SELECT ${COLUMNS} FROM ${WAITING} AND not_before <= ? AND priority = ? AND sender = ? AND coalesce(offered_at, 0) <= ? ORDER BY id LIMIT ?`,
};

/** Steps from one priority and key to the next in an index, so its cost does not grow with the number of waiting tasks. */
export function nextDue(db: Database, { limit, busy, after, unheardSince }: Turns): DueRow[] {
  const next: DueRow[] = [];
  for (let level = topLevel(db, null); level !== null && next.length < limit; level = topLevel(db, level)) {
    const turns = { limit: limit - next.length, busy, after: next.at(-1)?.keyId ?? after, unheardSince };
    next.push(...interleaved(ofLevel(db, level, turns)).slice(0, turns.limit));
  }
  return next;
}

function topLevel(db: Database, below: number | null): number | null {
  return (db.sql(LOOKS.top).get(below ?? Infinity) as { priority: number } | undefined)?.priority ?? null;
}

/** The oldest due tasks of each of the next keys, of which no more are needed than tasks. */
function ofLevel(db: Database, level: number, { limit, busy, after, unheardSince }: Turns): DueRow[][] {
  const keys: DueRow[][] = [];
  for (const sender of sendersFrom(db, level, after ?? '')) {
    if (keys.length === limit) break;
    if (busy.includes(sender === '' ? null : sender)) continue;
    const rows = (
      unheardSince === undefined
        ? db.sql(LOOKS.oldest).all(db.now(), level, sender, limit)
        : db.sql(LOOKS.unheard).all(db.now(), level, sender, unheardSince, limit)
    ) as DueRow[];
    if (rows.length > 0) keys.push(rows);
  }
  return keys;
}

/** In a circle that begins behind `after`. */
function* sendersFrom(db: Database, level: number, after: string): Generator<string> {
  const { firstKey, nextKey } = LOOKS;
  const one = (sql: string, ...values: unknown[]) =>
    (db.sql(sql).get(level, ...values) as { sender: string } | undefined)?.sender;
  for (let sender = one(nextKey, after); sender !== undefined; sender = one(nextKey, sender)) yield sender;
  for (let sender = one(firstKey); sender !== undefined && sender <= after; sender = one(nextKey, sender)) yield sender;
}
