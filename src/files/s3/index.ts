import { DEFAULT_TENANT } from '../../domain/index.js';
import { CvmatchError } from '../../errors.js';
import type { Sealer } from '../../sealing/sealer.js';
import type { FilePlace, Originals, Uploads } from '../port.js';
import { parseS3 } from './address.js';
import { Bucket } from './bucket.js';
import { claimBucket } from './claim.js';
import { abort, begunUnder } from './multipart.js';
import { s3Originals } from './originals.js';
import { s3Uploads, uploadKey } from './uploads.js';

export { s3Backups } from './backups.js';

/** Milliseconds for a question whether the bucket is there. */
const ANSWER_MS = 4000;

export interface S3Options {
  /** Name of the workspace whose files these are. */
  workspace: () => Promise<string>;
  /** Folder on this machine for copies of a tenant's originals that are lent to its programs. */
  lent: (tenant: string) => string;
}

/**
 * Uploads and originals in a bucket: `s3://BUCKET/PREFIX?endpoint=...`. No request is sent before the first file is
 * touched. @throws CvmatchError `bad_config` for a URL that is none.
 */
export function s3Place(url: string, { workspace, lent }: S3Options): FilePlace {
  const bucket = new Bucket(parseS3(url));
  const claim = once(async () => claimBucket(bucket, await workspace()));
  const folder = (tenant: string): string =>
    bucket.address.prefix + (tenant === DEFAULT_TENANT ? '' : `tenants/${tenant}/`);
  return {
    of: (tenant, sealer) => {
      requirePlain(sealer);
      const prefix = `${folder(tenant)}uploads/`;
      const originals = s3Originals(bucket, `${folder(tenant)}originals/`, {
        uploadKey: (path) => uploadKey(prefix, path),
        lent: lent(tenant),
      });
      return {
        uploads: claimedUploads(s3Uploads(bucket, prefix), claim),
        originals: claimedOriginals(originals, claim),
      };
    },
    reseal: (_tenant, sealer) => {
      requirePlain(sealer);
      return Promise.resolve(0);
    },
    erase: async (tenant) => {
      await claim();
      for await (const one of begunUnder(bucket, folder(tenant))) await abort(bucket, one);
      await bucket.deleteUnder(folder(tenant));
    },
    where: bucket.where,
    levels: async () => {
      await bucket.probe(ANSWER_MS);
      return { disk: null };
    },
    examine: async () => {
      await claim();
      const versions = await bucket.keepsVersions();
      return `${bucket.where} answers${versions ? '; it keeps versions, which are deleted with a file' : ''}`;
    },
    close: () => bucket.close(),
  };
}

/** Once, and again if it failed. */
function once(body: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () =>
    (done ??= body().catch((error: unknown) => {
      done = null;
      throw error;
    }));
}

/** A bucket encrypts by itself, with keys that are managed there. */
function requirePlain({ keyId }: Sealer): void {
  if (keyId === null) return;
  throw new CvmatchError('bad_config', 'files in a bucket are not encrypted by encryptionKey', {
    hint: 'Let the bucket encrypt them (the sse option of its URL: docs/store.md), with a store without encryptionKey; or keep files on an encrypted disk.',
  });
}

/** Nothing is written, listed for cleaning or deleted before it is certain that the place is ours. */
function claimedUploads(uploads: Uploads, claim: () => Promise<void>): Uploads {
  return {
    ...uploads,
    receive: async (source, options) => (await claim(), uploads.receive(source, options)),
    put: async (path, bytes) => (await claim(), uploads.put(path, bytes)),
    remove: async (paths) => (await claim(), uploads.remove(paths)),
    removeUnfinished: async (ageMs) => (await claim(), uploads.removeUnfinished(ageMs)),
    older: (ageMs, page) => claimedPages(claim, () => uploads.older(ageMs, page)),
  };
}

function claimedOriginals(originals: Originals, claim: () => Promise<void>): Originals {
  return {
    ...originals,
    take: async (path, hash) => (await claim(), originals.take(path, hash)),
    put: async (hash, bytes) => (await claim(), originals.put(hash, bytes)),
    remove: async (hashes, held) => (await claim(), originals.remove(hashes, held)),
    all: (page) => claimedPages(claim, () => originals.all(page)),
  };
}

async function* claimedPages<T>(claim: () => Promise<void>, pages: () => AsyncIterable<T>): AsyncGenerator<T> {
  await claim();
  yield* pages();
}
