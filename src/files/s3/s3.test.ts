import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { PLAIN } from '../../sealing/sealer.js';
import { withServer } from '../../config/testing-servers.js';
import { pagesOf, uploadsContract } from '../contract/index.js';
import { bytesOf, originalsContract } from '../contract/originals.js';
import type { FilePlace, Uploads } from '../port.js';
import { parseS3 } from './address.js';
import { s3Place } from './index.js';
import { faultyProxy, makeBucket, plainClient } from './testing-s3.js';

const fits = { maxSize: 1e8, look: () => null };
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const nobody = (): Promise<Set<string>> => Promise.resolve(new Set());

async function* pieces(bytes: Uint8Array, size = 100_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
}

async function kept(uploads: Uploads, bytes: Uint8Array): Promise<string> {
  const { path } = await uploads.receive(pieces(bytes), fits);
  await uploads.keep([path]);
  return path;
}

withServer('S3', (endpoint) => {
  let opened: FilePlace[];
  let folder: string;
  let bucket: string;
  let url: string;
  beforeEach(async () => {
    opened = [];
    folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-s3-'));
    ({ bucket, url } = await makeBucket(endpoint));
  });
  afterEach(async () => {
    for (const one of opened) await one.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (at = url, workspace = 'one'): FilePlace => {
    const place = s3Place(at, { workspace: () => Promise.resolve(workspace), lent: () => path.join(folder, 'lent') });
    opened.push(place);
    return place;
  };
  const client = () => {
    const own = plainClient(endpoint);
    onTestFinished(() => {
      own.destroy();
    });
    return own;
  };
  const keysIn = async (): Promise<string[]> =>
    ((await client().listObjectsV2({ Bucket: bucket })).Contents ?? []).map(({ Key }) => Key!);

  uploadsContract('uploads on S3', () =>
    Promise.resolve({
      open: () => Promise.resolve(open().of('default', PLAIN).uploads),
      dispose: () => Promise.resolve(),
    }),
  );
  originalsContract('originals on S3', () =>
    Promise.resolve({ open: () => Promise.resolve(open().of('default', PLAIN)), dispose: () => Promise.resolve() }),
  );

  it('sends a large upload in parts as it comes, and lets nobody see it before it is kept', async () => {
    const { uploads } = open().of('default', PLAIN);
    const bytes = randomBytes(12 * 2 ** 20);
    const { path, hash } = await uploads.receive(pieces(bytes), fits);
    expect(hash).toBe(sha256(bytes));
    const begun = await client().listMultipartUploads({ Bucket: bucket });
    const { Key, UploadId } = begun.Uploads![0]!;
    const sent = await client().listParts({ Bucket: bucket, Key, UploadId });
    expect(sent.Parts!.map(({ Size }) => Size! >= 5 * 2 ** 20)).toEqual([true, true, false]);
    expect(await uploads.find(path)).toBeNull();
    await uploads.keep([path]);
    expect(sha256(await bytesOf(await uploads.find(path)))).toBe(hash);
    const last = { start: bytes.length - 3, end: bytes.length - 1 };
    const file = await uploads.find(path);
    expect(await bytesOf(file, { start: 0, end: 9 })).toEqual(bytes.subarray(0, 10));
    expect(await bytesOf(file, last)).toEqual(bytes.subarray(-3));
    expect(sha256(await bytesOf(file))).toBe(hash);
  });

  it('begins nothing for what is refused while it is small', async () => {
    const proxy = await faultyProxy(endpoint);
    onTestFinished(proxy.close);
    const { uploads } = open(url.replace(encodeURIComponent(endpoint), encodeURIComponent(proxy.url))).of(
      'default',
      PLAIN,
    );
    await uploads.remove([]);
    const before = proxy.seen.length;
    await uploads.receive(pieces(randomBytes(200_000)), { maxSize: 100_000, look: () => null });
    expect(proxy.seen.length).toBe(before);
  });

  it('sends a small one once, when it is kept, and those for which there is no room at once', async () => {
    const proxy = await faultyProxy(endpoint);
    onTestFinished(proxy.close);
    const at = url.replace(encodeURIComponent(endpoint), encodeURIComponent(proxy.url));
    const { uploads } = open(at).of('default', PLAIN);
    await uploads.remove([]);
    const receive = async (bytes: Uint8Array) => (await uploads.receive(pieces(bytes), fits)).path;
    const asked = async (body: () => Promise<unknown>): Promise<number> => {
      const before = proxy.seen.length;
      await body();
      return proxy.seen.length - before;
    };
    let path = '';
    const small = randomBytes(2 ** 20);
    expect(await asked(async () => (path = await receive(small)))).toBe(0);
    expect(await asked(() => uploads.keep([path]))).toBe(1);
    expect(sha256(await bytesOf(await uploads.find(path)))).toBe(sha256(small));
    expect(await asked(() => receive(randomBytes(2 ** 20 + 1)))).toBe(2);

    const paths = await Promise.all(Array.from({ length: 64 }, () => receive(small)));
    const waits = (): Promise<boolean> => asked(() => receive(Buffer.from('x'))).then((requests) => requests === 0);
    expect(await waits()).toBe(false);
    await uploads.keep([paths.pop()!]);
    expect(await waits()).toBe(true);
    await uploads.remove(paths);
    expect(await waits()).toBe(true);

    const failing = await Promise.all(Array.from({ length: 63 }, () => receive(small)));
    expect(await asked(() => receive(small))).toBe(2);
    proxy.next = () => ({ status: 403, code: 'AccessDenied' });
    await expect(uploads.keep(failing)).rejects.toMatchObject({ code: 'store_unreachable' });
    proxy.next = () => null;
    expect(await asked(() => receive(small))).toBe(0);
  });

  it('keeps tenants apart, and erases all of one', async () => {
    const place = open();
    const [mine, theirs] = [place.of('default', PLAIN), place.of('acme', PLAIN)];
    const path = await kept(mine.uploads, Buffer.from('mine'));
    await kept(theirs.uploads, Buffer.from('theirs'));
    await theirs.originals.put(sha256(Buffer.from('o')), Buffer.from('o'));
    await theirs.uploads.receive(pieces(Buffer.from('not kept')), fits);
    expect(await theirs.uploads.find(path)).toBeNull();
    expect((await pagesOf(mine.uploads)).flat().map((one) => one.path)).toEqual([path]);
    await place.erase('acme');
    expect((await keysIn()).filter((key) => key.includes('acme'))).toEqual([]);
    expect((await client().listMultipartUploads({ Bucket: bucket })).Uploads ?? []).toEqual([]);
    expect(await mine.uploads.find(path)).not.toBeNull();
  });

  it('deletes every version that a bucket kept', async () => {
    const s3 = client();
    await s3.putBucketVersioning({ Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } });
    const place = open();
    const { uploads, originals } = place.of('default', PLAIN);
    const bytes = Buffer.from('a CV with versions');
    const path = await kept(uploads, bytes);
    const hash = sha256(bytes);
    await originals.take(path, hash);
    await originals.take(await kept(uploads, bytes), hash);
    await uploads.remove([await kept(uploads, bytes)]);
    expect(await originals.remove([hash], nobody)).toEqual([hash]);
    const left = await s3.listObjectVersions({ Bucket: bucket });
    expect([...(left.Versions ?? []), ...(left.DeleteMarkers ?? [])].map(({ Key }) => Key)).toEqual([
      'cvs/.cvmatch-files',
    ]);
    await kept(place.of('acme', PLAIN).uploads, bytes);
    await place.erase('acme');
    expect((await s3.listObjectVersions({ Bucket: bucket })).Versions).toHaveLength(1);
    expect(await place.examine()).toContain('it keeps versions');
  });

  it('encrypts what it is told to', async () => {
    const place = open(`${url}&sse=aws:kms&kms-key=alias/cvs`);
    const { uploads, originals } = place.of('default', PLAIN);
    const bytes = Buffer.from('secret');
    await originals.take(await kept(uploads, bytes), sha256(bytes));
    await kept(uploads, Buffer.from('other'));
    for (const Key of await keysIn()) {
      const { ServerSideEncryption, SSEKMSKeyId } = await client().headObject({ Bucket: bucket, Key });
      expect([ServerSideEncryption, SSEKMSKeyId], Key).toEqual(['aws:kms', 'alias/cvs']);
    }
  });

  it('takes a place for one workspace and for no other, and none that holds something else', async () => {
    await kept(open().of('default', PLAIN).uploads, Buffer.from('x'));
    await kept(open().of('default', PLAIN).uploads, Buffer.from('y'));
    const other = open(url, 'other').of('default', PLAIN);
    await expect(other.uploads.removeUnfinished(0)).rejects.toMatchObject({
      code: 'bad_config',
      message: expect.stringContaining('another workspace') as string,
    });
    const above = open(url.replace('/cvs', '')).of('default', PLAIN);
    await expect(kept(above.uploads, Buffer.from('z'))).rejects.toThrow('holds other files');
    await expect(pagesOf(above.uploads)).rejects.toThrow('holds other files');
  });

  it('says which bucket is not there, and that nothing answers', async () => {
    const none = open(url.replace(bucket, 'test-none')).of('default', PLAIN);
    await expect(kept(none.uploads, Buffer.from('x'))).rejects.toMatchObject({
      code: 'bad_config',
      message: 'there is no bucket test-none',
    });
    const nobodyThere = open(`s3://${bucket}/cvs?endpoint=http://127.0.0.1:9`).of('default', PLAIN);
    await expect(nobodyThere.uploads.read(`upload:${'0'.repeat(32)}`, 9)).rejects.toMatchObject({
      code: 'store_unreachable',
      message: expect.stringContaining(`s3://${bucket}/cvs/ cannot be reached`) as string,
    });
  });

  it('tries again what is slow, refused for a moment or broken off, and loses nothing', async () => {
    const proxy = await faultyProxy(endpoint);
    onTestFinished(proxy.close);
    const { uploads, originals } = open(url.replace(encodeURIComponent(endpoint), encodeURIComponent(proxy.url))).of(
      'default',
      PLAIN,
    );
    await uploads.remove([]);
    let at = 0;
    const faults = [{ status: 503, code: 'SlowDown' }, { delayMs: 300 }, 'broken off', null] as const;
    proxy.next = () => faults[at++ % faults.length]!;
    const sent = Array.from({ length: 8 }, () => randomBytes(30_000));
    const paths = await Promise.all(sent.map((bytes) => kept(uploads, bytes)));
    for (const [i, one] of paths.entries()) {
      expect(await uploads.read(one, 1e6)).toMatchObject({ ok: true, value: { hash: sha256(sent[i]!) } });
      expect(await originals.take(one, sha256(sent[i]!))).toBe(true);
    }
    expect((await originals.usage()).files).toBe(8);
    expect((await pagesOf(uploads)).flat()).toEqual([]);
  });

  it('says so when it stays away, and what to do when access is refused', async () => {
    const proxy = await faultyProxy(endpoint);
    onTestFinished(proxy.close);
    const place = open(url.replace(encodeURIComponent(endpoint), encodeURIComponent(proxy.url)));
    const { uploads } = place.of('default', PLAIN);
    const path = await kept(uploads, Buffer.from('x'));
    proxy.next = () => ({ status: 503, code: 'SlowDown' });
    await expect(uploads.read(path, 9)).rejects.toMatchObject({
      code: 'store_unreachable',
      message: expect.stringContaining('SlowDown') as string,
    });
    proxy.next = () => ({ status: 403, code: 'AccessDenied' });
    await expect(uploads.read(path, 9)).rejects.toMatchObject({
      code: 'store_unreachable',
      hint: expect.stringContaining('credentials') as string,
    });
    proxy.next = () => ({ status: 507, code: 'XMinioStorageFull' });
    await expect(kept(uploads, Buffer.from('y'))).rejects.toMatchObject({ code: 'store_full' });
    proxy.next = () => null;
    expect(await uploads.read(path, 9)).toMatchObject({ ok: true });
  });
});

it.each([
  ['s3://bucket', { bucket: 'bucket', prefix: '', endpoint: null, pathStyle: false, checksums: true }],
  ['s3://my.bucket/a/b/', { bucket: 'my.bucket', prefix: 'a/b/' }],
  ['s3://bucket/a%20b?endpoint=http://minio:9000', { prefix: 'a b/', endpoint: 'http://minio:9000', pathStyle: true }],
  ['s3://bucket?endpoint=https://s3.example.com&style=host&region=eu-1', { pathStyle: false, region: 'eu-1' }],
  ['s3://bucket?sse=AES256&checksums=off', { encryption: { ServerSideEncryption: 'AES256' }, checksums: false }],
] as const)('reads %s', (text, expected) => {
  expect(parseS3(text)).toMatchObject(expected);
});

it.each([
  ['s3://B', 'names no bucket'],
  ['s3://key:secret@bucket', 'holds credentials'],
  ['s3://bucket?endpoint=minio:9000', 'endpoint'],
  ['s3://bucket?endpiont=http://minio', 'unknown option "endpiont"'],
  ['s3://bucket?sse=yes', '"sse" is none of'],
  ['s3://bucket?kms-key=x', 'no "sse"'],
])('refuses %s', (text, why) => {
  expect(() => parseS3(text)).toThrow(expect.objectContaining({ code: 'bad_config' }));
  expect(() => parseS3(text)).toThrow(why);
});
