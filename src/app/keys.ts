import type { Config } from '../config/config.js';
import { CvmatchError } from '../errors.js';
import { withWorkspace } from '../open.js';
import { addKey as addTo, type NewApiKey } from '../service/http/keys.js';
import type { ApiKey } from '../domain/index.js';

/** API keys of the service on a store; changes apply to a running service at once. */

export async function addKey(config: Config, name: string, scopes: readonly string[]): Promise<NewApiKey> {
  return withWorkspace(config, { create: true }, ({ store }) => addTo(store.keys, name, scopes));
}

export async function listKeys(config: Config): Promise<ApiKey[]> {
  return withWorkspace(config, {}, ({ store }) => store.keys.list());
}

/** @throws CvmatchError `not_found`. */
export async function revokeKey(config: Config, id: string): Promise<ApiKey> {
  return withWorkspace(config, {}, async ({ store }) => {
    const revoked = await store.keys.revoke(id);
    const key = (await store.keys.list()).find((one) => one.id === id);
    if (revoked && key !== undefined) return key;
    throw new CvmatchError('not_found', key === undefined ? `there is no key ${id}` : `key ${id} was revoked before`, {
      hint: '`cvmatch keys list` shows them.',
    });
  });
}
