import type { Config } from '../config/config.js';
import { withWorkspace, type Workspace } from '../open.js';
import { PlaceWatch, type PlaceReport } from '../service/places/watch.js';
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
  /** Figures of store, queue and files for an operator; only where they were asked for. */
  places?: PlaceReport;
}

/** `deep`: with figures of store, queue and files, for which a store on SQLite is read as a whole. */
export async function status(config: Config, { deep = false } = {}): Promise<StatusReport> {
  return withWorkspace(config, {}, async (workspace) => {
    const report = await statusOf(workspace);
    return deep ? { ...report, places: await new PlaceWatch(workspace.places, Date.now).report() } : report;
  });
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
