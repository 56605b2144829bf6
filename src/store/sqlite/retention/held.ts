import type { CvId } from '../../../domain/index.js';
import type { Database } from '../database.js';

/** One of these CVs whose candidate is held, with a hold that does it; null if none is. */
export function holdOn(db: Database, cvIds: readonly CvId[]): { cvId: CvId; hold: string } | null {
  const sql = `SELECT asked.cv_id AS cvId, hold FROM json_each(@cvIds) JOIN cvs AS asked ON asked.cv_id = value
    JOIN cvs AS own ON own.candidate_id = asked.candidate_id JOIN retention_held ON retention_held.cv_id = own.cv_id LIMIT 1`;
  return (db.sql(sql).get({ cvIds: JSON.stringify(cvIds) }) as { cvId: CvId; hold: string } | undefined) ?? null;
}

/** To be called where a CV is erased: what holds it names it. A hold on nothing is over. */
export function forgetHeld(db: Database, cvId: CvId): void {
  const { changes } = db.sql('DELETE FROM retention_held WHERE cv_id = ?').run(cvId);
  if (changes > 0)
    db.sql(
      'DELETE FROM retention_holds WHERE NOT EXISTS (SELECT 1 FROM retention_held WHERE hold = retention_holds.id)',
    ).run();
}
