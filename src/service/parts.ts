import type { Embedder } from '../embed/port.js';
import type { AuditKeeping } from '../govern/audit/keep.js';
import type { ReadingOptions } from '../ingest/made-with.js';
import type { StoreFiles } from '../ingest/originals/settle.js';
import type { MatchParts } from '../match/match.js';
import type { PoolLoad } from '../pool/observed-pool.js';
import type { Pool } from '../pool/pool.js';
import type { Vocabulary } from '../profile/index.js';
import type { Backlog } from '../queue/backlog.js';
import type { QueueBoard } from '../queue/board.js';
import type { Dispatcher } from '../queue/port.js';
import type { KnownBackups, QuotaStore, Registry, Store, StoredModel } from '../store/port/index.js';
import type { Alerts } from './alerts/engine.js';
import type { Impressions } from './telemetry/impressions.js';
import type { Limits } from './http/quota/limits.js';
import type { PlaceWatch } from './places/watch.js';
import type { Observing } from './telemetry/observer.js';
import type { Schedule } from './schedule/index.js';
import type { SelftestReport } from './selftest.js';
import type { UploadPace } from './http/sharing/pace.js';
import type { Slots } from './http/sharing/slots.js';
import type { ServiceSettings } from '../domain/index.js';

/** What the service needs of a workspace; src/open.ts provides it. */
export interface ServiceWorkspace extends Readonly<StoreFiles> {
  readonly folder: string;
  readonly store: Store;
  readonly queue: Dispatcher;
  readonly vocabulary: Vocabulary;
  model(): Promise<StoredModel>;
  fingerprint(asOf?: string | null): Promise<string>;
  embedder(): Promise<Embedder>;
  pool(): Promise<Pool>;
  poolLoad(): PoolLoad | null;
  requireModel(): Promise<void>;
  queueBoard(): Promise<QueueBoard | null>;
  knownBackups(): Promise<KnownBackups[]>;
}

/** What a request of one tenant works with; nothing in it gives access to another tenant's data. */
export interface TenantParts extends Observing {
  readonly id: string;
  readonly workspace: ServiceWorkspace;
  readonly schedule: Pick<Schedule, 'list' | 'run'>;
  /**
   * The options with which CVs are read: an earlier reading of the same bytes is reused only if it was made with the
   * same options.
   */
  readonly reading: ReadingOptions;
  readonly matching: MatchParts;
  /** Where what is shown is recorded, before it is shown. */
  readonly audit: Pick<AuditKeeping, 'note'>;
  /** Aborted when the tenant is closed, so that work that outlives a request, such as a stream, ends. */
  readonly ended: AbortSignal;
  /**
   * To be called when an upload was committed, so that a worker in this process starts at once instead of at its next
   * poll.
   */
  readonly uploaded: () => void;
}

/** What all tenants share. It is opened and closed by src/app/serve.ts. */
export interface ServiceParts extends Observing {
  /** Evaluated by a timer in src/app/telemetry.ts. */
  readonly alerts: Pick<Alerts, 'list'>;
  readonly places: Pick<PlaceWatch, 'report'>;
  readonly selftest: () => Promise<SelftestReport>;
  readonly registry: Registry;
  /** The workspace of the home tenant, by which the health of the service is judged. Requests do not use it. */
  readonly home: ServiceWorkspace;
  /** The tenant of callers without a key. */
  readonly homeTenant: string;
  /** @throws CvmatchError `not_found`. */
  readonly tenant: (id: string) => Promise<TenantParts>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly settings: ServiceSettings;
  /** Where requests and CVs are counted against the limits; default: this process's memory. */
  readonly quotas?: QuotaStore;
  /** The version of cvmatch. */
  readonly version: string;
}

/** What the server adds for its routes. */
export interface RouteParts extends ServiceParts {
  readonly limits: Limits;
  readonly pace: UploadPace;
  readonly backlog: (tenant: TenantParts) => Backlog;
  readonly impressions: (tenant: TenantParts) => Impressions;
  /** Limits how many expensive requests run at the same time, so that the others still get an answer. */
  readonly slots: Slots;
}

/** Makes one `T` for each tenant when it is first needed; it is dropped with the tenant. */
export function perTenant<T>(make: (tenant: TenantParts) => T): (tenant: TenantParts) => T {
  const made = new WeakMap<TenantParts, T>();
  return (tenant) => {
    const known = made.get(tenant);
    if (known !== undefined) return known;
    const one = make(tenant);
    made.set(tenant, one);
    return one;
  };
}
