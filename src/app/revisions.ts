import { CvmatchError } from '../errors.js';
import type { CvSummary, Store } from '../store/port/index.js';

/** All revisions of the candidate of a CV, the oldest first. @throws CvmatchError `not_found`. */
export async function revisionsOf({ cvs }: Pick<Store, 'cvs'>, cvId: string): Promise<CvSummary[]> {
  const candidate = (await cvs.get(cvId))?.candidateId;
  const found = candidate === undefined ? [] : await cvs.list({ candidate, allRevisions: true });
  if (found.length === 0)
    throw new CvmatchError('not_found', 'the CV was removed just now', {
      hint: '`cvmatch list` shows those there are.',
    });
  return found.sort((a, b) => a.revision - b.revision);
}

/** @throws CvmatchError `not_found`. */
export function revisionOf(revisions: CvSummary[], revision: number): CvSummary {
  const found = revisions.find((one) => one.revision === revision);
  if (found !== undefined) return found;
  const there = revisions.map((one) => one.revision).join(', ');
  throw new CvmatchError('not_found', `there is no revision ${revision}`, { hint: `There are: ${there}.` });
}
