import { mkdir, rename, rm, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { failure, isUpload, UPLOAD_PREFIX, uploadId } from '../domain/index.js';
import { sealedFile } from '../sealing/sealed-file.js';
import type { Sealer } from '../sealing/sealer.js';
import type { LyingUpload, Uploads } from './port.js';
import { keep, receive, sync, UNFINISHED } from './receive.js';
import { codeOf } from './read-problem.js';
import { namesIn } from './disk/names-in.js';
import { readOwn } from './disk/sealed.js';
import { writeSynced } from './write-whole.js';
import { storedFile } from './disk/stored-file.js';

/** An id of ours; nothing that leads out of the folder matches. */
const ID = /^[0-9a-zA-Z][0-9a-zA-Z-]{7,63}$/;

/** Whether a file in the folder of the uploads is one of ours, finished or not. */
export function isOurs(name: string): boolean {
  return ID.test(name.endsWith(UNFINISHED) ? name.slice(0, -UNFINISHED.length) : name);
}

/** Where the bytes of `upload:ID` are; null for any other path. */
export function uploadFile(folder: string, uploadPath: string): string | null {
  const id = isUpload(uploadPath) ? uploadId(uploadPath) : '';
  return ID.test(id) ? path.join(folder, id) : null;
}

/** One file per upload in `folder`, which the first upload creates. */
export function diskUploads(folder: string, sealer: Sealer): Uploads {
  return {
    receive: (source, options) => receive(folder, source, options, sealer.fileKey),
    put: (uploadPath, bytes) => put(folder, uploadPath, bytes, sealer),
    keep: (paths) => keep(folder, paths),
    read: (uploadPath, maxSize) => {
      const file = uploadFile(folder, uploadPath);
      return file === null
        ? Promise.resolve(failure('file_vanished', 'it is not an upload'))
        : readOwn(file, maxSize, sealer);
    },
    find: (uploadPath) => {
      const file = uploadFile(folder, uploadPath);
      return file === null ? Promise.resolve(null) : storedFile(file, sealer);
    },
    remove: async (paths) => {
      for (const one of paths) {
        const file = uploadFile(folder, one);
        if (file !== null && !(await removed(file))) await removed(file + UNFINISHED);
      }
    },
    older: (ageMs, page = PAGE) => pagesOf(folder, ageMs, page),
    removeUnfinished: async (ageMs) => {
      let removed = 0;
      for (const name of (await namesIn(folder)).filter((one) => one.endsWith(UNFINISHED))) {
        if (((await ageOf(folder, name)) ?? -1) < ageMs) continue;
        await rm(path.join(folder, name), { force: true });
        removed += 1;
      }
      return removed;
    },
  };
}

async function put(folder: string, uploadPath: string, bytes: Uint8Array, sealer: Sealer): Promise<void> {
  const file = uploadFile(folder, uploadPath);
  if (file === null) throw new Error('it is not an upload');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeSynced(file + UNFINISHED, sealer.fileKey === null ? bytes : sealedFile(sealer.fileKey, bytes));
  await rename(file + UNFINISHED, file);
  await sync(folder, 'r');
}

/**
 * Removes a file; false if there is none. A single call to the file system, unlike `rm`, which checks first: each call
 * queues behind others while the service is busy.
 */
async function removed(file: string): Promise<boolean> {
  try {
    await unlink(file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Uploads examined before a page is returned. */
const PAGE = 1000;

async function* pagesOf(folder: string, ageMs: number, page: number): AsyncGenerator<LyingUpload[]> {
  let old: LyingUpload[] = [];
  for (const name of (await namesIn(folder)).filter((one) => ID.test(one)).sort()) {
    const age = await ageOf(folder, name);
    if (age === null || age < ageMs) continue;
    old.push({ path: UPLOAD_PREFIX + name, ageMs: age });
    if (old.length < page) continue;
    yield old;
    old = [];
  }
  if (old.length > 0) yield old;
}

/** Age in milliseconds, at least 0; null if the file is gone. */
async function ageOf(folder: string, name: string): Promise<number | null> {
  const found = await stat(path.join(folder, name)).catch(() => null);
  return found === null ? null : Math.max(0, Date.now() - found.mtimeMs);
}
