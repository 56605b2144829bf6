import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { sync, UNFINISHED } from './receive.js';

/** Writes a file so that it is there as a whole or not at all, also after a power failure. */
export async function writeWhole(file: string, bytes: Uint8Array | string): Promise<void> {
  const unfinished = `${file}.${randomBytes(6).toString('hex')}${UNFINISHED}`;
  try {
    await writeSynced(unfinished, bytes);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await sync(path.dirname(file), 'r');
}

/** The same for bytes that come one after the other; returns their number. */
export async function writePiecesWhole(file: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  const unfinished = `${file}.${randomBytes(6).toString('hex')}${UNFINISHED}`;
  let written = 0;
  try {
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      for await (const piece of pieces) {
        await handle.writeFile(piece);
        written += piece.length;
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await sync(path.dirname(file), 'r');
  return written;
}

/** Writes a new file in the place of one that may be there; resolves when its bytes are on disk. */
export async function writeSynced(file: string, bytes: Uint8Array | string): Promise<void> {
  await rm(file, { force: true });
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
