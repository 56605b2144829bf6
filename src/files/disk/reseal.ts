import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Sealer } from '../../sealing/sealer.js';
import { isOurs } from '../disk.js';
import { UNFINISHED } from '../receive.js';
import { namesIn } from './names-in.js';
import { resealFile } from './sealed.js';

/** Subfolders of the originals, by the first two digits of the hashes. */
const BY_HASH = /^[0-9a-f]{2}$/;

/**
 * Writes all files of a tenant again as new ones are kept. May be stopped at any moment and called again. Nobody else may
 * use them meanwhile. Returns the number of files that were written.
 */
export async function resealFiles(uploads: string, originals: string, sealer: Sealer): Promise<number> {
  let written = 0;
  for (const file of [...(await uploadsIn(uploads)), ...(await originalsIn(originals))]) {
    if (file.endsWith(UNFINISHED)) await rm(file, { force: true });
    else if (await resealFile(file, sealer)) written += 1;
  }
  return written;
}

/** A folder that the user named may hold other files. */
async function uploadsIn(folder: string): Promise<string[]> {
  return (await namesIn(folder)).filter(isOurs).map((name) => path.join(folder, name));
}

async function originalsIn(folder: string): Promise<string[]> {
  const subfolders = (await namesIn(folder))
    .filter((name) => BY_HASH.test(name))
    .map((name) => path.join(folder, name));
  const files = await Promise.all(
    subfolders.map(async (one) => (await namesIn(one)).map((name) => path.join(one, name))),
  );
  return files.flat();
}
