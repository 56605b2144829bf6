import type { Config } from '../config/config.js';
import { withWorkspace } from '../open.js';
import type { CvSummary, ListQuery } from '../store/port/index.js';

export async function listCvs(config: Config, query: ListQuery): Promise<CvSummary[]> {
  return withWorkspace(config, {}, (workspace) => workspace.store.cvs.list(query));
}
