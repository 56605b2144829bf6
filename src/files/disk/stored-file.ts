import { open, type FileHandle } from 'node:fs/promises';
import type { Sealer } from '../../sealing/sealer.js';
import type { ByteRange, StoredFile } from '../port.js';
import { openedPieces, openingOf } from './sealed.js';

const PIECE = 64 * 1024;

/**
 * Null if there is no such file. It is opened once, so its bytes stay readable even if it is moved or deleted
 * meanwhile.
 */
export async function storedFile(file: string, sealer: Sealer): Promise<StoredFile | null> {
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return null;
  const found = await handle.stat();
  if (!found.isFile()) {
    await handle.close();
    return null;
  }
  const opening = await openingOf(handle, found.size, sealer);
  const size = opening?.size ?? found.size;
  let closing: Promise<void> | null = null;
  return {
    size,
    stream: (range = { start: 0, end: size - 1 }) =>
      opening === null ? pieces(handle, range) : openedPieces(handle, opening, range),
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
