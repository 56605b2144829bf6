import type { Config } from '../config/config.js';
import { CvmatchError } from '../errors.js';
import { withWorkspace } from '../open.js';
import { addKey as addTo, type NewApiKey } from '../service/http/keys.js';
import type { ApiKey } from '../domain/index.js';

/** Makes an API key of one tenant; a running service accepts it at once. */

export async function addKey(config: Config, name: string, scopes: readonly string[]): Promise<NewApiKey> {
  return withWorkspace(config, { create: true }, ({ registry, tenant }) =>
    addTo(registry.keys, { tenant, name, scopes }),
  );
}

export async function listKeys(config: Config): Promise<ApiKey[]> {
  return withWorkspace(config, {}, ({ registry, tenant }) => registry.keys.list(tenant));
}

/** @throws CvmatchError `not_found`. */
export async function revokeKey(config: Config, id: string): Promise<ApiKey> {
  return withWorkspace(config, {}, async ({ registry: { keys }, tenant }) => {
    const revoked = await keys.revoke(tenant, id);
    const key = (await keys.list(tenant)).find((one) => one.id === id);
    if (revoked && key !== undefined) return key;
    throw new CvmatchError('not_found', key === undefined ? `there is no key ${id}` : `key ${id} was revoked before`, {
      hint: '`cvmatch keys list` shows them.',
    });
  });
}
