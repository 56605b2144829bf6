import type { Config } from '../config/config.js';
import type { ApiKey, Tenant } from '../domain/index.js';
import type { NewApiKey } from '../service/http/keys.js';
import type { ListedTenant, RemovedTenant } from './tenants.js';

/** Who may use a store: its tenants and their API keys. Each part is loaded when first called. */
export type { ListedTenant, NewApiKey, RemovedTenant };

/** @throws CvmatchError `bad_flag` for an id that is none, or that is taken. */
export async function addTenant(config: Config, id: string): Promise<Tenant> {
  return (await import('./tenants.js')).addTenant(config, id);
}

export async function listTenants(config: Config): Promise<ListedTenant[]> {
  return (await import('./tenants.js')).listTenants(config);
}

/** @throws CvmatchError `not_found`; `bad_flag` for `default`. */
export async function removeTenant(config: Config, id: string): Promise<RemovedTenant> {
  return (await import('./tenants.js')).removeTenant(config, id);
}

/** Creates an API key for the service; the token is only in the returned value. */
export async function addKey(config: Config, name: string, scopes: readonly string[]): Promise<NewApiKey> {
  return (await import('./keys.js')).addKey(config, name, scopes);
}

export async function listKeys(config: Config): Promise<ApiKey[]> {
  return (await import('./keys.js')).listKeys(config);
}

/** Revokes a key at once. @throws CvmatchError `not_found`. */
export async function revokeKey(config: Config, id: string): Promise<ApiKey> {
  return (await import('./keys.js')).revokeKey(config, id);
}
