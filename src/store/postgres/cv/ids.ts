import type { CvId } from '../../../domain/index.js';
import type { Session } from '../database.js';
import type { Lists } from './lists.js';

/** The ids of these CVs; without those that were removed since they were found. */
export async function idsOf(session: Session, lists: Lists, keys: number[]): Promise<ReadonlyMap<number, CvId>> {
  const missing = keys.filter((key) => !lists.ids.has(key));
  if (missing.length === 0) return lists.ids;
  lists.make(missing.length * 8);
  // Making room may have taken those that were there.
  const asked = keys.filter((key) => !lists.ids.has(key));
  const rows = await session.rows<{ key: number; cvId: CvId }>(
    'SELECT key, cv_id AS "cvId" FROM cvs WHERE tenant = $1 AND key = ANY($2::int[])',
    asked,
  );
  for (const { key, cvId } of rows) lists.ids.set(key, cvId);
  return lists.ids;
}
