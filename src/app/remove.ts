import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Config } from '../config/config.js';
import type { CvId } from '../domain/index.js';
import { completionOf, EFFORTS, finishNow, type Completion } from '../govern/erasure.js';
import { withWorkspace, type Workspace } from '../open.js';
import { findCvs, notOne } from './find-cv.js';

export interface RemovalReport extends Completion {
  /** CvIds of which no file of the workspace holds a trace. */
  removed: CvId[];
  /** Likewise, files without a CV: those that could not be read, or were left out as near copies. */
  files: string[];
  /** CvIds and files of which traces may still be on disk. */
  pending: string[];
}

/** @throws CvmatchError `not_found` if a reference matches no CV or several; then nothing is removed. */
export async function removeCvs(config: Config, references: string[]): Promise<RemovalReport> {
  return withWorkspace(config, {}, async (workspace) => {
    const named: Named[] = [];
    for (const reference of references) named.push(await resolveNamed(workspace, reference));
    const files = named.flatMap((one) => ('file' in one ? [one.file] : []));
    const erasures = [randomUUID(), randomUUID()] as const;
    const cvIds = named.flatMap((one) => ('cvId' in one ? [one.cvId] : []));
    await workspace.store.cvs.remove(cvIds, erasures[0]);
    // CVs of earlier contents of files that cannot be read now.
    const read = files.length === 0 ? [] : await workspace.store.intake.prune(files, erasures[1]);
    return reportOf(
      [...cvIds, ...read],
      files,
      completionOf(await finishNow(workspace, EFFORTS.thorough), ...erasures),
    );
  });
}

type Named = { cvId: CvId } | { file: string };

/** Also finds a file that never became a CV. */
async function resolveNamed(workspace: Workspace, reference: string): Promise<Named> {
  const found = await findCvs(workspace.store.cvs, reference);
  if (found.length === 1) return { cvId: found[0]! };
  if (found.length === 0) {
    const paths = [reference, path.resolve(reference)];
    const known = await workspace.store.intake.known(paths);
    const file = paths.find((one) => known.has(one));
    if (file !== undefined) return { file };
  }
  throw notOne(reference, found.length);
}

function reportOf(cvIds: CvId[], files: string[], completion: Completion): RemovalReport {
  const { status, ...rest } = completion;
  if (status === 'removed') return { status, removed: cvIds, files, pending: [], ...rest };
  return { status, removed: [], files: [], pending: [...cvIds, ...files], ...rest };
}
