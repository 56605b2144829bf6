import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fsync, mkdirSync, openSync, renameSync, rmSync, write } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { failure, UPLOAD_PREFIX, uploadId } from '../domain/index.js';
import type { ReceiveOptions, Received, Refused } from './port.js';

/** Suffix of files being written, so that a crash leaves nothing that looks complete. */
export const UNFINISHED = '.part';
/** Enough to recognise every format that can be recognised by its beginning. */
const HEAD_BYTES = 64 * 1024;

let last = '';

/**
 * Sorts by time, and in order within a millisecond, so that uploads of a batch are in order of arrival and new rows go
 * to the end of their index.
 */
function newId(): string {
  const now = Date.now().toString(16).padStart(12, '0');
  const count = last.startsWith(now) ? parseInt(last.slice(12, 18), 16) + 1 : 0;
  last = now + count.toString(16).padStart(6, '0') + randomBytes(7).toString('hex');
  return last;
}

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
): Promise<Received> {
  const id = newId();
  const file = path.join(folder, id + UNFINISHED);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const descriptor = openSync(file, 'wx', 0o600);
  let kept = false;
  try {
    const { size, hash, refused } = await new Writing(descriptor, options).all(source);
    kept = refused === null;
    return { path: UPLOAD_PREFIX + id, size, mtimeMs: Date.now(), hash, refused };
  } finally {
    closeSync(descriptor);
    if (!kept) rmSync(file, { force: true });
  }
}

/** Bytes and hash of one file as they arrive; once refused, the rest is read and discarded. */
class Writing {
  private size = 0;
  private readonly hash = createHash('sha256');
  private head: Uint8Array[] | null = [];
  private refused: Refused | null = null;

  constructor(
    private readonly descriptor: number,
    private readonly options: ReceiveOptions,
  ) {}

  async all(
    source: AsyncIterable<Uint8Array>,
  ): Promise<{ size: number; hash: string | null; refused: Refused | null }> {
    for await (const chunk of source) await this.add(chunk);
    if (this.refused === null) this.look(true);
    return { size: this.size, hash: this.refused === null ? this.hash.digest('hex') : null, refused: this.refused };
  }

  private async add(chunk: Uint8Array): Promise<void> {
    this.size += chunk.length;
    if (this.refused !== null) return;
    if (this.size > this.options.maxSize) {
      this.refused = failure('file_too_large', `it has more than ${Math.round(this.options.maxSize / 1e5) / 10} MB`);
      return;
    }
    this.head?.push(chunk);
    if (this.size >= HEAD_BYTES) this.look(false);
    this.hash.update(chunk);
    for (let at = 0; at < chunk.length;) at += (await writing(this.descriptor, chunk, at)).bytesWritten;
  }

  private look(whole: boolean): void {
    if (this.head === null) return;
    this.refused = this.options.look(Buffer.concat(this.head), whole);
    this.head = null;
  }
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
