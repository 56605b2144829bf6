import { isCvmatchError } from '../../errors.js';
import { atOnce } from '../../domain/index.js';
import { readMarks } from './erasures.js';
import type { Backups } from './backups.js';
import { backupIds, readManifest, removeManifest, type Manifest } from './manifest.js';

/** One backup, as a list shows it. */
export interface ListedBackup {
  id: string;
  at: string;
  version: string;
  tenants: number;
  originals: number;
  uploads: number;
  bytes: number;
}

/** Oldest first. One whose list of files is damaged is named without figures. */
export async function listBackups(backups: Backups): Promise<(ListedBackup | { id: string; damaged: true })[]> {
  const listed = [];
  for (const id of await backupIds(backups)) {
    const found = await manifestOf(backups, id);
    listed.push(found === null ? { id, damaged: true as const } : listedOf(found));
  }
  return listed;
}

function listedOf({ id, at, version, tenants, files }: Manifest): ListedBackup {
  const of = (kind: string): number => files.filter((one) => one.kind === kind).length;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return { id, at, version, tenants: tenants.length, originals: of('original'), uploads: of('upload'), bytes };
}

async function manifestOf(backups: Backups, id: string): Promise<Manifest | null> {
  return readManifest(backups, id).catch(nullIfDamaged);
}

/** A place that does not answer says nothing of what is in it. */
function nullIfDamaged(error: unknown): null {
  if (isCvmatchError(error, 'store_corrupt')) return null;
  throw error;
}

export interface VerifiedBackup {
  id: string;
  /** Number of files, and of those of which a piece is missing or was changed, by kind. */
  files: number;
  damaged: { store: number; upload: number; original: number };
  /** Whether its list of files can be read. */
  listed: boolean;
  whole: boolean;
}

export interface VerifyReport {
  where: string;
  backups: VerifiedBackup[];
  /** Whether what was removed since is known; without it nothing can be restored. */
  erasures: boolean;
  pieces: number;
  bytes: number;
  whole: boolean;
}

/** Reads every piece of these backups (all of them by default) and compares its hash. */
export async function verifyBackups(
  backups: Backups,
  {
    ids,
    signal,
    onProgress,
  }: { ids?: string[]; signal: AbortSignal; onProgress: (done: number, total: number) => void },
): Promise<VerifyReport> {
  const manifests: { id: string; found: Manifest | null }[] = [];
  for (const id of ids ?? (await backupIds(backups))) manifests.push({ id, found: await manifestOf(backups, id) });
  const pieces = new Set(manifests.flatMap(({ found }) => found?.files.flatMap((file) => file.pieces) ?? []));
  const damaged = new Set<string>();
  let [done, bytes] = [0, 0];
  const read = async (hash: string): Promise<void> => {
    const piece = await backups.pieces.get(hash).catch(nullIfDamaged);
    if (piece === null) damaged.add(hash);
    bytes += piece?.length ?? 0;
    onProgress(++done, pieces.size);
  };
  await atOnce(backups.place.atOnce, [...pieces], read, signal);
  const erasures = (await readMarks(backups).catch(nullIfDamaged)) !== null;
  const each = manifests.map(({ id, found }) => verified(id, found, damaged));
  const whole = erasures && each.every((one) => one.whole);
  return { where: backups.where, backups: each, erasures, pieces: pieces.size, bytes, whole };
}

function verified(id: string, found: Manifest | null, broken: Set<string>): VerifiedBackup {
  const damaged = { store: 0, upload: 0, original: 0 };
  for (const { kind, pieces } of found?.files ?? []) if (pieces.some((hash) => broken.has(hash))) damaged[kind] += 1;
  const whole = found !== null && Object.values(damaged).every((n) => n === 0);
  return { id, files: found?.files.length ?? 0, damaged, listed: found !== null, whole };
}

/**
 * Deletes all but the latest `keep` backups, and the pieces that no other needs. Nothing is deleted while the list of files of
 * one that stays is damaged: its pieces would go. Returns what was deleted.
 */
export async function pruneBackups(
  backups: Backups,
  keep: number,
): Promise<{ removed: string[]; freed: number; damaged: string[] }> {
  const ids = await backupIds(backups);
  const removed = ids.slice(0, Math.max(0, ids.length - keep));
  const needed = new Set<string>();
  const damaged: string[] = [];
  for (const id of ids.slice(removed.length)) {
    const found = await manifestOf(backups, id);
    if (found === null) damaged.push(id);
    for (const { pieces } of found?.files ?? []) for (const hash of pieces) needed.add(hash);
  }
  if (removed.length === 0 || damaged.length > 0) return { removed: [], freed: 0, damaged };
  await backups.requireAlone();
  for (const id of removed) await removeManifest(backups, id);
  return { removed, freed: await backups.pieces.keepOnly(needed), damaged };
}
