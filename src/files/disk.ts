import { readdir, rm, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { failure, isUpload, UPLOAD_PREFIX, uploadId } from '../domain/index.js';
import type { Uploads } from './port.js';
import { readFile } from './read-file.js';
import { keep, receive, UNFINISHED } from './receive.js';
import { codeOf } from './read-problem.js';

/** Ours alone: nothing that climbs out of the folder is an id. */
const ID = /^[0-9a-zA-Z][0-9a-zA-Z-]{7,63}$/;

/** Where the bytes of `upload:ID` lie; null for any other path. */
export function uploadFile(folder: string, uploadPath: string): string | null {
  const id = isUpload(uploadPath) ? uploadId(uploadPath) : '';
  return ID.test(id) ? path.join(folder, id) : null;
}

/** One file each in `folder`, which the first upload makes. */
export function diskUploads(folder: string): Uploads {
  return {
    receive: (source, options) => receive(folder, source, options),
    keep: (paths) => keep(folder, paths),
    read: (uploadPath, maxSize) => {
      const file = uploadFile(folder, uploadPath);
      return file === null ? Promise.resolve(failure('file_vanished', 'it is not an upload')) : readFile(file, maxSize);
    },
    remove: async (paths) => {
      for (const one of paths) {
        const file = uploadFile(folder, one);
        if (file !== null && !(await removed(file))) await removed(file + UNFINISHED);
      }
    },
    older: async (ageMs) => (await namesOlderThan(folder, ageMs)).filter((name) => ID.test(name)).map((name) => `${UPLOAD_PREFIX}${name}`),
    removeUnfinished: async (ageMs) => {
      const names = (await namesOlderThan(folder, ageMs)).filter((name) => name.endsWith(UNFINISHED));
      for (const name of names) await rm(path.join(folder, name), { force: true });
      return names.length;
    },
  };
}

/** False where there is none. One trip to the disk, where `rm` looks first: each waits its turn while the service is busy. */
async function removed(file: string): Promise<boolean> {
  try {
    await unlink(file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function namesOlderThan(folder: string, ageMs: number): Promise<string[]> {
  const old: string[] = [];
  for (const name of (await namesIn(folder)).sort()) {
    const found = await stat(path.join(folder, name)).catch(() => null);
    if (found !== null && found.mtimeMs <= Date.now() - ageMs) old.push(name);
  }
  return old;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
