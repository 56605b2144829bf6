import { interleaved, type DueRow, type Turns } from '../../tasks.js';
import type { Session } from '../database.js';
import { UPLOADS } from '../schema/schema.js';

/** Must match the partial index `tasks_turns`. */
const PENDING = `tenant = $1 AND status = 'pending' AND ${UPLOADS}`;
export const DUE = (now: string): string => `${PENDING} AND not_before <= ${now}`;
export const WAITING = `tasks WHERE ${PENDING}`;
const KEY = `nullif(sender, '') AS "keyId"`;
export const COLUMNS = `id, path, batch, priority, ${KEY}, attempts, fence, created_at AS "createdAt"`;

/** The oldest due tasks of each of the keys $3. */
function oldestOf(lock: string, more = ''): string {
  return `
    SELECT ${COLUMNS}, place FROM unnest($3::text[]) WITH ORDINALITY AS key(asked, place)
      CROSS JOIN LATERAL (
        SELECT * FROM ${WAITING} AND not_before <= $4 AND priority = $2 AND sender = asked ${more} ORDER BY id LIMIT $5
        ${lock}) AS task
    ORDER BY place, id`;
}

/**
 * Every look of a claim; each is a search in `tasks_turns`. The walks go from one priority or key to the next in the index, so
 * their cost does not grow with the number of waiting tasks.
 */
export const LOOKS = {
  levels: `
    WITH RECURSIVE level(priority) AS (
      (SELECT priority FROM ${WAITING} ORDER BY priority DESC LIMIT 1)
      UNION ALL
      SELECT (SELECT priority FROM ${WAITING} AND tasks.priority < level.priority ORDER BY priority DESC LIMIT 1) FROM level
      WHERE level.priority IS NOT NULL)
    SELECT priority FROM level WHERE priority IS NOT NULL`,
  senders: `
    WITH RECURSIVE key(sender) AS (
      (SELECT sender FROM ${WAITING} AND priority = $2 ORDER BY sender LIMIT 1)
      UNION ALL
      SELECT (SELECT sender FROM ${WAITING} AND priority = $2 AND tasks.sender > key.sender ORDER BY sender LIMIT 1) FROM key
      WHERE key.sender IS NOT NULL)
    SELECT sender FROM key WHERE sender IS NOT NULL`,
  oldest: oldestOf('FOR UPDATE SKIP LOCKED'),
  unheard: oldestOf('', 'AND coalesce(offered_at, 0) <= $6'),
};

/** The next due tasks, whose rows are locked; those that others have locked are passed over. */
export async function nextDue(session: Session, { limit, busy, after, unheardSince }: Turns): Promise<DueRow[]> {
  const next: DueRow[] = [];
  for (const { priority } of await session.rows<{ priority: number }>(LOOKS.levels)) {
    if (next.length >= limit) break;
    const turns = { limit: limit - next.length, busy, after: next.at(-1)?.keyId ?? after, unheardSince };
    next.push(...interleaved(await ofLevel(session, priority, turns)).slice(0, turns.limit));
  }
  return next;
}

/** The oldest due tasks of each of the next keys, of which no more are needed than tasks. */
async function ofLevel(
  session: Session,
  level: number,
  { limit, busy, after, unheardSince }: Turns,
): Promise<DueRow[][]> {
  const keys: DueRow[][] = [];
  const senders = inCircle(await session.rows<{ sender: string }>(LOOKS.senders, level), after ?? '').filter(
    (sender) => !busy.includes(sender === '' ? null : sender),
  );
  for (let i = 0; i < senders.length && keys.length < limit; i += limit) {
    const some = senders.slice(i, i + limit);
    const values = [level, some, session.now, limit];
    const rows =
      unheardSince === undefined
        ? await session.rows<DueRow>(LOOKS.oldest, ...values)
        : await session.rows<DueRow>(LOOKS.unheard, ...values, unheardSince);
    for (const sender of some) {
      const own = rows.filter(({ keyId }) => (keyId ?? '') === sender);
      if (own.length > 0 && keys.length < limit) keys.push(own);
    }
  }
  return keys;
}

/** Beginning behind `after`. */
function inCircle(rows: { sender: string }[], after: string): string[] {
  const senders = rows.map(({ sender }) => sender);
  return [...senders.filter((sender) => sender > after), ...senders.filter((sender) => sender <= after)];
}
