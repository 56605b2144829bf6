import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { pagesOf, uploadsContract } from './contract/index.js';
import { diskUploads } from './disk.js';

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
