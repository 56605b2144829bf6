import type { Originals, Uploads } from '../../files/port.js';
import { atOnce } from '../../domain/index.js';

/** What became of the bytes of all tenants. */
export interface MovedFiles {
  /** Originals and uploads that are the same at both places. */
  originals: number;
  uploads: number;
  bytes: number;
  /** What cannot be read as it was handed in, where it comes from. */
  damaged: string[];
  /** What could not be read at the new place as it was handed in. */
  differs: string[];
}

/** As large as one can be in memory. */
const LARGEST = 2 ** 31 - 1;
/** Files under way at once. */
const AT_ONCE = 6;

/** The bytes of one tenant. */
export interface TenantFiles {
  uploads: Uploads;
  originals: Originals;
}

/**
 * Copies the bytes of tenants to another place, where those that are there stay, and reads each again there. What the other
 * place has besides, e.g. of a move that was stopped before something was removed here, is removed.
 */
export async function moveFiles(
  tenants: { from: TenantFiles; to: TenantFiles }[],
  signal: AbortSignal,
): Promise<MovedFiles> {
  const moved: MovedFiles = { originals: 0, uploads: 0, bytes: 0, damaged: [], differs: [] };
  for (const { from: source, to: target } of tenants) {
    for await (const hashes of source.originals.all())
      await atOnce(AT_ONCE, hashes, (hash) => moveOriginal(source.originals, target.originals, hash, moved), signal);
    for await (const uploads of source.uploads.older(0))
      await atOnce(AT_ONCE, uploads, ({ path }) => moveUpload(source.uploads, target.uploads, path, moved), signal);
    await removeOthers(source, target);
  }
  return moved;
}

async function moveOriginal(from: Originals, to: Originals, hash: string, moved: MovedFiles): Promise<void> {
  const read = await from.read(hash, LARGEST);
  if (!read.ok) {
    // One of which the removal has begun is gone.
    if (read.code !== 'file_vanished') moved.damaged.push(hash);
    return;
  }
  await to.put(hash, read.value.bytes);
  if ((await to.read(hash, LARGEST)).ok) moved.originals += 1;
  else moved.differs.push(hash);
  moved.bytes += read.value.size;
}

async function moveUpload(from: Uploads, to: Uploads, path: string, moved: MovedFiles): Promise<void> {
  const read = await from.read(path, LARGEST);
  if (!read.ok) {
    if (read.code !== 'file_vanished') moved.damaged.push(path);
    return;
  }
  await to.put(path, read.value.bytes);
  const there = await to.read(path, LARGEST);
  if (there.ok && there.value.hash === read.value.hash) moved.uploads += 1;
  else moved.differs.push(path);
  moved.bytes += read.value.size;
}

async function removeOthers(from: TenantFiles, to: TenantFiles): Promise<void> {
  const nobody = (): Promise<Set<string>> => Promise.resolve(new Set());
  const others: string[] = [];
  for await (const hashes of to.originals.all())
    for (const hash of hashes) if (!(await from.originals.has(hash))) others.push(hash);
  await to.originals.remove(others, nobody);
  const uploads: string[] = [];
  for await (const page of to.uploads.older(0))
    for (const { path } of page) if (!(await isThere(from.uploads, path))) uploads.push(path);
  await to.uploads.remove(uploads);
}

async function isThere(uploads: Uploads, path: string): Promise<boolean> {
  const found = await uploads.find(path);
  await found?.close();
  return found !== null;
}
