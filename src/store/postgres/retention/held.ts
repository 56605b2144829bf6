import type { CvId } from '../../../domain/index.js';
import type { Session } from '../database.js';

/** One of these CVs whose candidate is held, with a hold that does it; null if none is. */
export async function holdOn(session: Session, cvIds: readonly CvId[]): Promise<{ cvId: CvId; hold: string } | null> {
  if (cvIds.length === 0) return null;
  const found = await session.row<{ cvId: CvId; hold: string }>(
    `SELECT asked.cv_id AS "cvId", hold FROM cvs AS asked
       JOIN cvs AS own ON own.tenant = $1 AND own.candidate_id = asked.candidate_id
       JOIN retention_held ON retention_held.tenant = $1 AND retention_held.cv_id = own.cv_id
     WHERE asked.tenant = $1 AND asked.cv_id = ANY($2::text[]) LIMIT 1`,
    cvIds,
  );
  return found ?? null;
}

/** To be called where a CV is erased: what holds it names it. A hold on nothing is over. */
export async function forgetHeld(session: Session, cvId: CvId): Promise<void> {
  if ((await session.run('DELETE FROM retention_held WHERE tenant = $1 AND cv_id = $2', cvId)) > 0)
    await session.run(
      `DELETE FROM retention_holds WHERE tenant = $1 AND NOT EXISTS
         (SELECT 1 FROM retention_held WHERE tenant = $1 AND hold = retention_holds.id)`,
    );
}
