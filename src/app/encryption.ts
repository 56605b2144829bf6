import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../config/config.js';
import { databasesIn } from '../config/workspace.js';
import { DEFAULT_TENANT } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import type { ResealedData } from '../govern/encryption.js';
import { reindex } from '../ingest/reindex.js';
import { withWorkspace, type OpenOptions, type Workspace } from '../open.js';
import { isInUseElsewhere } from '../open/stores.js';
import { newMasterKey, readMasterKey } from '../sealing/master-key.js';

export interface ShownEncryption {
  /** Whether what is handed in is encrypted. */
  on: boolean;
  /** Ids of the operator's keys by which the data keys are encrypted: one, or none. */
  masterKeys: string[];
  /** The data keys, of each tenant the newest last. */
  keys: { tenant: string; id: string; createdAt: string; retired: boolean }[];
}

export interface ChangedEncryption extends ShownEncryption {
  tenants: (ResealedData & { tenant: string })[];
}

/** A key of the operator in a file. */
export interface MadeKey {
  /** Absolute path. */
  file: string;
  /** 8 hex digits that tell it from others. */
  id: string;
}

/** CVs of a tenant that were written again, of all. */
export type ResealProgress = (tenant: string, done: number, total: number) => void;

export async function showEncryption(config: Config): Promise<ShownEncryption> {
  return inPlace(config, shown);
}

async function shown({ keyring }: Workspace): Promise<ShownEncryption> {
  const rows = await keyring.list();
  return {
    on: await keyring.isOn(),
    masterKeys: [...new Set(rows.map(({ master }) => master))],
    keys: rows.map(({ tenant, id, createdAt, retired }) => ({ tenant, id, createdAt, retired })),
  };
}

/**
 * Encrypts what the store holds and all that will come; goes on where an earlier call was stopped.
 * @throws CvmatchError `key_missing`, `key_wrong`; `store_locked` while another process has the store open.
 */
export async function encrypt(config: Config, onProgress: ResealProgress): Promise<ChangedEncryption> {
  requireKey(config);
  await changeKeys(config, async ({ keyring }, tenant) => {
    const rows = await keyring.list();
    if (!rows.some((row) => row.tenant === tenant && !row.retired)) await keyring.renew(tenant);
  });
  return resealAll(config, onProgress);
}

/** Gives every tenant a new data key and writes everything again under it. @throws CvmatchError like `encrypt`. */
export async function rotate(config: Config, onProgress: ResealProgress): Promise<ChangedEncryption> {
  await inPlace(config, requireOn);
  await changeKeys(config, ({ keyring }, tenant) => keyring.renew(tenant));
  return resealAll(config, onProgress);
}

/**
 * Encrypts the data keys by another key of the operator; the data stays as it is.
 * @throws CvmatchError `key_missing`, `key_wrong`.
 */
export async function changeMasterKey(config: Config, next: string): Promise<ShownEncryption> {
  const master = await readMasterKey(next);
  return inPlace(config, async (workspace) => {
    await requireOn(workspace);
    await workspace.keyring.rewrap(master);
    return shown(workspace);
  });
}

/**
 * Keeps everything as it is from now on, and what was encrypted too. Words of the index cannot be read back, so all CVs
 * are read again from their texts. @throws CvmatchError like `encrypt`.
 */
export async function decrypt(config: Config, onProgress: ResealProgress): Promise<ChangedEncryption> {
  await inPlace(config, requireKeys, { resealing: true });
  await changeKeys(config, async (place, tenant) => {
    await (await place.as(tenant)).requireModel();
    await place.keyring.retire(tenant);
  });
  return resealAll(config, onProgress, readAgain);
}

/** A key in a new file that only its owner can read. @throws CvmatchError `path_not_found` if it cannot be written. */
export async function makeKeyFile(file: string): Promise<MadeKey> {
  try {
    await writeFile(file, newMasterKey(), { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw new CvmatchError('path_not_found', exists ? `${file} exists` : `${file} cannot be written`, {
      cause,
      hint: exists ? 'A key is never overwritten: name another file.' : 'Name a file in a folder that is there.',
    });
  }
  return { file: path.resolve(file), id: (await readMasterKey(file)).id };
}

function requireKey({ encryptionKey }: Config): void {
  if (encryptionKey !== null) return;
  throw new CvmatchError('key_missing', 'no encryption key is configured', {
    hint: 'Make one with `cvmatch encryption new-key FILE`, keep a copy elsewhere, and set encryptionKey to that file.',
  });
}

async function requireOn({ keyring }: Workspace): Promise<void> {
  if (!(await keyring.isOn())) throw notEncrypted();
}

/** Those of an `off` that was stopped are retired. */
async function requireKeys({ keyring }: Workspace): Promise<void> {
  if ((await keyring.list()).length === 0) throw notEncrypted();
}

function notEncrypted(): CvmatchError {
  return new CvmatchError('nothing_to_do', 'the store is not encrypted', {
    hint: '`cvmatch encryption on` encrypts it.',
  });
}

/** Nobody may have a store open while its keys change: they would go on with the old ones. */
async function changeKeys(config: Config, change: (place: Workspace, tenant: string) => Promise<void>): Promise<void> {
  const options = { resealing: true };
  await requireAlone(config);
  await withWorkspace({ ...config, tenant: DEFAULT_TENANT }, options, async (place) => {
    for (const { id } of await place.registry.tenants.list()) await change(place, id);
  });
  await requireAlone(config);
}

async function requireAlone(config: Config): Promise<void> {
  for (const file of databasesIn(config))
    if (await isInUseElsewhere(file))
      throw new CvmatchError('store_locked', `${file} is open in another process`, {
        hint: 'Stop `cvmatch serve`, its workers and other commands on this store, then run this again.',
      });
}

async function resealAll(
  config: Config,
  onProgress: ResealProgress,
  then: (workspace: Workspace) => Promise<void> = () => Promise.resolve(),
): Promise<ChangedEncryption> {
  const options = { resealing: true };
  return withWorkspace({ ...config, tenant: DEFAULT_TENANT }, options, async (place) => {
    const tenants: ChangedEncryption['tenants'] = [];
    for (const { id: tenant } of await place.registry.tenants.list()) {
      const workspace = await place.as(tenant);
      const replaced = (await place.keyring.list()).some((row) => row.tenant === tenant && row.retired);
      if (workspace.encryption.complete && !replaced) continue;
      const resealed = await workspace.encryption.reseal((done, total) => {
        onProgress(tenant, done, total);
      });
      await then(workspace);
      await place.keyring.forgetRetired(tenant);
      if (tenant !== DEFAULT_TENANT) await place.leave(tenant);
      tenants.push({ tenant, ...resealed });
    }
    return { ...(await shown(place)), tenants };
  });
}

async function readAgain(workspace: Workspace): Promise<void> {
  const model = await workspace.store.model.current();
  if (model === null) return;
  await reindex(workspace.store.model, await workspace.pool(), await workspace.model(), {
    fingerprint: await workspace.fingerprint(),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
}

function inPlace<T>(config: Config, body: (place: Workspace) => Promise<T>, options: OpenOptions = {}): Promise<T> {
  return withWorkspace({ ...config, tenant: DEFAULT_TENANT }, options, body);
}
