import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { pagesOf, uploadsContract } from './contract/index.js';
import { originalsContract } from './contract/originals.js';
import { diskUploads, uploadFile } from './disk.js';
import { diskOriginals } from './disk/originals.js';

let folder: string;
const dispose = (): Promise<void> => {
  rmSync(folder, { recursive: true, force: true });
  return Promise.resolve();
};

uploadsContract('uploads on disk', () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-uploads-'));
  // The folder is created by the first upload.
  return Promise.resolve({ open: () => Promise.resolve(diskUploads(path.join(folder, 'uploads'))), dispose });
});

function originalsAt(at: string) {
  const [uploads, kept] = [path.join(at, 'uploads'), path.join(at, 'originals')];
  return { uploads: diskUploads(uploads), originals: diskOriginals(kept, (one) => uploadFile(uploads, one)) };
}

originalsContract('originals on disk', () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-originals-'));
  return Promise.resolve({ open: () => Promise.resolve(originalsAt(folder)), dispose });
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
  const uploads = diskUploads(folder);
  expect(await pagesOf(uploads)).toEqual([]);
  expect(await uploads.removeUnfinished(0)).toBe(0);
  await uploads.remove(names.map((name) => `upload:${name}`));
  for (const name of names) expect(existsSync(path.join(folder, name)), name).toBe(true);
  await dispose();
});
