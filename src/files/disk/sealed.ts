import { createHash } from 'node:crypto';
import { readFile as readAll, rename, type FileHandle } from 'node:fs/promises';
import { failure, ok, type Outcome } from '../../domain/index.js';
import { FileOpening, HEAD_BYTES, PIECE_BYTES, sealedFile } from '../../sealing/sealed-file.js';
import type { Sealer } from '../../sealing/sealer.js';
import type { ByteRange, ReadFile } from '../port.js';
import { readFile, tooLarge } from '../read-file.js';
import { UNFINISHED } from '../receive.js';
import { writeSynced } from '../write-whole.js';

/** Most bytes that sealing adds to a file. */
function overhead(size: number): number {
  return HEAD_BYTES + 16 * (Math.ceil(size / PIECE_BYTES) + 1);
}

/** All bytes of a file of ours as they were handed in, at most `maxSize`, with their hash. */
export async function readOwn(file: string, maxSize: number, sealer: Sealer): Promise<Outcome<ReadFile>> {
  const read = await readFile(file, maxSize + overhead(maxSize));
  if (!read.ok) return read;
  const { bytes, mtimeMs } = read.value;
  const opening = FileOpening.of(bytes.subarray(0, HEAD_BYTES), bytes.length, sealer);
  if ((opening?.size ?? bytes.length) > maxSize) return tooLarge(maxSize);
  if (opening === null) return read;
  try {
    const plain = opening.whole(bytes);
    return ok({ bytes: plain, hash: createHash('sha256').update(plain).digest('hex'), size: plain.length, mtimeMs });
  } catch {
    return failure('corrupt', 'its encrypted bytes were changed or cut off');
  }
}

/** How an open file is to be read; null if it is not sealed. */
export async function openingOf(handle: FileHandle, size: number, sealer: Sealer): Promise<FileOpening | null> {
  const head = Buffer.alloc(Math.min(size, HEAD_BYTES));
  const { bytesRead } = await handle.read(head, 0, head.length, 0);
  return FileOpening.of(head.subarray(0, bytesRead), size, sealer);
}

/** The bytes of a sealed file from `start` to `end`, both included. */
export async function* openedPieces(
  handle: FileHandle,
  opening: FileOpening,
  { start, end }: ByteRange,
): AsyncGenerator<Uint8Array> {
  for (let at = start; at <= end;) {
    const place = opening.placeOf(at);
    const sealed = Buffer.alloc(place.end - place.start);
    const { bytesRead } = await handle.read(sealed, 0, sealed.length, place.start);
    if (bytesRead < sealed.length) throw new Error('the file is shorter than it was');
    const first = place.number * PIECE_BYTES;
    const piece = opening.open(place.number, sealed).subarray(at - first, end + 1 - first);
    yield piece;
    at += piece.length;
  }
}

/** Writes a file again as new ones are kept, sealed or plain. Returns whether it was not so already. */
export async function resealFile(file: string, sealer: Sealer): Promise<boolean> {
  const bytes = await readAll(file);
  const opening = FileOpening.of(bytes.subarray(0, HEAD_BYTES), bytes.length, sealer);
  if ((opening?.keyId ?? null) === sealer.keyId) return false;
  const plain = opening === null ? bytes : opening.whole(bytes);
  const unfinished = file + UNFINISHED;
  await writeSynced(unfinished, sealer.fileKey === null ? plain : sealedFile(sealer.fileKey, plain));
  await rename(unfinished, file);
  return true;
}
