import type { CompletedPart } from '@aws-sdk/client-s3';
import { orNull, type Bucket } from './bucket.js';

/** The least that S3 takes as a part that is not the last. */
const PART_BYTES = 5 * 2 ** 20;

/** An object whose bytes are all at S3, and which nobody sees until it is completed. */
export interface Begun {
  key: string;
  uploadId: string;
  parts: CompletedPart[];
}

/** Sends the bytes of one object as they come, holding one part in memory. */
export class Sending {
  private uploadId: string | null = null;
  private readonly parts: CompletedPart[] = [];
  private pieces: Uint8Array[] = [];
  private held = 0;

  constructor(
    private readonly bucket: Bucket,
    private readonly key: string,
  ) {}

  async add(piece: Uint8Array): Promise<void> {
    this.pieces.push(piece);
    this.held += piece.length;
    if (this.held >= PART_BYTES) await this.send();
  }

  async end(): Promise<Begun> {
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
export async function complete(bucket: Bucket, { key: Key, uploadId: UploadId, parts: Parts }: Begun): Promise<void> {
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
