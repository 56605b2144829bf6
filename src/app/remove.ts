import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Config } from '../config/config.js';
import type { CvId } from '../domain/index.js';
import { completionOf, EFFORTS, finishNow, type Completion } from '../govern/erasure.js';
import { eraseCvs, eraseFiles, FOR_ALL } from '../govern/certificates.js';
import { withWorkspace, type Workspace } from '../open.js';
import { findCvs, notOne } from './find-cv.js';

export interface RemovalReport extends Completion {
  /** CvIds of which no file of the workspace holds a trace. */
  removed: CvId[];
  /** Likewise, files without a CV: those that could not be read, or were left out as near copies. */
  files: string[];
  /** CvIds and files of which traces may still be on disk. */
  pending: string[];
  /** Ids of the certificates of what has ended. */
  certificates: string[];
}

export interface RemovalRequest {
  references: string[];
  /** False: also what the control does not find; then there is no certificate. */
  certified: boolean;
  /** Also what is held; else nothing is removed if one of them is. */
  despiteHold?: boolean;
}

/**
 * @throws CvmatchError `not_found` if a reference matches no CV or several, `conflict` if one is held, `store_corrupt` if the control fails;
 * then nothing is removed.
 */
export async function removeCvs(
  config: Config,
  { references, certified, despiteHold = false }: RemovalRequest,
): Promise<RemovalReport> {
  return withWorkspace(config, {}, async (workspace) => {
    const named: Named[] = [];
    for (const reference of references) named.push(await resolveNamed(workspace, reference));
    const files = named.flatMap((one) => ('file' in one ? [one.file] : []));
    const erasures = [randomUUID(), randomUUID()] as const;
    const cvIds = named.flatMap((one) => ('cvId' in one ? [one.cvId] : []));
    const terms = { certified, asked: FOR_ALL, held: despiteHold ? ('remove' as const) : undefined };
    await eraseCvs(workspace, cvIds, { erasure: erasures[0], ...terms });
    // CVs of earlier contents of files that cannot be read now.
    const read = files.length === 0 ? [] : await eraseFiles(workspace, files, { erasure: erasures[1], ...terms });
    const completion = completionOf(await finishNow(workspace, EFFORTS.thorough), ...erasures);
    return { ...reportOf([...cvIds, ...read], files, completion), certificates: await endedOf(workspace, erasures) };
  });
}

async function endedOf({ store }: Workspace, erasures: readonly string[]): Promise<string[]> {
  const ended = await Promise.all(erasures.map((id) => store.erasures.certificate(id)));
  return ended.flatMap((one) => one?.id ?? []);
}

type Named = { cvId: CvId } | { file: string };

/** Also finds a file that never became a CV. */
async function resolveNamed(workspace: Workspace, reference: string): Promise<Named> {
  const found = await findCvs(workspace.store, reference);
  if (found.length === 1) return { cvId: found[0]! };
  if (found.length === 0) {
    const paths = [reference, path.resolve(reference)];
    const known = await workspace.store.intake.known(paths);
    const file = paths.find((one) => known.has(one));
    if (file !== undefined) return { file };
  }
  throw notOne(reference, found.length);
}

function reportOf(cvIds: CvId[], files: string[], completion: Completion): Omit<RemovalReport, 'certificates'> {
  const { status, ...rest } = completion;
  if (status === 'removed') return { status, removed: cvIds, files, pending: [], ...rest };
  return { status, removed: [], files: [], pending: [...cvIds, ...files], ...rest };
}
