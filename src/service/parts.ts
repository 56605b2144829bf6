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

/** What the service needs of a workspace; src/open.ts provides it. */
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

/** What every route works with; src/app/serve.ts opens and closes it. */
export interface ServiceParts extends Observing {
  /** Evaluated by a timer in src/app/telemetry.ts. */
  readonly alerts: Pick<Alerts, 'list'>;
  readonly selftest: () => Promise<SelftestReport>;
  readonly schedule: Pick<Schedule, 'list' | 'run'>;
  readonly workspace: ServiceWorkspace;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly settings: ServiceSettings;
  /** Where requests and CVs are counted against the limits; default: this process's memory. */
  readonly quotas?: QuotaStore;
  /** The version of cvmatch. */
  readonly version: string;
  /** How CVs are read; an upload that is a copy must have been read the same way. */
  readonly reading: ReadingOptions;
  readonly matching: MatchParts;
  /** Called when an upload was committed, so that a worker in this process looks for it at once. */
  readonly uploaded: () => void;
}

/** What the server adds for its routes. */
export interface RouteParts extends ServiceParts {
  readonly limits: Limits;
  /** See Timeouts.grace. */
  readonly graceMs: number;
  readonly backlog: Backlog;
  readonly impressions: Impressions;
  /** Limits how many uploads and matches run at once, since they would take the machine from everyone else. */
  readonly slots: { readonly upload: Semaphore; readonly match: Semaphore };
}
