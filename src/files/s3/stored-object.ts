import { createHash } from 'node:crypto';
import { failure, ok, type Outcome } from '../../domain/index.js';
import type { ByteRange, ReadFile, StoredFile } from '../port.js';
import type { Arriving, Bucket } from './bucket.js';

/** Bytes at the beginning that are kept: whoever opens a file looks at its first ones, then takes all. */
const HEAD_BYTES = 64 * 1024;

/**
 * Null if there is no such object. Its bytes are asked for at once, so they arrive even if it is moved or deleted
 * meanwhile. Only a later part, or all of a large object a second time, is asked for anew.
 */
export async function storedObject(bucket: Bucket, key: string): Promise<StoredFile | null> {
  const arriving = await bucket.get(key);
  if (arriving === null) return null;
  const head = new Head(arriving);
  return {
    size: arriving.size,
    stream: (range = { start: 0, end: arriving.size - 1 }) => head.pieces(range) ?? piecesOf(bucket, key, range),
    close: () => {
      arriving.cancel();
      return Promise.resolve();
    },
  };
}

async function* piecesOf(bucket: Bucket, key: string, range: ByteRange): AsyncGenerator<Uint8Array> {
  const part = await bucket.get(key, range);
  if (part === null) throw new Error('the object was deleted');
  yield* part.body;
}

/** An arriving object with its first bytes kept. */
class Head {
  private readonly body: AsyncIterator<Uint8Array>;
  private kept = Buffer.alloc(0);
  private ended = false;
  private taken = false;

  constructor(private readonly arriving: Arriving) {
    this.body = arriving.body[Symbol.asyncIterator]();
  }

  /** Null if these bytes must be asked for anew. */
  pieces({ start, end }: ByteRange): AsyncIterable<Uint8Array> | null {
    if (end < HEAD_BYTES) return this.part(start, end);
    if (start > 0 || end < this.arriving.size - 1 || this.taken) return null;
    this.taken = true;
    return this.all();
  }

  private async *part(start: number, end: number): AsyncGenerator<Uint8Array> {
    while (this.kept.length <= end && !this.ended) await this.more();
    if (end >= start) yield this.kept.subarray(start, end + 1);
  }

  private async *all(): AsyncGenerator<Uint8Array> {
    yield this.kept;
    for (let next = await this.body.next(); next.done !== true; next = await this.body.next()) yield next.value;
  }

  private async more(): Promise<void> {
    const next = await this.body.next();
    this.ended = next.done === true;
    if (next.done !== true) this.kept = Buffer.concat([this.kept, next.value]);
  }
}

/** All bytes with their hash, at most `maxSize`. @throws CvmatchError if S3 cannot be reached. */
export async function readObject(bucket: Bucket, key: string, maxSize: number): Promise<Outcome<ReadFile>> {
  const arriving = await bucket.get(key);
  if (arriving === null) return failure('file_vanished', 'it is not there any more');
  if (arriving.size > maxSize) {
    arriving.cancel();
    return failure('file_too_large', `it has more than ${Math.round(maxSize / 1e5) / 10} MB`);
  }
  const hash = createHash('sha256');
  const pieces: Uint8Array[] = [];
  for await (const piece of arriving.body) {
    hash.update(piece);
    pieces.push(piece);
  }
  const bytes = Buffer.concat(pieces);
  return ok({ bytes, hash: hash.digest('hex'), size: bytes.length, mtimeMs: Date.now() });
}
