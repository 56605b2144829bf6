import path from 'node:path';
import type { Config } from '../config/config.js';
import { CvmatchError } from '../errors.js';
import { eraseLoose } from '../ingest/originals/settle.js';
import { withWorkspace, type Workspace } from '../open.js';

/** @throws CvmatchError `not_found` if a reference names no CV or several; then nothing is removed. */
export async function removeCvs(config: Config, references: string[]): Promise<string[]> {
  return withWorkspace(config, {}, async (workspace) => {
    const cvIds: string[] = [];
    for (const reference of references) cvIds.push(await resolveCv(workspace, reference));
    await workspace.store.cvs.remove(cvIds);
    await eraseLoose(workspace.store.originals, workspace);
    return cvIds;
  });
}

/** A CV by its path, or by the first digits of its id. @throws CvmatchError `not_found`. */
export async function resolveCv(workspace: Workspace, reference: string): Promise<string> {
  const { cvs } = workspace.store;
  const byId = await cvs.resolve(reference);
  const found = byId.length > 0 ? byId : await cvs.resolve(path.resolve(reference));
  if (found.length === 1) return found[0]!;
  const what = found.length === 0 ? `no CV is "${reference}"` : `"${reference}" means ${found.length} CVs`;
  throw new CvmatchError('not_found', what, {
    hint: 'Give its path, or at least six digits of its id; `cvmatch list` shows both.',
  });
}
