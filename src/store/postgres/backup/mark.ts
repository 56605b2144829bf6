import { CvmatchError } from '../../../errors.js';

/** A table that is there for as long as a restore into a database is not complete: one row with the id of the backup. */
export const RESTORING = 'restoring';

export function notRestored(where: string): CvmatchError {
  return new CvmatchError('store_locked', `a restore into ${where} is not complete`, {
    hint: 'Run the same `cvmatch restore` again; it begins anew.',
  });
}
