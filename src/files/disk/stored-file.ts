import { open, type FileHandle } from 'node:fs/promises';
import type { ByteRange, StoredFile } from '../port.js';

const PIECE = 64 * 1024;

/**
 * Null if there is no such file. It is opened once, so its bytes stay readable even if it is moved or deleted
 * meanwhile.
 */
export async function storedFile(file: string): Promise<StoredFile | null> {
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return null;
  const found = await handle.stat();
  if (!found.isFile()) {
    await handle.close();
    return null;
  }
  let closing: Promise<void> | null = null;
  return {
    size: found.size,
    stream: (range = { start: 0, end: found.size - 1 }) => pieces(handle, range),
    close: () => (closing ??= handle.close()),
  };
}

async function* pieces(handle: FileHandle, { start, end }: ByteRange): AsyncGenerator<Uint8Array> {
  for (let at = start; at <= end;) {
    const { buffer, bytesRead } = await handle.read({
      buffer: new Uint8Array(Math.min(PIECE, end + 1 - at)),
      position: at,
    });
    if (bytesRead === 0) throw new Error('the file is shorter than it was');
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}
