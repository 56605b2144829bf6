import type { Logger } from 'pino';
import type { Vocabulary } from '../profile/index.js';
import type { Embedder } from '../embed/port.js';
import type { Pool } from '../pipeline/pool.js';
import type { Store, StoredModel } from '../store/port.js';

/** What the service asks of a workspace; the one of src/open.ts fits. */
export interface ServiceWorkspace {
  readonly folder: string;
  readonly store: Store;
  readonly vocabulary: Vocabulary;
  model(): Promise<StoredModel>;
  fingerprint(asOf?: string | null): Promise<string>;
  embedder(): Promise<Embedder>;
  pool(): Promise<Pool>;
}

/** Limits and sizes that src/config.ts decides. */
export interface ServiceSettings {
  /** Bytes of one uploaded file. */
  maxSize: number;
}

/** What every route works with: opened by src/serving.ts, closed there. */
export interface ServiceParts {
  readonly workspace: ServiceWorkspace;
  readonly log: Logger;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly settings: ServiceSettings;
}
