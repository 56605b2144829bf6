import path from 'node:path';
import type { Config } from '../config/config.js';
import { isServer } from '../config/places.js';
import { workspaceFolder } from '../config/workspace.js';
import { DEFAULT_TENANT } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import { isS3 } from '../files/s3/is-s3.js';
import type { KeptMark } from '../govern/backup/erasures.js';
import { BackupFolder } from '../govern/backup/folder.js';
import { makeBackup, type MadeBackup } from '../govern/backup/make.js';
import { findBackup } from '../govern/backup/manifest.js';
import {
  listBackups as listIn,
  pruneBackups,
  verifyBackups,
  type ListedBackup,
  type VerifyReport,
} from '../govern/backup/verify.js';
import { withWorkspace, type Workspace } from '../open.js';
import { noteBackups } from '../open/backups.js';
import { holdStore, openMovedFiles } from '../open/move.js';

export interface BackupRequest {
  /** The folder of the backups. */
  to: string;
  /** How many backups stay there, the latest ones; undefined: all. */
  keep?: number;
  /** See BackupOptions. */
  full: boolean;
  /** Version of cvmatch. */
  version: string;
  signal: AbortSignal;
  onProgress: (done: number, total: number) => void;
}

export interface BackupReport extends MadeBackup {
  where: string;
  /** Ids of backups that were deleted, as `keep` says, and the bytes that this freed. */
  removed: string[];
  freed: number;
  /** Ids of those whose list of files is damaged; then nothing is deleted. */
  damaged: string[];
}

/**
 * Makes a backup of the store with all tenants and files, while others use it.
 * @throws CvmatchError of the store; `bad_flag` for a folder that cannot hold its backups; `bad_config` for a store on a server.
 */
export async function backup(config: Config, request: BackupRequest): Promise<BackupReport> {
  const { to, keep, full, signal, onProgress, version } = request;
  const where = path.resolve(to);
  requireApart(config, where);
  return withWorkspace({ ...config, tenant: DEFAULT_TENANT }, {}, async (place) => {
    const workspace = await place.registry.tenants.workspace();
    const folder = await BackupFolder.claim(where, workspace);
    return folder.alone(async () => {
      const tenants = await tenantsOf(place);
      const ids = tenants.map(({ id }) => id);
      const files = await openMovedFiles(config, workspace, false);
      const source = {
        ...{ version, workspace, tenants, marks: await marksOf(place, ids) },
        hold: () => holdStore(config, ids),
        files: (tenant: string) => files.of(tenant),
      };
      try {
        const made = await makeBackup(source, folder, { full, signal, onProgress });
        const { id, at, seconds, bytes, written } = made;
        const endedAt = new Date().toISOString();
        await noteBackups(place.folder, where, { id, at, endedAt, seconds, bytes, written });
        const pruned = keep === undefined ? { removed: [], freed: 0, damaged: [] } : await pruneBackups(folder, keep);
        return { where, ...made, ...pruned };
      } finally {
        await files.close();
      }
    });
  });
}

/** A backup inside of what it is a backup of would hold itself, and go with it. */
function requireApart(config: Config, where: string): void {
  if (isServer(config.store))
    throw new CvmatchError('bad_config', 'a store on a database server is backed up with the tools of the server', {
      hint: 'docs/backup.md says how, with pg_dump and a copy of the bucket, and how removals are kept.',
    });
  const folders = [workspaceFolder(config), ...(config.files === null || isS3(config.files) ? [] : [config.files])].map(
    (one) => path.resolve(one),
  );
  if (!folders.some((folder) => where === folder || where.startsWith(folder + path.sep))) return;
  throw new CvmatchError('bad_flag', `${where} lies in the store itself`, {
    hint: 'Name a folder outside of it, if possible on another disk.',
  });
}

async function tenantsOf(place: Workspace): Promise<{ id: string; keyId: string | null }[]> {
  const tenants = [];
  for (const { id } of await place.registry.tenants.list())
    tenants.push({ id, keyId: (await place.keyring.sealerOf(id)).keyId });
  return tenants;
}

async function marksOf(place: Workspace, tenants: string[]): Promise<KeptMark[]> {
  const marks: KeptMark[] = [];
  for (const tenant of tenants) {
    const { store } = await place.as(tenant);
    marks.push(...(await store.erasures.erased('')).map((mark) => ({ tenant, ...mark })));
    if (tenant !== DEFAULT_TENANT) await place.leave(tenant);
  }
  return marks;
}

/** Backups in a folder, oldest first. @throws CvmatchError `path_not_found`, `bad_flag` if there are none. */
export async function listBackups(from: string): Promise<(ListedBackup | { id: string; damaged: true })[]> {
  return listIn(await BackupFolder.open(path.resolve(from)));
}

export interface VerifyRequest {
  from: string;
  /** A backup, or the beginning of its id; undefined: all of them. */
  id?: string;
  signal: AbortSignal;
  onProgress: (done: number, total: number) => void;
}

/** Reads every byte of the backups in a folder. @throws CvmatchError `path_not_found`, `bad_flag`, `not_found`. */
export async function verifyBackup({ from, id, signal, onProgress }: VerifyRequest): Promise<VerifyReport> {
  const folder = await BackupFolder.open(path.resolve(from));
  const ids = id === undefined ? undefined : [await findBackup(folder, id)];
  return verifyBackups(folder, { ids, signal, onProgress });
}
