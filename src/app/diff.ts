import { blinderFor } from '../blind/index.js';
import type { Config } from '../config/config.js';
import { CvmatchError } from '../errors.js';
import { withWorkspace, type Workspace } from '../open.js';
import { profileChanges, type ProfileDiff } from '../report/cv/profile-diff.js';
import type { CvRecord } from '../store/port/index.js';
import { resolveCv } from './find-cv.js';
import { revisionOf, revisionsOf } from './revisions.js';

export interface DiffRequest {
  /** A CV of the candidate, by path or id. */
  cv: string;
  /** Numbers of revisions; `to` missing: the latest; `from` missing: the one before `to`. */
  from?: number;
  to?: number;
  /** Without what says who the person is. */
  blind: boolean;
}

/** What differs between two revisions of a candidate's CV. @throws CvmatchError `not_found`. */
export async function diffRevisions(config: Config, { cv, from, to, blind }: DiffRequest): Promise<ProfileDiff> {
  return withWorkspace(config, {}, async (workspace) => {
    const { store } = workspace;
    const revisions = await revisionsOf(store, await resolveCv(workspace, cv));
    if (revisions.length < 2)
      throw new CvmatchError('not_found', `there is only one revision of ${cv}`, {
        hint: 'A changed file at the same path, or another upload for the same candidate, is a new revision.',
      });
    const after = to === undefined ? revisions.at(-1)! : revisionOf(revisions, to);
    const earlier = revisions.filter(({ revision }) => revision < after.revision).at(-1) ?? revisions[0]!;
    const before = from === undefined ? earlier : revisionOf(revisions, from);
    const records = await Promise.all([before, after].map(({ cvId }) => store.cvs.get(cvId)));
    await store.audit.note([{ action: 'read', detail: 'diff', cvs: [before.cvId, after.cvId] }]);
    const [a, b] = await Promise.all(records.map((record) => shown(workspace, record!, blind)));
    const side = ({ cvId, revision, ingestedAt }: (typeof revisions)[number]) => ({ cvId, revision, ingestedAt });
    const changes = profileChanges(a!.profile, b!.profile);
    return { candidate: b!.candidateId, from: side(before), to: side(after), changes };
  });
}

async function shown(
  workspace: Workspace,
  record: CvRecord,
  blind: boolean,
): Promise<Pick<CvRecord, 'candidateId' | 'profile'>> {
  return blind ? (await blinderFor(workspace)).cv(record) : record;
}
