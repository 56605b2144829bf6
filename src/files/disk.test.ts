import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { pagesOf, uploadsContract } from './contract/index.js';
import { originalsContract } from './contract/originals.js';
import { diskUploads, uploadFile } from './disk.js';
import { diskOriginals } from './disk/originals.js';
import { resealFiles } from './disk/reseal.js';
import { DataKey } from '../sealing/data-key.js';
import { PLAIN, sealerOf, type Sealer } from '../sealing/sealer.js';

let folder: string;
const dispose = (): Promise<void> => {
  rmSync(folder, { recursive: true, force: true });
  return Promise.resolve();
};

const SEALER = sealerOf(new DataKey('00000001', Buffer.alloc(32, 1)), [], null);

for (const [name, sealer] of [
  ['on disk', PLAIN],
  ['on disk, encrypted', SEALER],
] as const) {
  uploadsContract(`uploads ${name}`, () => {
    folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-uploads-'));
    // The folder is created by the first upload.
    return Promise.resolve({ open: () => Promise.resolve(diskUploads(path.join(folder, 'uploads'), sealer)), dispose });
  });

  originalsContract(`originals ${name}`, () => {
    folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-originals-'));
    return Promise.resolve({ open: () => Promise.resolve(originalsAt(folder, sealer)), dispose });
  });
}

function originalsAt(at: string, sealer = PLAIN) {
  const [uploads, kept] = [path.join(at, 'uploads'), path.join(at, 'originals')];
  return {
    uploads: diskUploads(uploads, sealer),
    originals: diskOriginals(kept, (one) => uploadFile(uploads, one), sealer),
  };
}

it('reads what came before encryption, writes all of it again, and back', async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-reseal-'));
  const [uploads, originals] = [path.join(folder, 'uploads'), path.join(folder, 'originals')];
  const bytes = randomBytes(150_000);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const source = (): AsyncIterable<Uint8Array> => Readable.from([bytes]);
  const options = { maxSize: 1e6, look: () => null };
  const plain = originalsAt(folder);
  await plain.originals.put(hash, bytes);
  const { path: upload } = await plain.uploads.receive(source(), options);
  await plain.uploads.keep([upload]);
  writeFileSync(path.join(uploads, 'a note.txt'), 'not ours');

  const holdsPlain = (): boolean[] =>
    [path.join(originals, hash.slice(0, 2), hash), path.join(uploads, upload.slice('upload:'.length))].map((file) =>
      readFileSync(file).includes(bytes.subarray(70_000, 70_100)),
    );
  const reads = async (sealer: Sealer): Promise<boolean[]> => {
    const now = originalsAt(folder, sealer);
    const read = [await now.originals.read(hash, 1e6), await now.uploads.read(upload, 1e6)];
    return read.map((one) => one.ok && one.value.hash === hash && bytes.equals(one.value.bytes));
  };
  expect([holdsPlain(), await reads(SEALER)]).toEqual([
    [true, true],
    [true, true],
  ]);
  expect([await resealFiles(uploads, originals, SEALER), holdsPlain(), await reads(SEALER)]).toEqual([
    2,
    [false, false],
    [true, true],
  ]);
  expect(await resealFiles(uploads, originals, SEALER)).toBe(0);
  expect(await reads(PLAIN)).toEqual([false, false]);
  const off = sealerOf(null, [SEALER.fileKey!], null);
  expect([await resealFiles(uploads, originals, off), holdsPlain(), await reads(PLAIN)]).toEqual([
    2,
    [true, true],
    [true, true],
  ]);
  expect(readFileSync(path.join(uploads, 'a note.txt'), 'utf8')).toBe('not ours');
  await dispose();
});

it('removes what a crash left half written, when it is old enough', async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-originals-'));
  const { originals } = originalsAt(folder);
  const hash = 'ab'.repeat(32);
  mkdirSync(path.join(folder, 'originals', 'ab'), { recursive: true });
  writeFileSync(path.join(folder, 'originals', 'ab', `${hash}.00.part`), 'half');
  expect(await originals.has(hash)).toBe(false);
  expect(await originals.removeUnfinished(60_000)).toBe(0);
  expect(await originals.removeUnfinished(0)).toBe(1);
  expect(readdirSync(path.join(folder, 'originals', 'ab'))).toEqual([]);
  await dispose();
});

it('leaves alone what lies among the uploads and is none', async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-uploads-'));
  const names = ['.cvmatch-files', 'a note.txt', 'short'];
  for (const name of names) writeFileSync(path.join(folder, name), '');
  const uploads = diskUploads(folder, PLAIN);
  expect(await pagesOf(uploads)).toEqual([]);
  expect(await uploads.removeUnfinished(0)).toBe(0);
  await uploads.remove(names.map((name) => `upload:${name}`));
  for (const name of names) expect(existsSync(path.join(folder, name)), name).toBe(true);
  await dispose();
});
