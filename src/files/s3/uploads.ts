import { atOnce, failure, isUpload, UPLOAD_PREFIX, uploadId } from '../../domain/index.js';
import type { LyingUpload, ReceiveOptions, Received, Uploads } from '../port.js';
import { ageOfId, newId, Reception } from '../reception.js';
import { AT_ONCE, type Bucket } from './bucket.js';
import { abort, begunUnder, complete, Sending, WaitingBytes, type Begun } from './multipart.js';
import { readObject, storedObject } from './stored-object.js';

/** An id of ours, which begins with the time when it was made. */
const ID = /^[0-9a-f]{32}$/;
/** Default number of uploads in a page of `older`. */
const PAGE = 1000;

/**
 * An object per upload under `prefix`. Until it is kept it is a multipart upload that is not completed, which nobody can
 * read and which costs no copy to make permanent; a small one waits in memory, as long as there is room.
 */
export function s3Uploads(bucket: Bucket, prefix: string): Uploads {
  const place = new UploadPlace(bucket, prefix);
  return {
    receive: (source, options) => place.receive(source, options),
    put: async (path, bytes) => {
      const key = place.keyOf(path);
      if (key === null) throw new Error('it is not an upload');
      await bucket.put(key, bytes);
    },
    keep: (paths) => place.keep(paths),
    read: async (path, maxSize) => {
      const key = place.keyOf(path);
      return key === null ? failure('file_vanished', 'it is not an upload') : readObject(bucket, key, maxSize);
    },
    find: async (path) => {
      const key = place.keyOf(path);
      return key === null ? null : storedObject(bucket, key);
    },
    remove: (paths) => place.remove(paths),
    older: (ageMs, page = PAGE) => place.older(ageMs, page),
    removeUnfinished: (ageMs) => place.removeUnfinished(ageMs),
  };
}

/** Null for a path that is no upload. */
export function uploadKey(prefix: string, path: string): string | null {
  const id = isUpload(path) ? uploadId(path) : '';
  return ID.test(id) ? prefix + id : null;
}

class UploadPlace {
  /** Received here and neither kept nor removed yet, by path. */
  private readonly begun = new Map<string, Begun>();
  private readonly waiting = new WaitingBytes();

  constructor(
    private readonly bucket: Bucket,
    private readonly prefix: string,
  ) {}

  keyOf(path: string): string | null {
    return uploadKey(this.prefix, path);
  }

  async receive(source: AsyncIterable<Uint8Array>, options: ReceiveOptions): Promise<Received> {
    const id = newId();
    const path = UPLOAD_PREFIX + id;
    const sending = new Sending(this.bucket, this.prefix + id, this.waiting);
    let stays = false;
    try {
      const { size, hash, refused } = await new Reception((piece) => sending.add(piece), options).all(source);
      if (refused === null) this.begun.set(path, await sending.end());
      stays = refused === null;
      return { path, size, mtimeMs: Date.now(), hash, refused };
    } finally {
      // What cannot be aborted now is so by `removeUnfinished`.
      if (!stays) await sending.abort().catch(() => undefined);
    }
  }

  async keep(paths: string[]): Promise<void> {
    try {
      await atOnce(AT_ONCE, paths, async (path) => {
        const begun = this.begun.get(path);
        if (begun === undefined) throw new Error(`${path} was not received here`);
        await complete(this.bucket, begun);
        this.forget(path);
      });
    } catch (error) {
      // Their sender is told to send them again, so memory need not hold them.
      for (const path of paths.filter((one) => 'bytes' in (this.begun.get(one) ?? {}))) this.forget(path);
      throw error;
    }
  }

  async remove(paths: string[]): Promise<void> {
    const unfinished = [...new Set(paths)].filter((path) => this.begun.has(path));
    await atOnce(AT_ONCE, unfinished, async (path) => {
      const begun = this.begun.get(path)!;
      if ('uploadId' in begun) await abort(this.bucket, begun);
      this.forget(path);
    });
    const finished = new Set(paths.filter((path) => !unfinished.includes(path)).map((path) => this.keyOf(path)));
    await this.bucket.delete([...finished].filter((key) => key !== null));
  }

  async *older(ageMs: number, page: number): AsyncGenerator<LyingUpload[]> {
    let old: LyingUpload[] = [];
    for await (const listed of this.bucket.list(this.prefix))
      for (const id of listed.map(({ key }) => key.slice(this.prefix.length)).filter((one) => ID.test(one))) {
        const age = ageOfId(id);
        if (age < ageMs) continue;
        old.push({ path: UPLOAD_PREFIX + id, ageMs: age });
        if (old.length < page) continue;
        yield old;
        old = [];
      }
    if (old.length > 0) yield old;
  }

  async removeUnfinished(ageMs: number): Promise<number> {
    const old: { key: string; uploadId: string }[] = [];
    for await (const one of begunUnder(this.bucket, this.prefix))
      if (ageOfId(one.key.slice(this.prefix.length)) >= ageMs) old.push(one);
    await atOnce(AT_ONCE, old, (one) => abort(this.bucket, one));
    const waiting = [...this.begun].filter(([, begun]) => 'bytes' in begun).map(([path]) => path);
    const ended = waiting.filter((path) => ageOfId(uploadId(path)) >= ageMs);
    for (const [path, begun] of this.begun)
      if ('uploadId' in begun && old.some((one) => one.uploadId === begun.uploadId)) this.forget(path);
    ended.forEach((path) => {
      this.forget(path);
    });
    return old.length + ended.length;
  }

  private forget(path: string): void {
    const begun = this.begun.get(path);
    if (begun !== undefined && 'bytes' in begun) this.waiting.giveBack(begun.bytes.length);
    this.begun.delete(path);
  }
}
