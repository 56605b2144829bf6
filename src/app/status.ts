import type { Config } from '../config/config.js';
import { withWorkspace, type Workspace } from '../open.js';
import type { StoredModel, StoreSummary } from '../store/port/index.js';

export interface StatusReport extends StoreSummary {
  /** Or the URL of its server, without secrets. */
  folder: string;
  /**
   * The current model, with its fingerprint over vocabulary and code. If it differs from the store's, `cvmatch reindex`
   * is due.
   */
  modelInUse: StoredModel;
  fingerprint: string;
  /** Number and total bytes of the originals that are kept. */
  originals: { files: number; bytes: number };
  /** Id of the key under which new data is encrypted; null: it is not. */
  encryptedWith: string | null;
  /** Since when uploads are not handed out (`cvmatch tasks pause`, ISO); null: they are. */
  pausedAt: string | null;
}

export async function status(config: Config): Promise<StatusReport> {
  return withWorkspace(config, {}, statusOf);
}

export async function statusOf(workspace: Workspace): Promise<StatusReport> {
  return {
    folder: workspace.place,
    ...(await workspace.store.summary()),
    modelInUse: await workspace.model(),
    fingerprint: await workspace.fingerprint(),
    originals: await workspace.originals.usage(),
    encryptedWith: workspace.encryption.keyId,
    pausedAt: (await workspace.queue.counts()).pausedAt,
  };
}
