import { open } from 'node:fs/promises';
import type { TenantFiles } from '../move/files.js';
import { atOnce } from '../../domain/index.js';
import type { Backups } from './backups.js';
import type { KeptFile, Manifest } from './manifest.js';
import { damaged } from './pieces.js';

/** An empty place that a backup is written into. */
export interface RestoreTarget {
  /** Path of the database of a tenant; its folder is there. */
  databaseOf(tenant: string): string;
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
  const write = async (file: KeptFile): Promise<void> => {
    if (file.kind === 'store') await writeDatabase(backups, file, target.databaseOf(file.tenant));
    else await writeFile(backups, file, target.files(file.tenant));
    onProgress((done += file.size), total);
  };
  await atOnce(backups.place.atOnce, files, write, signal);
}

async function writeDatabase(backups: Backups, { pieces, size, name }: KeptFile, file: string): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    let written = 0;
    for (const hash of pieces) {
      const bytes = await backups.pieces.get(hash);
      await handle.writeFile(bytes);
      written += bytes.length;
    }
    if (written !== size) throw damaged(`${name} is not as long as it was`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeFile(backups: Backups, { kind, name, pieces, size }: KeptFile, to: TenantFiles): Promise<void> {
  const parts = [];
  for (const hash of pieces) parts.push(await backups.pieces.get(hash));
  const bytes = Buffer.concat(parts);
  if (bytes.length !== size) throw damaged(`${name} is not as long as it was`);
  await (kind === 'upload' ? to.uploads.put(name, bytes) : to.originals.put(name, bytes));
}
