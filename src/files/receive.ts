import { closeSync, fsync, mkdirSync, openSync, renameSync, rmSync, write } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { UPLOAD_PREFIX, uploadId } from '../domain/index.js';
import type { DataKey } from '../sealing/data-key.js';
import { FileSealing } from '../sealing/sealed-file.js';
import type { ReceiveOptions, Received } from './port.js';
import { newId, Reception } from './reception.js';

/** Suffix of files being written, so that a crash leaves nothing that looks complete. */
export const UNFINISHED = '.part';
const writing = promisify(write);
const syncing = promisify(fsync);

/**
 * Creating and renaming files is done synchronously. That takes microseconds, while each call through the thread pool
 * would wait behind all others when the service is busy. Writing bytes, and above all syncing, does use the thread
 * pool.
 */
export async function receive(
  folder: string,
  source: AsyncIterable<Uint8Array>,
  options: ReceiveOptions,
  fileKey: DataKey | null,
): Promise<Received> {
  const id = newId();
  const file = path.join(folder, id + UNFINISHED);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const descriptor = openSync(file, 'wx', 0o600);
  let kept = false;
  try {
    const put = (bytes: Uint8Array): Promise<void> => writeAll(descriptor, bytes);
    const { size, hash, refused } = await (fileKey === null
      ? new Reception(put, options).all(source)
      : receiveSealed(put, options, fileKey, source));
    kept = refused === null;
    return { path: UPLOAD_PREFIX + id, size, mtimeMs: Date.now(), hash, refused };
  } finally {
    closeSync(descriptor);
    if (!kept) rmSync(file, { force: true });
  }
}

async function receiveSealed(
  put: (bytes: Uint8Array) => Promise<void>,
  options: ReceiveOptions,
  fileKey: DataKey,
  source: AsyncIterable<Uint8Array>,
): ReturnType<Reception['all']> {
  const sealing = new FileSealing(fileKey);
  const seal = async (chunk: Uint8Array): Promise<void> => {
    for (const piece of sealing.add(chunk)) await put(piece);
  };
  await put(sealing.head);
  const received = await new Reception(seal, options).all(source);
  if (received.refused === null) await put(sealing.end());
  return received;
}

async function writeAll(descriptor: number, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length;) at += (await writing(descriptor, chunk, at)).bytesWritten;
}

/** Files synced at once: a disk can write several together. */
const SYNCS = 8;

/** Syncs bytes and names to disk, so that a row that is committed afterwards never points to missing bytes. */
export async function keep(folder: string, paths: string[]): Promise<void> {
  if (paths.length === 0) return;
  const files = paths.map((one) => path.join(folder, uploadId(one)));
  for (const file of files) renameSync(file + UNFINISHED, file);
  const workers = Array.from({ length: Math.min(SYNCS, files.length) }, async () => {
    for (let file = files.pop(); file !== undefined; file = files.pop()) await sync(file, 'r+');
  });
  await Promise.all([...workers, sync(folder, 'r')]);
}

/** Of a folder (`r`) its names are synced: what was renamed or deleted in it stays so after a power failure. */
export async function sync(file: string, flags: 'r' | 'r+'): Promise<void> {
  const descriptor = openSync(file, flags);
  try {
    await syncing(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
