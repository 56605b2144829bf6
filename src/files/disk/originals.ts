import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { failure } from '../../domain/index.js';
import { sealedFile } from '../../sealing/sealed-file.js';
import type { Sealer } from '../../sealing/sealer.js';
import type { Originals } from '../port.js';
import { codeOf } from '../read-problem.js';
import { sync, UNFINISHED } from '../receive.js';
import { Lending } from '../lending.js';
import { writeWhole } from '../write-whole.js';
import { namesIn } from './names-in.js';
import { readOwn } from './sealed.js';
import { storedFile } from './stored-file.js';

const HASH = /^[0-9a-f]{64}$/;
/** Added to the hash while it is checked whether anybody holds it; a crash may leave it there. */
const GOING = '.going-';
/** Default number of originals in a page of `all`. */
const PAGE = 1000;

/**
 * Files in `folder` named by their hash, in up to 256 subfolders by its first two digits. `uploadFile`: path of an
 * upload's bytes.
 */
export function diskOriginals(
  folder: string,
  uploadFile: (uploadPath: string) => string | null,
  sealer: Sealer,
): Originals {
  const place = new Place(folder, sealer);
  const lending = new Lending(path.join(folder, 'lent'));
  return {
    take: async (uploadPath, hash) => {
      const from = uploadFile(uploadPath);
      return from !== null && place.names(hash) && place.move(from, hash);
    },
    put: (hash, bytes) => place.put(hash, bytes),
    has: (hash) => place.has(hash),
    find: (hash) => (place.names(hash) ? storedFile(place.file(hash), sealer) : Promise.resolve(null)),
    read: async (hash, maxSize) => {
      if (!place.names(hash)) return failure('file_vanished', 'it is no original');
      const read = await readOwn(place.file(hash), maxSize, sealer);
      return read.ok && read.value.hash !== hash ? failure('corrupt', 'its bytes are not those handed in') : read;
    },
    remove: async (hashes, held) => {
      const gone = await place.remove(hashes, held);
      await lending.takeBack(gone);
      return gone;
    },
    all: (page = PAGE) => pagesOf(place, page),
    removeUnfinished: (ageMs) => removeUnfinished(place, ageMs),
    lend: (key, name, bytes) => lending.lend(key, name, bytes),
    takeBack: (ageMs) => lending.takeBackOlder(ageMs),
    usage: () => usageOf(place),
  };
}

class Place {
  constructor(
    private readonly folder: string,
    private readonly sealer: Sealer,
  ) {}

  names(hash: string): boolean {
    return HASH.test(hash);
  }

  file(hash: string): string {
    return path.join(this.folder, hash.slice(0, 2), hash);
  }

  /**
   * Replaces a file with the same bytes, so that a removal which has set the old one aside does not delete this one.
   */
  async move(from: string, hash: string): Promise<boolean> {
    await this.makeFolder(hash);
    return renamed(from, this.file(hash));
  }

  async has(hash: string): Promise<boolean> {
    return this.names(hash) && (await stat(this.file(hash)).catch(() => null))?.isFile() === true;
  }

  async put(hash: string, bytes: Uint8Array): Promise<void> {
    const file = this.file(hash);
    if (await this.has(hash)) return;
    await this.makeFolder(hash);
    const { fileKey } = this.sealer;
    await writeWhole(file, fileKey === null ? bytes : sealedFile(fileKey, bytes));
  }

  private async makeFolder(hash: string): Promise<void> {
    await mkdir(path.dirname(this.file(hash)), { recursive: true, mode: 0o700 });
  }

  async remove(hashes: string[], held: (hashes: string[]) => Promise<Set<string>>): Promise<string[]> {
    const going = new Map<string, string[]>();
    for (const hash of new Set(hashes.filter((one) => this.names(one)))) {
      const aside = await this.setAside(hash);
      if (aside.length > 0) going.set(hash, aside);
    }
    if (going.size === 0) return [];
    const stay = await held([...going.keys()]);
    for (const [hash, files] of going)
      for (const file of files) {
        if (stay.has(hash)) await renamed(file, this.file(hash));
        else await rm(file, { force: true });
      }
    const gone = [...going.keys()].filter((hash) => !stay.has(hash));
    for (const one of new Set(gone.map((hash) => path.dirname(this.file(hash))))) await sync(one, 'r');
    return gone;
  }

  /**
   * Renames the file to a name that only this removal knows, so that of two removals neither deletes a file that came
   * after it had checked.
   */
  private async setAside(hash: string): Promise<string[]> {
    const file = this.file(hash);
    await renamed(file, `${file}${GOING}${randomBytes(6).toString('hex')}`);
    const names = await namesIn(path.dirname(file));
    return names.filter((name) => name.startsWith(hash + GOING)).map((name) => path.join(path.dirname(file), name));
  }

  /** Folders by the first two digits of the hashes. */
  async *folders(): AsyncGenerator<{ folder: string; names: string[] }> {
    for (const name of (await namesIn(this.folder)).filter((one) => /^[0-9a-f]{2}$/.test(one)).sort()) {
      const folder = path.join(this.folder, name);
      yield { folder, names: (await namesIn(folder)).sort() };
    }
  }
}

async function* pagesOf(place: Place, page: number): AsyncGenerator<string[]> {
  let some: string[] = [];
  for await (const { names } of place.folders())
    for (const hash of new Set(names.map((name) => name.split(GOING)[0]!).filter((one) => HASH.test(one)))) {
      some.push(hash);
      if (some.length < page) continue;
      yield some;
      some = [];
    }
  if (some.length > 0) yield some;
}

async function removeUnfinished(place: Place, ageMs: number): Promise<number> {
  let removed = 0;
  for await (const { folder, names } of place.folders())
    for (const name of names.filter((one) => one.endsWith(UNFINISHED))) {
      const file = path.join(folder, name);
      const found = await stat(file).catch(() => null);
      if (found === null || Date.now() - found.mtimeMs < ageMs) continue;
      await rm(file, { force: true });
      removed += 1;
    }
  return removed;
}

async function usageOf(place: Place): Promise<{ files: number; bytes: number }> {
  const usage = { files: 0, bytes: 0 };
  for await (const { folder, names } of place.folders())
    for (const name of names.filter((one) => HASH.test(one))) {
      const found = await stat(path.join(folder, name)).catch(() => null);
      if (found === null) continue;
      usage.files += 1;
      usage.bytes += found.size;
    }
  return usage;
}

/** False if there is no such file. */
async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
