import { mkdirSync, readdirSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CvmatchError } from '../../errors.js';
import type { BackupPlace, KeptObject } from '../backup-place.js';
import { writeWhole } from '../write-whole.js';

const AT_ONCE = 4;
const SCRATCH = 'scratch';

/** Backups in a folder, which only its owner can read. `where`: its absolute path. */
export function diskBackups(where: string): BackupPlace {
  const fileOf = (name: string): string => path.join(where, name);
  const scratch = fileOf(SCRATCH);
  const clearScratch = (): Promise<void> => rm(scratch, { recursive: true, force: true });
  return {
    where,
    atOnce: AT_ONCE,
    prepare: () => {
      prepare(where);
      return Promise.resolve();
    },
    read: (name) => readFile(fileOf(name)).catch(() => null),
    write: async (name, bytes) => {
      await mkdir(path.dirname(fileOf(name)), { recursive: true, mode: 0o700 });
      await writeWhole(fileOf(name), bytes);
    },
    writeNew: (name, bytes) => writeNew(fileOf(name), bytes, where),
    list: (folder) => below(where, folder),
    delete: async (names) => {
      for (const name of names) await rm(fileOf(name), { force: true });
    },
    age: async (name) => {
      const found = await stat(fileOf(name)).catch(() => null);
      return found === null ? null : Date.now() - found.mtimeMs;
    },
    append: (log, lines) => append(fileOf(log), lines),
    readLog: (log) => readFile(fileOf(log), 'utf8').catch(() => null),
    settleLog: () => Promise.resolve(),
    scratch: async () => {
      await clearScratch();
      await mkdir(scratch, { recursive: true, mode: 0o700 });
      return scratch;
    },
    clearScratch,
    close: () => Promise.resolve(),
  };
}

function prepare(where: string): void {
  try {
    mkdirSync(where, { recursive: true, mode: 0o700 });
    readdirSync(where);
  } catch (cause) {
    const hint = 'Check its permissions, or name another folder.';
    throw new CvmatchError('bad_flag', `${where} cannot hold backups`, { cause, hint });
  }
}

async function writeNew(file: string, bytes: Uint8Array | string, where: string): Promise<boolean> {
  const handle = await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null;
    throw new CvmatchError('store_unreachable', `${where} cannot be written (${error.code})`, {
      cause: error,
      hint: 'Check that its disk is there and has room, then run this again.',
    });
  });
  await handle?.close();
  if (handle !== null) await writeFile(file, bytes);
  return handle !== null;
}

async function append(file: string, lines: string): Promise<void> {
  const handle = await open(file, 'a', 0o600);
  try {
    if (lines !== '') await handle.writeFile(lines);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A page for each folder. */
async function* below(where: string, folder: string): AsyncGenerator<KeptObject[]> {
  const entries = await readdir(path.join(where, folder), { withFileTypes: true }).catch(() => []);
  const page: KeptObject[] = [];
  for (const entry of entries.filter((one) => !one.isDirectory())) {
    const name = folder + entry.name;
    const found = await stat(path.join(where, name)).catch(() => null);
    if (found !== null) page.push({ name, bytes: found.size, at: found.mtimeMs });
  }
  if (page.length > 0) yield page;
  for (const entry of entries) if (entry.isDirectory()) yield* below(where, `${folder}${entry.name}/`);
}
