import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { CvmatchError } from '../../errors.js';
import { writeWhole } from '../../files/write-whole.js';

const compress = promisify(gzip);
const expand = promisify(gunzip);

const HASH = /^[0-9a-f]{64}$/;
const GZIP = '.gz';
/** A piece is compressed where that takes away at least a tenth. */
const WORTH = 0.9;
/** A piece that claims to be larger is no piece of ours. */
const LARGEST_BYTES = 64 * 1024 * 1024;

/**
 * Pieces of files in `folder`, each under the SHA-256 of its bytes, so that what did not change since the last backup is
 * kept once. A piece is complete as soon as it has its name.
 */
export class Pieces {
  constructor(private readonly folder: string) {}

  /**
   * Keeps the bytes; resolves when they are safely on disk. `check`: one that is there already is read, and written anew if it is
   * damaged. Returns the number of bytes that were written: 0 if the piece was there.
   */
  async put(bytes: Uint8Array, check = false): Promise<{ hash: string; written: number }> {
    const hash = hashOf(bytes);
    if (await this.isThere(hash, check)) return { hash, written: 0 };
    const packed = await compress(bytes, { level: 1 });
    const isPacked = packed.length < bytes.length * WORTH;
    const kept = isPacked ? packed : bytes;
    await this.write(this.fileOf(hash) + (isPacked ? GZIP : ''), kept);
    return { hash, written: kept.length };
  }

  /** @throws CvmatchError `store_corrupt` if the piece is missing or is not what it was. */
  async get(hash: string): Promise<Buffer> {
    const bytes = await this.read(hash).catch(() => null);
    if (bytes === null) throw damaged(`the piece ${hash} is missing or cannot be read`);
    if (hashOf(bytes) !== hash) throw damaged(`the piece ${hash} was changed`);
    return bytes;
  }

  async *all(): AsyncGenerator<{ hash: string; file: string; bytes: number }> {
    for (const name of (await namesIn(this.folder)).filter((one) => /^[0-9a-f]{2}$/.test(one)).sort())
      for (const file of (await namesIn(path.join(this.folder, name))).sort()) {
        const where = path.join(this.folder, name, file);
        const found = await stat(where).catch(() => null);
        if (found !== null) yield { hash: file.replace(/\..*$/, ''), file: where, bytes: found.size };
      }
  }

  /** Deletes all pieces that are not among these, and what an interrupted writing left; returns the freed bytes. */
  async keepOnly(hashes: Set<string>): Promise<number> {
    let freed = 0;
    for await (const { hash, file, bytes } of this.all()) {
      if (hashes.has(hash) && (HASH.test(path.basename(file)) || file.endsWith(hash + GZIP))) continue;
      await rm(file, { force: true });
      freed += bytes;
    }
    return freed;
  }

  private fileOf(hash: string): string {
    if (!HASH.test(hash)) throw damaged('it names a piece that cannot be one');
    return path.join(this.folder, hash.slice(0, 2), hash);
  }

  private async read(hash: string): Promise<Buffer | null> {
    const file = this.fileOf(hash);
    const plain = await readFile(file).catch(() => null);
    if (plain !== null) return plain;
    return expand(await readFile(file + GZIP), { maxOutputLength: LARGEST_BYTES });
  }

  private async isThere(hash: string, check: boolean): Promise<boolean> {
    const files = [this.fileOf(hash), this.fileOf(hash) + GZIP];
    const found = await Promise.all(files.map((file) => stat(file).catch(() => null)));
    if (found.every((one) => one === null)) return false;
    if (!check) return true;
    const bytes = await this.read(hash).catch(() => null);
    if (bytes !== null && hashOf(bytes) === hash) return true;
    for (const file of files) await rm(file, { force: true });
    return false;
  }

  private async write(file: string, bytes: Uint8Array): Promise<void> {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeWhole(file, bytes);
  }
}

export function hashOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

export function damaged(what: string): CvmatchError {
  return new CvmatchError('store_corrupt', `the backup is damaged: ${what}`, {
    hint: 'See `cvmatch backup verify`; another backup of this folder may be whole: `cvmatch backup list`.',
  });
}
