import type { Config } from '../config/config.js';
import { withWorkspace } from '../open.js';
import type { CvSummary, ListQuery } from '../store/port/index.js';

export async function listCvs(config: Config, query: ListQuery): Promise<CvSummary[]> {
  return withWorkspace(config, {}, async ({ store }) => {
    const cvs = await store.cvs.list(query);
    await store.audit.note([{ action: 'read', detail: 'list', cvs: cvs.map(({ cvId }) => cvId) }]);
    return cvs;
  });
}
