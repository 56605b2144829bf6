import { reprocessed, sameOverrides } from '../../../domain/index.js';
import type { Cvs } from '../../port/index.js';
import type { Database } from '../database.js';
import { bumpVersion } from '../meta.js';
import { eraseNextVectors } from './generation.js';
import { overridesOf } from './overrides.js';
import { cvRow, rewriteCv } from './rows.js';

export function rectify(
  db: Database,
  ...[cvId, processed, { before, fingerprint }]: Parameters<Cvs['rectify']>
): boolean {
  const row = cvRow(db, cvId);
  if (row === undefined || !sameOverrides(overridesOf(db, cvId), before)) return false;
  // A reindex that is under way reads it again.
  eraseNextVectors(db)(row.key);
  rewriteCv(db, cvId, processed, reprocessed(row.fingerprint, fingerprint));
  db.sql('DELETE FROM cache').run();
  bumpVersion(db);
  return true;
}
