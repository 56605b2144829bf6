import { blinderFor } from '../blind/index.js';
import type { Config } from '../config/config.js';
import type { DecisionKind } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import { withWorkspace } from '../open.js';
import type { DecisionRecord } from '../store/port/index.js';
import { actor } from './candidates.js';
import { anyJd } from './jds.js';
import { resolveCv } from './find-cv.js';

export interface DecisionRequest {
  /** A file or stdin with its present content, or else a stored JD. */
  jd: string;
  /** Path, or the first digits of its id. */
  cv: string;
  decision: DecisionKind;
  stage?: string;
  reason?: string;
  /** Name of the person who decides; the user of this machine if missing. */
  by?: string;
  /** Answers without what says who the person is. */
  blind?: boolean;
}

/** @throws CvmatchError `not_found`, `path_not_found`, `bad_flag` for a rejection without a reason. */
export async function addDecision(config: Config, request: DecisionRequest): Promise<DecisionRecord> {
  const { jd, cv, decision, stage, reason, by } = request;
  if (decision === 'rejected' && (reason ?? '').trim() === '')
    throw new CvmatchError('bad_flag', 'a rejection needs its reason', { hint: 'Say why with --reason.' });
  const { hash } = await anyJd(jd, config);
  return withWorkspace(config, {}, async (workspace) => {
    const cvId = await resolveCv(workspace, cv);
    const given = { jdHash: hash, cvId, decision, stage: stage ?? null, reason: reason ?? null };
    const { decision: added } = await workspace.store.decisions.add(given, actor(by));
    return request.blind === true ? (await (await blinderFor(workspace)).decisions([added]))[0]! : added;
  });
}

export interface DecisionFilter {
  jd?: string;
  cv?: string;
  undone?: boolean;
  /** Id of the last decision that was listed before; those after it follow. */
  after?: number;
  limit: number;
  /** Without what says who the people are. */
  blind?: boolean;
}

export async function listDecisions(
  config: Config,
  { jd, cv, blind = false, ...query }: DecisionFilter,
): Promise<DecisionRecord[]> {
  const jdHash = jd === undefined ? undefined : (await anyJd(jd, config)).hash;
  return withWorkspace(config, {}, async (workspace) => {
    const cvId = cv === undefined ? undefined : await resolveCv(workspace, cv);
    const decisions = await workspace.store.decisions.list({ ...query, jdHash, cvId }, null);
    const cvs = decisions.map((one) => one.cvId);
    await workspace.store.audit.note([{ action: 'read', detail: 'decisions list', cvs, jd: jdHash ?? null }]);
    return blind ? (await blinderFor(workspace)).decisions(decisions) : decisions;
  });
}

/** @throws CvmatchError `not_found`, `nothing_to_do`. */
export async function undoDecision(config: Config, id: number, by?: string): Promise<DecisionRecord> {
  return withWorkspace(config, {}, ({ store }) => store.decisions.undo(id, actor(by), null));
}
