import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { isTenantId, isUpload } from '../../domain/index.js';
import { CvmatchError } from '../../errors.js';
import { writeWhole } from '../../files/write-whole.js';
import type { BackupFolder } from './folder.js';
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

const FOLDER = 'backups';
const SUFFIX = '.jsonl';
const ID = /^\d{8}T\d{9}Z-[0-9a-f]{6}$/;

/** Ids sort by time, to the millisecond. */
export function newId(at: Date): string {
  return `${at.toISOString().replaceAll(/[-:.]/g, '')}-${randomBytes(3).toString('hex')}`;
}

/** Written last: a backup is there once its manifest is. The last line has the hash of all lines before. */
export async function writeManifest(folder: BackupFolder, { files, ...head }: Manifest): Promise<void> {
  const lines = [head, ...files].map((one) => `${JSON.stringify(one)}\n`).join('');
  const end = { files: files.length, sha256: hashOf(lines) };
  await folder.makeFolder(FOLDER);
  await writeWhole(manifestFile(folder, head.id), `${lines}${JSON.stringify(end)}\n`);
}

/** Oldest first. */
export async function backupIds(folder: BackupFolder): Promise<string[]> {
  const names = await readdir(folder.file(FOLDER)).catch(() => []);
  return names
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => name.slice(0, -SUFFIX.length))
    .filter((id) => ID.test(id))
    .sort();
}

/** `id`: or the beginning of one; undefined: the latest. @throws CvmatchError `not_found`. */
export async function findBackup(folder: BackupFolder, id: string | undefined): Promise<string> {
  const ids = await backupIds(folder);
  const found = id === undefined ? ids.slice(-1) : ids.filter((one) => one.startsWith(id));
  if (found.length === 1) return found[0]!;
  const what = id === undefined ? 'is no backup' : `${found.length === 0 ? 'is no' : 'is more than one'} backup ${id}`;
  throw new CvmatchError('not_found', `there ${what} in ${folder.where}`, {
    hint: `\`cvmatch backup list ${folder.where}\` shows those there are.`,
  });
}

/** @throws CvmatchError `store_corrupt` if it was changed or cut off. */
export async function readManifest(folder: BackupFolder, id: string): Promise<Manifest> {
  const text = await readFile(manifestFile(folder, id), 'utf8').catch(() => null);
  if (text === null) throw damaged(`the list of files of ${id} cannot be read`);
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

/** Where the list of files of a backup lies. */
export function manifestFile(folder: BackupFolder, id: string): string {
  return folder.file(FOLDER, id + SUFFIX);
}

export async function removeManifest(folder: BackupFolder, id: string): Promise<void> {
  await rm(manifestFile(folder, id), { force: true });
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
