import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { CvmatchError } from '../../errors.js';
import type { BackupPlace } from '../../files/backup-place.js';

const compress = promisify(gzip);
const expand = promisify(gunzip);

const FOLDER = 'pieces/';
const HASH = /^[0-9a-f]{64}$/;
const GZIP = '.gz';
/** A piece is compressed where that takes away at least a tenth. */
const WORTH = 0.9;
/** A piece that claims to be larger is no piece of ours. */
const LARGEST_BYTES = 64 * 1024 * 1024;

/**
 * Pieces of files, each under the SHA-256 of its bytes, so that what did not change since the last backup is kept once. A piece
 * is complete as soon as it has its name.
 */
export class Pieces {
  /** Names of all that were there when the first was put or asked for, and of those put since. */
  private known: Promise<Set<string>> | null = null;

  constructor(private readonly place: BackupPlace) {}

  /**
   * Keeps the bytes; resolves when they are safe. `check`: one that is there already is read, and written anew if it is damaged.
   * Returns the number of bytes that were written: 0 if the piece was there.
   */
  async put(bytes: Uint8Array, check = false): Promise<{ hash: string; written: number }> {
    const hash = hashOf(bytes);
    if (await this.isThere(hash, check)) return { hash, written: 0 };
    const packed = await compress(bytes, { level: 1 });
    const isPacked = packed.length < bytes.length * WORTH;
    const kept = isPacked ? packed : bytes;
    const name = nameOf(hash) + (isPacked ? GZIP : '');
    await this.place.write(name, kept);
    (await this.names()).add(name);
    return { hash, written: kept.length };
  }

  /** @throws CvmatchError `store_corrupt` if the piece is missing or is not what it was; `store_unreachable`. */
  async get(hash: string): Promise<Buffer> {
    const bytes = await this.read(hash);
    if (bytes === null) throw damaged(`the piece ${hash} is missing or cannot be read`);
    if (hashOf(bytes) !== hash) throw damaged(`the piece ${hash} was changed`);
    return bytes;
  }

  /** Deletes all pieces that are not among these, and what an interrupted writing left; returns the freed bytes. */
  async keepOnly(hashes: Set<string>): Promise<number> {
    let freed = 0;
    for await (const page of this.place.list(FOLDER)) {
      const gone = page.filter(({ name }) => !hashes.has(hashIn(name) ?? ''));
      await this.place.delete(gone.map(({ name }) => name));
      freed += gone.reduce((sum, { bytes }) => sum + bytes, 0);
    }
    this.known = null;
    return freed;
  }

  private names(): Promise<Set<string>> {
    return (this.known ??= this.list());
  }

  private async list(): Promise<Set<string>> {
    const names = new Set<string>();
    for await (const page of this.place.list(FOLDER)) for (const { name } of page) names.add(name);
    return names;
  }

  private async read(hash: string): Promise<Buffer | null> {
    const [plain, packed] = [nameOf(hash), nameOf(hash) + GZIP];
    const names = await this.names();
    // One that is not among them may have come since.
    const bytes = names.has(packed) && !names.has(plain) ? null : await this.place.read(plain);
    if (bytes !== null) return bytes;
    const gzipped = await this.place.read(packed);
    return gzipped === null ? null : expand(gzipped, { maxOutputLength: LARGEST_BYTES }).catch(() => null);
  }

  private async isThere(hash: string, check: boolean): Promise<boolean> {
    const names = await this.names();
    const found = [nameOf(hash), nameOf(hash) + GZIP].filter((name) => names.has(name));
    if (found.length === 0) return false;
    if (!check) return true;
    const bytes = await this.read(hash);
    if (bytes !== null && hashOf(bytes) === hash) return true;
    await this.place.delete(found);
    for (const name of found) names.delete(name);
    return false;
  }
}

function nameOf(hash: string): string {
  if (!HASH.test(hash)) throw damaged('it names a piece that cannot be one');
  return `${FOLDER}${hash.slice(0, 2)}/${hash}`;
}

/** Null for what is no piece, such as one that was not completed. */
function hashIn(name: string): string | null {
  return /\/([0-9a-f]{64})(?:\.gz)?$/.exec(name)?.[1] ?? null;
}

export function hashOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function damaged(what: string): CvmatchError {
  return new CvmatchError('store_corrupt', `the backup is damaged: ${what}`, {
    hint: 'See `cvmatch backup verify`; another backup of this folder may be whole: `cvmatch backup list`.',
  });
}
