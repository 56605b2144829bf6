import { open } from 'node:fs/promises';
import type { TenantFiles } from '../move/files.js';
import { atOnce } from '../../domain/index.js';
import type { Backups } from './backups.js';
import type { KeptFile, Manifest } from './manifest.js';
import { damaged } from './pieces.js';

/** A database of a backup, or a part of one. */
export interface KeptDatabase {
  tenant: string;
  name: string;
  /** Every piece is compared with its hash. May be asked for again. @throws CvmatchError `store_corrupt`. */
  bytes(): AsyncIterable<Uint8Array>;
}

/** An empty place that a backup is written into. */
export interface RestoreTarget {
  databases(all: KeptDatabase[]): Promise<void>;
  /** Bytes are kept as they are. */
  files(tenant: string): TenantFiles;
}

export interface RestoreOptions {
  signal: AbortSignal;
  /** Bytes that were written, of all. */
  onProgress: (done: number, total: number) => void;
}

/**
 * Writes all files of a backup, every piece compared with its hash. @throws CvmatchError `store_corrupt` if one is damaged: then
 * what was written is of no use.
 */
export async function restoreFiles(
  backups: Backups,
  { files }: Manifest,
  target: RestoreTarget,
  { signal, onProgress }: RestoreOptions,
): Promise<void> {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  const count = (bytes: number): void => {
    onProgress((done = Math.min(total, done + bytes)), total);
  };
  const databases = files.filter(({ kind }) => kind === 'store');
  await target.databases(
    databases.map((file) => ({
      tenant: file.tenant,
      name: file.name,
      bytes: () => bytesOf(backups, file, signal, count),
    })),
  );
  const write = async (file: KeptFile): Promise<void> => {
    await writeFile(backups, file, target.files(file.tenant));
    count(file.size);
  };
  await atOnce(
    backups.place.atOnce,
    files.filter(({ kind }) => kind !== 'store'),
    write,
    signal,
  );
}

/** All bytes of a file, every piece compared with its hash. @throws CvmatchError `store_corrupt`. */
export async function* bytesOf(
  backups: Backups,
  { pieces, size, name }: KeptFile,
  signal?: AbortSignal,
  count: (bytes: number) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  let read = 0;
  for (const hash of pieces) {
    signal?.throwIfAborted();
    const bytes = await backups.pieces.get(hash);
    yield bytes;
    read += bytes.length;
    count(bytes.length);
  }
  if (read !== size) throw damaged(`${name} is not as long as it was`);
}

/** Writes each database to a file of its own. `fileOf`: its path; its folder is there. */
export async function writeDatabases(all: KeptDatabase[], fileOf: (tenant: string) => string): Promise<void> {
  for (const { tenant, bytes } of all) {
    const handle = await open(fileOf(tenant), 'w', 0o600);
    try {
      for await (const some of bytes()) await handle.writeFile(some);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

async function writeFile(backups: Backups, { kind, name, pieces, size }: KeptFile, to: TenantFiles): Promise<void> {
  const parts = [];
  for (const hash of pieces) parts.push(await backups.pieces.get(hash));
  const bytes = Buffer.concat(parts);
  if (bytes.length !== size) throw damaged(`${name} is not as long as it was`);
  await (kind === 'upload' ? to.uploads.put(name, bytes) : to.originals.put(name, bytes));
}
