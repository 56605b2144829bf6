import type { Session } from '../database.js';

/** From so many changes on, reading all again is quicker; the table keeps more (see schema.ts). */
export const MOST_CHANGES = 2000;

/** The keys of CVs that were written or erased; null if the table may not have all of them any more. */
export async function changedBetween(session: Session, since: number, last: number): Promise<number[] | null> {
  if (last === since) return [];
  if (last < since || last - since > MOST_CHANGES) return null;
  const rows = await session.rows<{ key: number }>(
    'SELECT DISTINCT key FROM changes WHERE tenant = $1 AND id > $2 AND id <= $3',
    since,
    last,
  );
  return rows.map(({ key }) => key);
}
