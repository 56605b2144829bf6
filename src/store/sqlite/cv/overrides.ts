import { sameOverrides, type CvId, type ProcessedCv, type ProfileOverride } from '../../../domain/index.js';
import { overridesIn } from '../../blobs.js';
import type { Database } from '../database.js';

/** Corrections lie in the profile itself, so that they go wherever it goes. */
export function overridesOf(db: Database, cvId: CvId): ProfileOverride[] {
  const sql = "SELECT opened(profile) ->> '$.overrides' FROM cvs JOIN profiles USING (key) WHERE cv_id = ?";
  return overridesIn(db.sql(sql).pluck().get(cvId) as string | null | undefined);
}

/** Whether a reading of a CV has the corrections that the CV has by now. */
export function hasOverridesOf(db: Database, cvId: CvId, { profile }: ProcessedCv): boolean {
  return sameOverrides(overridesOf(db, cvId), profile.overrides ?? []);
}
