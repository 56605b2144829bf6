import { randomBytes } from 'node:crypto';
import { isTenantId, isUpload } from '../../domain/index.js';
import { CvmatchError } from '../../errors.js';
import type { Backups } from './backups.js';
import { damaged, hashOf } from './pieces.js';

/** What a file of a backup is. `store`: a tenant's database. */
export type KeptKind = 'store' | 'upload' | 'original';

/** One file of a backup. */
export interface KeptFile {
  tenant: string;
  kind: KeptKind;
  /** `upload:ID`, the hash of an original, or the name of the database's file. */
  name: string;
  /** Bytes. */
  size: number;
  /** Hashes of its pieces, in order. */
  pieces: string[];
}

export interface BackupHead {
  id: string;
  /** Nothing that was committed before this time is missing (ISO 8601). */
  at: string;
  /** Version of cvmatch that made it. */
  version: string;
  workspace: string;
  /** Under which key the data of a tenant is encrypted; null: it is not. */
  tenants: { id: string; keyId: string | null }[];
}

/** One backup: everything that is needed to have a store as it was at a moment. */
export interface Manifest extends BackupHead {
  files: KeptFile[];
}

const FOLDER = 'backups/';
const SUFFIX = '.jsonl';
const ID = /^\d{8}T\d{9}Z-[0-9a-f]{6}$/;

/** Ids sort by time, to the millisecond. */
export function newId(at: Date): string {
  return `${at.toISOString().replaceAll(/[-:.]/g, '')}-${randomBytes(3).toString('hex')}`;
}

/** Written last: a backup is there once its manifest is. The last line has the hash of all lines before. */
export async function writeManifest(backups: Backups, { files, ...head }: Manifest): Promise<void> {
  const lines = [head, ...files].map((one) => `${JSON.stringify(one)}\n`).join('');
  const end = { files: files.length, sha256: hashOf(lines) };
  await backups.requireAlone();
  await backups.place.write(nameOf(head.id), `${lines}${JSON.stringify(end)}\n`);
}

/** Oldest first. */
export async function backupIds(backups: Backups): Promise<string[]> {
  return (await backupTimes(backups)).map(({ id }) => id);
}

/** When each was completed, which its list of files tells: milliseconds since 1970. A copy of it is later. Oldest first. */
export async function backupTimes({ place }: Backups): Promise<{ id: string; at: number }[]> {
  const found = [];
  for await (const page of place.list(FOLDER))
    for (const { name, at } of page)
      if (name.endsWith(SUFFIX)) found.push({ id: name.slice(FOLDER.length, -SUFFIX.length), at });
  return found.filter(({ id }) => ID.test(id)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** `id`: or the beginning of one; undefined: the latest. @throws CvmatchError `not_found`. */
export async function findBackup(backups: Backups, id: string | undefined): Promise<string> {
  const ids = await backupIds(backups);
  const found = id === undefined ? ids.slice(-1) : ids.filter((one) => one.startsWith(id));
  if (found.length === 1) return found[0]!;
  const what = id === undefined ? 'is no backup' : `${found.length === 0 ? 'is no' : 'is more than one'} backup ${id}`;
  throw new CvmatchError('not_found', `there ${what} in ${backups.where}`, {
    hint: `\`cvmatch backup list ${backups.where}\` shows those there are.`,
  });
}

/** @throws CvmatchError `store_corrupt` if it was changed or cut off. */
export async function readManifest(backups: Backups, id: string): Promise<Manifest> {
  const text = (await backups.place.read(nameOf(id)))?.toString('utf8');
  if (text === undefined) throw damaged(`the list of files of ${id} cannot be read`);
  const at = text.lastIndexOf('\n', text.length - 2) + 1;
  const { sha256 } = (parsed(text.slice(at)) ?? {}) as { sha256?: unknown };
  const lines = text.slice(0, at);
  if (!text.endsWith('\n') || sha256 !== hashOf(lines))
    throw damaged(`the list of files of ${id} was changed or cut off`);
  const [head, ...files] = lines
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as unknown);
  const manifest = { ...(head as BackupHead), files: files as KeptFile[] };
  if (!manifest.files.every(isOurs)) throw damaged(`the list of files of ${id} names files that cannot be ours`);
  return manifest;
}

export async function removeManifest({ place }: Backups, id: string): Promise<void> {
  await place.delete([nameOf(id)]);
}

function nameOf(id: string): string {
  return FOLDER + id + SUFFIX;
}

/** Names become paths: nothing may lead out of the store, whoever wrote the list. */
function isOurs({ tenant, kind, name }: KeptFile): boolean {
  if (!isTenantId(tenant)) return false;
  if (kind === 'original') return /^[0-9a-f]{64}$/.test(name);
  return kind === 'store' || (kind === 'upload' && isUpload(name));
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return null;
  }
}
