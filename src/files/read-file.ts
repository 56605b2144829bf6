import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { failure, ok, type Outcome } from '../domain/index.js';
import type { ReadFile } from './port.js';
import { rawPath } from './raw-path.js';
import { readProblem } from './read-problem.js';

const CHUNK = 256 * 1024;

/** Reads and hashes a file piece by piece, at most `maxSize` bytes; any problem with it is an Outcome. */
export async function readFile(path: string, maxSize: number): Promise<Outcome<ReadFile>> {
  let handle: FileHandle | null = null;
  try {
    // Without NONBLOCK, opening a file that has been replaced by a pipe would wait for a writer.
    handle = await open(await rawPath(path), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    return await readHandle(handle, maxSize);
  } catch (error) {
    return readProblem(error);
  } finally {
    await handle?.close();
  }
}

async function readHandle(handle: FileHandle, maxSize: number): Promise<Outcome<ReadFile>> {
  const found = await handle.stat();
  const { size, mtimeMs } = found;
  if (!found.isFile()) return failure('unsupported_format', 'it is not a regular file');
  if (size > maxSize) return tooLarge(maxSize);
  const hash = createHash('sha256');
  const buffer = new Uint8Array(size + 1);
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, Math.min(CHUNK, buffer.length - filled));
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(filled, filled + bytesRead));
    filled += bytesRead;
  }
  // One byte too many: the file grew during reading, so what was read is only a part.
  if (filled > size) return failure('read_error', 'it changed while it was read');
  return ok({ bytes: buffer.subarray(0, filled), hash: hash.digest('hex'), size: filled, mtimeMs });
}

export function tooLarge(maxSize: number): Outcome<never> {
  return failure('file_too_large', `it has more than ${Math.round(maxSize / 1e5) / 10} MB`);
}
