import path from 'node:path';
import { cvLabelled } from '../blind/index.js';
import { CANDIDATE_LABEL } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import type { Workspace } from '../open.js';
import type { Store } from '../store/port/index.js';

/** All CVs that a reference may mean: by path, name as uploaded, the first digits of the id, or the label of a candidate. */
export async function findCvs(store: Pick<Store, 'cvs' | 'audit'>, reference: string): Promise<string[]> {
  const { cvs } = store;
  if (CANDIDATE_LABEL.test(reference)) {
    const cvId = await cvLabelled(store, reference);
    return cvId === null ? [] : [cvId];
  }
  const found = await cvs.resolve(reference);
  return [...new Set(found.length > 0 ? found : await cvs.resolve(path.resolve(reference)))];
}

export function severalCvs(reference: string, cvIds: string[]): CvmatchError {
  const some = cvIds.slice(0, 5).map((id) => id.slice(0, 16));
  return new CvmatchError('bad_flag', `${reference} may be any of ${cvIds.length} CVs`, {
    hint: `Give the first digits of the one you mean: ${some.join(', ')}${cvIds.length > 5 ? ', ...' : ''}.`,
  });
}

/** A CV by its path, or by the first digits of its id. @throws CvmatchError `not_found`. */
export async function resolveCv({ store }: Workspace, reference: string): Promise<string> {
  const found = await findCvs(store, reference);
  if (found.length === 1) return found[0]!;
  throw notOne(reference, found.length);
}

export function notOne(reference: string, found: number): CvmatchError {
  const what = found === 0 ? `no CV is "${reference}"` : `"${reference}" means ${found} CVs`;
  return new CvmatchError('not_found', what, {
    hint: 'Give its path, or at least six digits of its id; `cvmatch list` shows both.',
  });
}
