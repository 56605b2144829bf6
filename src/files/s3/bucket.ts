import type { Readable } from 'node:stream';
import type { S3 } from '@aws-sdk/client-s3';
import { atOnce } from '../../domain/index.js';
import type { ByteRange } from '../port.js';
import type { S3Address } from './address.js';
import { isGone, isTaken, s3Problem, sdkMissing } from './problem.js';

const CONNECT_MS = 5_000;
/** From the request to the first byte of the answer; parts of 5 MiB take a while on a slow line. */
const ANSWER_MS = 60_000;
const IDLE_MS = 60_000;
/** The first attempt and those after a failure that may pass, with growing pauses by chance: two seconds in all. */
const ATTEMPTS = 5;
/** Whether old versions are kept may be changed while we run. */
const LOOK_AGAIN_MS = 60_000;
/** Requests that run beside each other for one call. */
export const AT_ONCE = 8;

export interface Listed {
  key: string;
  size: number;
  /** When it was written, by the server's clock: milliseconds since 1970. */
  at: number;
}

/** An object whose bytes are on their way. */
export interface Arriving {
  size: number;
  body: AsyncIterable<Uint8Array>;
  /** Ends it where it is. */
  cancel(): void;
}

/** The objects of a place in a bucket. Keys are whole, prefix included. Every problem is a CvmatchError. */
export class Bucket {
  private client: Promise<S3> | null = null;
  private versions: { kept: Promise<boolean>; at: number } | null = null;

  constructor(readonly address: S3Address) {}

  get where(): string {
    return `s3://${this.address.bucket}/${this.address.prefix}`;
  }

  /** Runs requests with the client, which is loaded by the first. */
  async run<T>(requests: (s3: S3, bucket: { Bucket: string }) => Promise<T>): Promise<T> {
    const client = await (this.client ??= connect(this.address));
    try {
      return await requests(client, { Bucket: this.address.bucket });
    } catch (error) {
      throw isGone(error) || isTaken(error) ? error : s3Problem(error, this.where, this.address.bucket);
    }
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const { encryption } = this.address;
    await this.run((s3, bucket) => s3.putObject({ ...bucket, ...encryption, Key: key, Body: bytes }));
  }

  /** False if there is one already. */
  async putNew(key: string, bytes: Uint8Array): Promise<boolean> {
    const { encryption } = this.address;
    const put = this.run((s3, at) => s3.putObject({ ...at, ...encryption, Key: key, Body: bytes, IfNoneMatch: '*' }));
    return (await orNull(put, isTaken)) !== null;
  }

  /** Null if there is none. */
  async get(key: string, range?: ByteRange): Promise<Arriving | null> {
    const Range = range === undefined ? undefined : `bytes=${range.start}-${range.end}`;
    const found = await orNull(this.run((s3, bucket) => s3.getObject({ ...bucket, Key: key, Range })));
    if (found === null) return null;
    const body = found.Body as Readable;
    // It may break off before anybody reads; whoever reads then is told.
    body.on('error', () => undefined);
    return { size: found.ContentLength ?? 0, body: this.told(body), cancel: () => body.destroy() };
  }

  /** The same bytes; a connection that breaks off on the way is a CvmatchError too. */
  private async *told(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* body;
    } catch (error) {
      throw s3Problem(error, this.where, this.address.bucket);
    }
  }

  /** Asks for nothing but an answer within `ms`, tries included. */
  async probe(ms: number): Promise<void> {
    const within = { abortSignal: AbortSignal.timeout(ms) };
    await this.run((s3, at) => s3.listObjectsV2({ ...at, Prefix: this.address.prefix, MaxKeys: 1 }, within));
  }

  async has(key: string): Promise<boolean> {
    return (await orNull(this.run((s3, bucket) => s3.headObject({ ...bucket, Key: key })))) !== null;
  }

  /** When it was written, by the server's clock (milliseconds since 1970); null if there is none. */
  async writtenAt(key: string): Promise<number | null> {
    const found = await orNull(this.run((s3, bucket) => s3.headObject({ ...bucket, Key: key })));
    return found?.LastModified?.getTime() ?? null;
  }

  /** False if there is none. */
  async copy(from: string, to: string): Promise<boolean> {
    const source = `${this.address.bucket}/${from.split('/').map(encodeURIComponent).join('/')}`;
    const { encryption } = this.address;
    const copying = this.run((s3, at) => s3.copyObject({ ...at, ...encryption, Key: to, CopySource: source }));
    return (await orNull(copying)) !== null;
  }

  /** By key, a page of at most 1,000 at a time. */
  async *list(prefix: string): AsyncGenerator<Listed[]> {
    for (let next: string | undefined, more = true; more;) {
      const page = await this.run((s3, bucket) =>
        s3.listObjectsV2({ ...bucket, Prefix: prefix, ContinuationToken: next }),
      );
      yield (page.Contents ?? []).map(({ Key, Size, LastModified }) => ({
        key: Key!,
        size: Size ?? 0,
        at: LastModified?.getTime() ?? 0,
      }));
      next = page.NextContinuationToken;
      more = page.IsTruncated === true;
    }
  }

  /** Permanently deletes objects, with all versions that the bucket keeps of them; ignores those that are not there. */
  async delete(keys: string[]): Promise<void> {
    if (keys.length === 0) return;
    if (!(await this.keepsVersions())) await this.deleteThese(keys.map((Key) => ({ Key })));
    else
      await atOnce(AT_ONCE, keys, async (key) => {
        for await (const some of this.versionsUnder(key)) await this.deleteThese(some.filter((one) => one.Key === key));
      });
  }

  /** Permanently deletes everything whose key begins so. */
  async deleteUnder(prefix: string): Promise<void> {
    if (await this.keepsVersions()) for await (const some of this.versionsUnder(prefix)) await this.deleteThese(some);
    else for await (const some of this.list(prefix)) await this.deleteThese(some.map(({ key }) => ({ Key: key })));
  }

  /** Whether the bucket keeps what is deleted or replaced, or did so once. */
  keepsVersions(): Promise<boolean> {
    if (this.versions === null || Date.now() - this.versions.at > LOOK_AGAIN_MS) {
      const asked = this.run((s3, bucket) => s3.getBucketVersioning(bucket));
      const kept = asked.then(({ Status }) => Status !== undefined);
      kept.catch(() => (this.versions = null));
      this.versions = { kept, at: Date.now() };
    }
    return this.versions.kept;
  }

  private async *versionsUnder(prefix: string): AsyncGenerator<{ Key: string; VersionId?: string }[]> {
    for (let KeyMarker: string | undefined, VersionIdMarker: string | undefined, more = true; more;) {
      const after = { KeyMarker, VersionIdMarker };
      const page = await this.run((s3, at) => s3.listObjectVersions({ ...at, ...after, Prefix: prefix }));
      const found = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
      yield found.map(({ Key, VersionId }) => ({ Key: Key!, VersionId }));
      [KeyMarker, VersionIdMarker] = [page.NextKeyMarker, page.NextVersionIdMarker];
      more = page.IsTruncated === true;
    }
  }

  /** @throws CvmatchError if one of them stays, e.g. because the bucket locks it. */
  private async deleteThese(objects: { Key: string; VersionId?: string }[]): Promise<void> {
    for (let at = 0; at < objects.length; at += DELETED_AT_ONCE) {
      const Delete = { Objects: objects.slice(at, at + DELETED_AT_ONCE), Quiet: true };
      const { Errors = [] } = await this.run((s3, bucket) => s3.deleteObjects({ ...bucket, Delete }));
      if (Errors[0] !== undefined)
        throw s3Problem({ name: Errors[0].Code, message: Errors[0].Message }, this.where, this.address.bucket);
    }
  }

  async close(): Promise<void> {
    (await this.client?.catch(() => null))?.destroy();
    this.client = null;
  }
}

/** What S3 takes in one request. */
const DELETED_AT_ONCE = 1000;

async function connect({ endpoint, region, pathStyle, checksums }: S3Address): Promise<S3> {
  const sdk = await import('@aws-sdk/client-s3').catch((error: unknown) => {
    throw sdkMissing(error);
  });
  const computed = checksums ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED';
  return new sdk.S3({
    // Servers other than Amazon's accept any region, but the signature needs one.
    ...(endpoint === null ? { region } : { endpoint, region: region ?? 'us-east-1' }),
    forcePathStyle: pathStyle,
    requestChecksumCalculation: computed,
    responseChecksumValidation: computed,
    maxAttempts: ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: ANSWER_MS,
      throwOnRequestTimeout: true,
      socketTimeout: IDLE_MS,
    },
  });
}

/** Null where it fails because something is not there, or for another such reason. */
export async function orNull<T>(promise: Promise<T>, because = isGone): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (because(error)) return null;
    throw error;
  }
}
