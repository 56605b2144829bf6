import type { ApiKey, Tenant } from '../../domain/index.js';
import type { AlertRepository } from './alerts.js';

/**
 * What belongs to a whole place and to no tenant: which tenants there are, the API keys that lead to them, and which
 * alerts fire. A `Store` is one tenant's, and nothing in it leads to another's.
 */
export interface Registry {
  readonly tenants: TenantRepository;
  readonly keys: KeyRepository;
  readonly alerts: AlertRepository;
}

export interface TenantRepository {
  /** Null where one of this id is there, or is being removed. */
  add(id: string): Promise<Tenant | null>;
  /** Those in use, oldest first; `default` is always one. */
  list(): Promise<Tenant[]>;
  /** Null for one that is unknown or being removed. */
  get(id: string): Promise<Tenant | null>;
  /** From now on its keys open nothing, and nobody may open it; false where it is unknown. Safe to call twice. */
  beginRemoval(id: string): Promise<boolean>;
  /** Forgets it, and its keys, once its data is gone. */
  endRemoval(id: string): Promise<void>;
  /** Ids of those whose removal was begun and has not ended. */
  removing(): Promise<string[]>;
}

export interface KeyRepository {
  /** `hash`: sha-256 of the token, 64 hex digits. */
  add(key: { id: string; tenant: string; name: string; scopes: string[]; hash: string }): Promise<ApiKey>;
  /** Those of a tenant, oldest first, revoked ones too. */
  list(tenant: string): Promise<ApiKey[]>;
  /** False where the tenant has no key of this id that is in force. */
  revoke(tenant: string, id: string): Promise<boolean>;
  /** Null for a token that is unknown or revoked, or whose tenant is being removed. */
  byHash(hash: string): Promise<ApiKey | null>;
  used(id: string, at: string): Promise<void>;
}
