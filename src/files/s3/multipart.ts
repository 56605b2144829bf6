import type { CompletedPart } from '@aws-sdk/client-s3';
import { orNull, type Bucket } from './bucket.js';

/** The least that S3 takes as a part that is not the last. */
const PART_BYTES = 5 * 2 ** 20;

/** An object whose bytes are all here, and which nobody sees until it is completed. */
export type Begun = { key: string; bytes: Uint8Array } | BegunParts;

/** Its bytes are at S3. */
interface BegunParts {
  key: string;
  uploadId: string;
  parts: CompletedPart[];
}

/** Bytes of small objects that wait in memory, which spares two of three requests for each. */
export class WaitingBytes {
  private used = 0;

  /** False if there is no room. Each that was taken must be given back. */
  take(bytes: number): boolean {
    if (bytes > LARGEST_WAITING || this.used + bytes > MOST_WAITING) return false;
    this.used += bytes;
    return true;
  }

  giveBack(bytes: number): void {
    this.used -= bytes;
  }
}

/** Most CVs are smaller. */
const LARGEST_WAITING = 2 ** 20;
/** Of all uploads together that are received and not kept yet. */
const MOST_WAITING = 64 * 2 ** 20;

/** Sends the bytes of one object as they come, holding one part in memory; those of a small one wait until it is completed. */
export class Sending {
  private uploadId: string | null = null;
  private readonly parts: CompletedPart[] = [];
  private pieces: Uint8Array[] = [];
  private held = 0;

  constructor(
    private readonly bucket: Bucket,
    private readonly key: string,
    private readonly waiting: WaitingBytes,
  ) {}

  async add(piece: Uint8Array): Promise<void> {
    this.pieces.push(piece);
    this.held += piece.length;
    if (this.held >= PART_BYTES) await this.send();
  }

  async end(): Promise<Begun> {
    if (this.uploadId === null && this.waiting.take(this.held)) {
      const bytes = Buffer.concat(this.pieces);
      this.pieces = [];
      return { key: this.key, bytes };
    }
    // An object without a byte has one empty part.
    if (this.held > 0 || this.parts.length === 0) await this.send();
    return { key: this.key, uploadId: this.uploadId!, parts: this.parts };
  }

  private async send(): Promise<void> {
    const { bucket, key: Key } = this;
    const UploadId = (this.uploadId ??= await begin(bucket, Key));
    const Body = Buffer.concat(this.pieces);
    [this.pieces, this.held] = [[], 0];
    const part = { Key, UploadId, Body, PartNumber: this.parts.length + 1 };
    const { ETag, ChecksumCRC32 } = await bucket.run((s3, at) => s3.uploadPart({ ...at, ...part }));
    this.parts.push({ PartNumber: part.PartNumber, ETag, ChecksumCRC32 });
  }

  async abort(): Promise<void> {
    if (this.uploadId !== null) await abort(this.bucket, { key: this.key, uploadId: this.uploadId });
  }
}

async function begin(bucket: Bucket, Key: string): Promise<string> {
  const { encryption, checksums } = bucket.address;
  const checked = checksums ? { ChecksumAlgorithm: 'CRC32' as const } : {};
  const begun = await bucket.run((s3, at) => s3.createMultipartUpload({ ...at, ...encryption, ...checked, Key }));
  return begun.UploadId!;
}

/** Makes the object appear, durable. */
export async function complete(bucket: Bucket, begun: Begun): Promise<void> {
  if ('bytes' in begun) return bucket.put(begun.key, begun.bytes);
  const { key: Key, uploadId: UploadId, parts: Parts } = begun;
  const done = { Key, UploadId, MultipartUpload: { Parts } };
  const completed = await orNull(bucket.run((s3, at) => s3.completeMultipartUpload({ ...at, ...done })));
  // An earlier attempt may have succeeded although its answer was lost.
  if (completed === null && !(await bucket.has(Key))) throw new Error(`${Key} was aborted before it was completed`);
}

/** Ignores one that is completed or aborted already. */
export async function abort(bucket: Bucket, { key, uploadId }: { key: string; uploadId: string }): Promise<void> {
  await orNull(bucket.run((s3, at) => s3.abortMultipartUpload({ ...at, Key: key, UploadId: uploadId })));
}

/** Those that were begun under a prefix and not completed. */
export async function* begunUnder(bucket: Bucket, prefix: string): AsyncGenerator<{ key: string; uploadId: string }> {
  for (let KeyMarker: string | undefined, UploadIdMarker: string | undefined, more = true; more;) {
    const after = { KeyMarker, UploadIdMarker };
    const page = await bucket.run((s3, at) => s3.listMultipartUploads({ ...at, ...after, Prefix: prefix }));
    for (const { Key, UploadId } of page.Uploads ?? []) yield { key: Key!, uploadId: UploadId! };
    [KeyMarker, UploadIdMarker] = [page.NextKeyMarker, page.NextUploadIdMarker];
    more = page.IsTruncated === true;
  }
}
