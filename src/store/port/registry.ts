import type { ApiKey, Tenant } from '../../domain/index.js';
import type { AlertRepository } from './alerts.js';
import type { FigureRepository } from './figures.js';
import type { ProcessRepository } from './processes.js';
import type { QuotaStore } from './quotas.js';

/**
 * What belongs to a whole workspace folder instead of a tenant: the list of tenants, the API keys that lead to them,
 * the alerts that are firing, and the processes that serve and work. A `Store` belongs to one tenant and gives no access to another's data.
 */
export interface Registry {
  readonly tenants: TenantRepository;
  readonly keys: KeyRepository;
  readonly alerts: AlertRepository;
  readonly processes: ProcessRepository;
  readonly figures: FigureRepository;
  /** Counts against limits that all processes share; null where the store is no server, and each process counts for itself. */
  readonly quotas: QuotaStore | null;
}

export interface TenantRepository {
  /**
   * A random name of this workspace, made once. What lies outside the store (a bucket, a queue) is marked with it, so
   * that two workspaces cannot take it for theirs.
   */
  workspace(): Promise<string>;
  /** Null if a tenant with this id exists or is being removed. */
  add(id: string): Promise<Tenant | null>;
  /** Those in use, oldest first; `default` is always among them. */
  list(): Promise<Tenant[]>;
  /** Null if it is unknown or being removed. */
  get(id: string): Promise<Tenant | null>;
  /**
   * From now on its keys are invalid and its store cannot be opened. False if it is unknown. Safe to call twice. `draft`: what
   * its certificate will say, as JSON; the first one stays.
   */
  beginRemoval(id: string, draft?: string): Promise<boolean>;
  /** As `beginRemoval` got it; null: none. */
  draft(id: string): Promise<string | null>;
  /** Deletes its entry and its keys; to be called once its data is gone. */
  endRemoval(id: string): Promise<void>;
  /** Ids of tenants whose removal has begun and not ended. */
  removing(): Promise<string[]>;
}

export interface KeyRepository {
  /** `hash`: sha-256 of the token, 64 hex digits. */
  add(key: { id: string; tenant: string; name: string; scopes: string[]; hash: string }): Promise<ApiKey>;
  /** Keys of a tenant, oldest first, revoked ones included. */
  list(tenant: string): Promise<ApiKey[]>;
  /** False if the tenant has no valid key with this id. */
  revoke(tenant: string, id: string): Promise<boolean>;
  /** Null if the token is unknown or revoked, or if its tenant is being removed. */
  byHash(hash: string): Promise<ApiKey | null>;
  used(id: string, at: string): Promise<void>;
}
