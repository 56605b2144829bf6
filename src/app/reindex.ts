import type { Config } from '../config/config.js';
import { withWorkspace } from '../open.js';
import { packWords } from '../match/pack-words.js';
import { packIf } from '../store/search/words/packing.js';
import { reindex as reindexStore, type ReindexReport } from '../ingest/reindex.js';

export async function reindex(
  config: Config,
  options: { signal?: AbortSignal; onProgress?: (done: number, total: number) => void },
): Promise<ReindexReport> {
  return withWorkspace(config, {}, async (workspace) => {
    const [model, fingerprint] = [await workspace.model(), await workspace.fingerprint()];
    const report = await reindexStore(workspace.store.model, await workspace.pool(), model, {
      fingerprint,
      signal: options.signal ?? new AbortController().signal,
      onProgress: options.onProgress ?? (() => undefined),
    });
    await packIf(report.left === 0, () => packWords(workspace.store.search));
    return report;
  });
}
