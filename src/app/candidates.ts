import { userInfo } from 'node:os';
import type { Config } from '../config/config.js';
import { CvmatchError } from '../errors.js';
import { withWorkspace, type Workspace } from '../open.js';
import type { Actor, CandidatePair, PairQuery, PairReference } from '../store/port/index.js';
import { resolveCv } from './find-cv.js';

export interface PairDecisionOptions {
  /** Name of the person who decides; the user of this machine if missing. */
  by?: string;
}

export async function listPairs(config: Config, query: PairQuery): Promise<CandidatePair[]> {
  return withWorkspace(config, {}, async ({ store }) => {
    const pairs = await store.candidates.pairs(query, null);
    const cvs = pairs.flatMap(({ sides }) => sides.map(({ cvId }) => cvId));
    await store.audit.note([{ action: 'read', detail: 'candidates list', cvs }]);
    return pairs;
  });
}

/** `references`: the number of a pair, or two CVs. @throws CvmatchError `not_found`, `conflict`, `bad_flag`. */
export async function mergeCandidates(
  config: Config,
  references: string[],
  { by }: PairDecisionOptions = {},
): Promise<CandidatePair> {
  return withWorkspace(config, {}, async (workspace) =>
    workspace.store.candidates.merge(await referenceOf(workspace, references), actor(by)),
  );
}

export async function splitCandidates(
  config: Config,
  references: string[],
  { by }: PairDecisionOptions = {},
): Promise<CandidatePair> {
  return withWorkspace(config, {}, async (workspace) =>
    workspace.store.candidates.split(await referenceOf(workspace, references), actor(by)),
  );
}

/** Null if the pair is gone, because its CVs belonged to one candidate before. */
export async function undoPair(
  config: Config,
  pair: number,
  { by }: PairDecisionOptions = {},
): Promise<CandidatePair | null> {
  return withWorkspace(config, {}, ({ store }) => store.candidates.undo(pair, actor(by)));
}

async function referenceOf(workspace: Workspace, references: string[]): Promise<PairReference> {
  const [first = '', second] = references;
  if (second === undefined && /^\d{1,9}$/.test(first)) return { pair: Number(first) };
  if (second === undefined || references.length > 2)
    throw new CvmatchError('bad_flag', 'neither the number of a pair nor two CVs', {
      hint: 'Give a number that `cvmatch candidates list` shows, or two CVs by path or id.',
    });
  return { cvs: [await resolveCv(workspace, first), await resolveCv(workspace, second)] };
}

export function actor(by: string | undefined): Actor {
  return { by: by ?? userName(), keyId: null };
}

function userName(): string | null {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in the system's user list, as in some containers.
    return null;
  }
}
