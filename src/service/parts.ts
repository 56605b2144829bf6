import type { Embedder } from '../embed/port.js';
import type { Uploads } from '../files/port.js';
import type { ReadingOptions } from '../ingest/made-with.js';
import type { MatchParts } from '../match/match.js';
import type { PoolLoad } from '../pool/observed-pool.js';
import type { Pool } from '../pool/pool.js';
import type { Vocabulary } from '../profile/index.js';
import type { Backlog } from '../queue/backlog.js';
import type { Dispatcher } from '../queue/port.js';
import type { Store, StoredModel } from '../store/port/index.js';
import type { Alerts } from './alerts/engine.js';
import type { Impressions } from './telemetry/impressions.js';
import type { Limits } from './http/quota/limits.js';
import type { QuotaStore } from './http/quota/store.js';
import type { Observing } from './telemetry/observer.js';
import type { Schedule } from './schedule/index.js';
import type { SelftestReport } from './selftest.js';
import type { Semaphore } from './http/semaphore.js';
import type { ServiceSettings } from '../domain/index.js';

/** What the service asks of a workspace; the one of src/open.ts fits. */
export interface ServiceWorkspace {
  readonly folder: string;
  readonly store: Store;
  readonly queue: Dispatcher;
  readonly uploads: Uploads;
  readonly vocabulary: Vocabulary;
  model(): Promise<StoredModel>;
  fingerprint(asOf?: string | null): Promise<string>;
  embedder(): Promise<Embedder>;
  pool(): Promise<Pool>;
  poolLoad(): PoolLoad | null;
  requireModel(): Promise<void>;
}

/** What every route works with: opened by src/app/serve.ts, closed there. */
export interface ServiceParts extends Observing {
  /** Evaluated on a timer of src/app/telemetry.ts. */
  readonly alerts: Pick<Alerts, 'list'>;
  readonly selftest: () => Promise<SelftestReport>;
  readonly schedule: Pick<Schedule, 'list' | 'run'>;
  readonly workspace: ServiceWorkspace;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly settings: ServiceSettings;
  /** What counts requests and CVs against the limits; none: this process's memory. */
  readonly quotas?: QuotaStore;
  /** Of cvmatch. */
  readonly version: string;
  /** How CVs are read, which an upload that is a copy must fit. */
  readonly reading: ReadingOptions;
  readonly matching: MatchParts;
  /** Told when an upload was committed, so that a worker of this process need not find it by itself. */
  readonly uploaded: () => void;
}

/** What the server adds for its routes. */
export interface RouteParts extends ServiceParts {
  readonly limits: Limits;
  /** As Timeouts.grace. */
  readonly graceMs: number;
  readonly backlog: Backlog;
  readonly impressions: Impressions;
  /** Few at a time may do what takes the machine from everyone else. */
  readonly slots: { readonly upload: Semaphore; readonly match: Semaphore };
}
