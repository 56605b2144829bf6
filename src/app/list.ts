import type { Config } from '../config/config.js';
import { withWorkspace } from '../open.js';
import { blinderFor, refuseNaming } from '../blind/index.js';
import type { CvSummary, ListQuery } from '../store/port/index.js';

/** `blind`: without what says who the people are. */
export async function listCvs(
  config: Config,
  { blind = false, ...query }: ListQuery & { blind?: boolean },
): Promise<CvSummary[]> {
  if (blind) refuseNaming((query.where ?? []).map(({ field }) => field));
  return withWorkspace(config, {}, async (workspace) => {
    const { store } = workspace;
    const cvs = await store.cvs.list(query);
    await store.audit.note([{ action: 'read', detail: 'list', cvs: cvs.map(({ cvId }) => cvId) }]);
    return blind ? (await blinderFor(workspace)).summaries(cvs) : cvs;
  });
}
