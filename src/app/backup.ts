import path from 'node:path';
import type { Config } from '../config/config.js';
import { isServer } from '../config/places.js';
import { workspaceFolder } from '../config/workspace.js';
import { DEFAULT_TENANT } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import { parseS3 } from '../files/s3/address.js';
import { isS3 } from '../files/s3/is-s3.js';
import type { KeptMark } from '../govern/backup/erasures.js';
import { Backups } from '../govern/backup/backups.js';
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
import { backupPlaceOf, withBackupPlace } from '../open/backups.js';
import { holdStore, openMovedFiles } from '../open/move.js';

export interface BackupRequest {
  /** The place of the backups: a folder, or `s3://BUCKET/PREFIX`. */
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
 * @throws CvmatchError of the store; `bad_flag` for a place that cannot hold its backups; `tool_missing` where pg_dump is needed and not there.
 */
export async function backup(config: Config, request: BackupRequest): Promise<BackupReport> {
  const where = backupPlaceOf(request.to);
  requireApart(config, where);
  return withWorkspace({ ...config, tenant: DEFAULT_TENANT }, {}, (workspace) =>
    withBackupPlace(where, async (place) => {
      const kind = isServer(config.store) ? 'server' : 'folder';
      const backups = await Backups.claim(place, await workspace.registry.tenants.workspace(), kind);
      return backups.alone(() => backupInto(backups, workspace, request));
    }),
  );
}

async function backupInto(backups: Backups, workspace: Workspace, request: BackupRequest): Promise<BackupReport> {
  const { config } = workspace;
  const { keep, version, ...options } = request;
  const { where } = backups;
  const tenants = await tenantsOf(workspace);
  const ids = tenants.map(({ id }) => id);
  const files = await openMovedFiles(config, backups.workspace, false);
  const source = {
    ...{ version, workspace: backups.workspace, tenants, marks: await marksOf(workspace, ids) },
    hold: () => holdStore(config, ids),
    files: (tenant: string) => files.of(tenant),
  };
  try {
    const made = await makeBackup(source, backups, options);
    const { id, at, seconds, bytes, written } = made;
    const endedAt = new Date().toISOString();
    await workspace.backupNotes.note(where, { id, at, endedAt, seconds, bytes, written });
    const pruned = keep === undefined ? { removed: [], freed: 0, damaged: [] } : await pruneBackups(backups, keep);
    return { where, ...made, ...pruned };
  } finally {
    await files.close();
  }
}

/** A backup inside of what it is a backup of would hold itself, and go with it. */
function requireApart(config: Config, where: string): void {
  if (isS3(where) ? !isInBucketOf(config.files, where) : !isInFolderOf(config, where)) return;
  throw new CvmatchError('bad_flag', `${where} lies in the store itself`, {
    hint: 'Name a place outside of it, if possible on another disk or in another bucket.',
  });
}

function isInFolderOf(config: Config, where: string): boolean {
  const folders = [workspaceFolder(config), ...(config.files === null || isS3(config.files) ? [] : [config.files])].map(
    (one) => path.resolve(one),
  );
  return folders.some((folder) => where === folder || where.startsWith(folder + path.sep));
}

/** Cleaning up deletes what the store does not know under its prefix, and a removal of everything all that is there. */
function isInBucketOf(files: string | null, where: string): boolean {
  if (files === null || !isS3(files)) return false;
  const [own, other] = [parseS3(files), parseS3(where)];
  if (own.bucket !== other.bucket || own.endpoint !== other.endpoint) return false;
  return other.prefix.startsWith(own.prefix) || own.prefix.startsWith(other.prefix);
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

/** Backups at a place, oldest first. @throws CvmatchError `path_not_found` if there are none. */
export async function listBackups(from: string): Promise<(ListedBackup | { id: string; damaged: true })[]> {
  return withBackupPlace(backupPlaceOf(from), async (place) => listIn(await Backups.open(place)));
}

export interface VerifyRequest {
  from: string;
  /** A backup, or the beginning of its id; undefined: all of them. */
  id?: string;
  signal: AbortSignal;
  onProgress: (done: number, total: number) => void;
}

/** Reads every byte of the backups at a place. @throws CvmatchError `path_not_found`, `not_found`, `store_unreachable`. */
export async function verifyBackup({ from, id, signal, onProgress }: VerifyRequest): Promise<VerifyReport> {
  return withBackupPlace(backupPlaceOf(from), async (place) => {
    const backups = await Backups.open(place);
    const ids = id === undefined ? undefined : [await findBackup(backups, id)];
    return verifyBackups(backups, { ids, signal, onProgress });
  });
}
