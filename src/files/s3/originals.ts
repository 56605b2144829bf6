import { randomBytes } from 'node:crypto';
import { atOnce, failure } from '../../domain/index.js';
import { Lending } from '../lending.js';
import type { Originals } from '../port.js';
import { AT_ONCE, type Bucket } from './bucket.js';
import { readObject, storedObject } from './stored-object.js';

const HASH = /^[0-9a-f]{64}$/;
/** Added to the hash while it is checked whether anybody holds it; a crash may leave it there. */
const GOING = '.going-';
/** Default number of originals in a page of `all`. */
const PAGE = 1000;

export interface OriginalsOptions {
  uploadKey: (path: string) => string | null;
  /** Folder on this machine for copies that are lent to its programs. */
  lent: string;
}

/** An object per original under `prefix`, named by its hash. */
export function s3Originals(bucket: Bucket, prefix: string, { uploadKey, lent }: OriginalsOptions): Originals {
  const keyOf = (hash: string): string | null => (HASH.test(hash) ? prefix + hash : null);
  const lending = new Lending(lent);
  return {
    take: async (path, hash) => {
      const [from, to] = [uploadKey(path), keyOf(hash)];
      if (from === null || to === null || !(await bucket.copy(from, to))) return false;
      await bucket.delete([from]);
      return true;
    },
    put: async (hash, bytes) => {
      if (!(await bucket.has(prefix + hash))) await bucket.put(prefix + hash, bytes);
    },
    has: async (hash) => HASH.test(hash) && bucket.has(prefix + hash),
    find: async (hash) => (HASH.test(hash) ? storedObject(bucket, prefix + hash) : null),
    read: async (hash, maxSize) => {
      if (!HASH.test(hash)) return failure('file_vanished', 'it is no original');
      const read = await readObject(bucket, prefix + hash, maxSize);
      return read.ok && read.value.hash !== hash ? failure('corrupt', 'its bytes are not those handed in') : read;
    },
    remove: async (hashes, held) => {
      const gone = await remove(bucket, prefix, [...new Set(hashes.filter((one) => HASH.test(one)))], held);
      await lending.takeBack(gone);
      return gone;
    },
    all: (page = PAGE) => pagesOf(bucket, prefix, page),
    // An object appears whole or not at all.
    removeUnfinished: () => Promise.resolve(0),
    lend: (key, name, bytes) => lending.lend(key, name, bytes),
    takeBack: (ageMs) => lending.takeBackOlder(ageMs),
    usage: () => usageOf(bucket, prefix),
  };
}

/**
 * Sets each aside under a name that only this removal knows, asks who holds it, and deletes it or puts it back. S3 cannot
 * rename: it is copied, then deleted. Whoever puts the same bytes between the two puts what the copy has.
 */
async function remove(
  bucket: Bucket,
  prefix: string,
  hashes: string[],
  held: (hashes: string[]) => Promise<Set<string>>,
): Promise<string[]> {
  const asides = await atOnce(AT_ONCE, hashes, async (hash) => [hash, await setAside(bucket, prefix + hash)] as const);
  const going = asides.filter(([, keys]) => keys.length > 0);
  if (going.length === 0) return [];
  const stay = await held(going.map(([hash]) => hash));
  await atOnce(AT_ONCE, going, async ([hash, keys]) => {
    if (stay.has(hash)) await bucket.copy(keys[0]!, prefix + hash);
    await bucket.delete(keys);
  });
  return going.map(([hash]) => hash).filter((hash) => !stay.has(hash));
}

async function setAside(bucket: Bucket, key: string): Promise<string[]> {
  const found: string[] = [];
  for await (const listed of bucket.list(key)) found.push(...listed.map((one) => one.key));
  const asides = found.filter((one) => one.startsWith(key + GOING));
  if (!found.includes(key)) return asides;
  const aside = `${key}${GOING}${randomBytes(6).toString('hex')}`;
  if (!(await bucket.copy(key, aside))) return asides;
  await bucket.delete([key]);
  return [...asides, aside];
}

async function* pagesOf(bucket: Bucket, prefix: string, page: number): AsyncGenerator<string[]> {
  let some: string[] = [];
  let last = '';
  for await (const listed of bucket.list(prefix))
    for (const { key } of listed) {
      const hash = key.slice(prefix.length).split(GOING)[0]!;
      if (hash === last || !HASH.test(hash)) continue;
      last = hash;
      some.push(hash);
      if (some.length < page) continue;
      yield some;
      some = [];
    }
  if (some.length > 0) yield some;
}

async function usageOf(bucket: Bucket, prefix: string): Promise<{ files: number; bytes: number }> {
  const usage = { files: 0, bytes: 0 };
  for await (const listed of bucket.list(prefix))
    for (const { key, size } of listed) {
      if (!HASH.test(key.slice(prefix.length))) continue;
      usage.files += 1;
      usage.bytes += size;
    }
  return usage;
}
