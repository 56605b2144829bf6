import {
  reprocessed,
  sameOverrides,
  type CvId,
  type ProcessedCv,
  type ProfileOverride,
} from '../../../domain/index.js';
import { overridesIn } from '../../blobs.js';
import type { Cvs } from '../../port/index.js';
import type { Session } from '../database.js';
import { bumpVersion } from '../meta.js';
import { rewriteCv } from './rows.js';

/** Corrections lie in the profile itself, so that they go wherever it goes. */
export async function overridesOf(session: Session, cvId: CvId): Promise<ProfileOverride[]> {
  const row = await session.row<{ overrides: string | null }>(
    `SELECT profile::json ->> 'overrides' AS overrides FROM cvs JOIN profiles ON profiles.tenant = $1 AND profiles.key = cvs.key
     WHERE cvs.tenant = $1 AND cv_id = $2`,
    cvId,
  );
  return overridesIn(row?.overrides);
}

/** Whether a reading of a CV has the corrections that the CV has by now. */
export async function hasOverridesOf(session: Session, cvId: CvId, { profile }: ProcessedCv): Promise<boolean> {
  return sameOverrides(await overridesOf(session, cvId), profile.overrides ?? []);
}

export async function rectify(
  session: Session,
  ...[cvId, processed, { before, fingerprint }]: Parameters<Cvs['rectify']>
): Promise<boolean> {
  const row = await session.row<{ fingerprint: string }>(
    'SELECT fingerprint FROM cvs WHERE tenant = $1 AND cv_id = $2',
    cvId,
  );
  if (row === undefined || !sameOverrides(await overridesOf(session, cvId), before)) return false;
  await rewriteCv(session, cvId, processed, reprocessed(row.fingerprint, fingerprint));
  await session.run('DELETE FROM cache WHERE tenant = $1');
  await bumpVersion(session);
  return true;
}
