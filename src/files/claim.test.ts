import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { claimFolder } from './claim.js';

let root: string;
let files: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'cvmatch-claim-'));
  for (const name of ['one', 'other']) mkdirSync(path.join(root, name));
  files = path.join(root, 'files');
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const claim = (workspace = 'one', create = true) => {
  claimFolder(files, path.join(root, workspace), create);
};

it('takes a folder for one workspace, again and again, and for no other', () => {
  claim();
  writeFileSync(path.join(files, 'upload-0001'), 'x');
  claim();
  claim('one', false);
  expect(() => {
    claim('other');
  }).toThrow(/it holds the uploads of the store at .*one/);
  expect(() => {
    claim('other', false);
  }).toThrow(expect.objectContaining({ code: 'bad_config', exitCode: 2 }));
});

it('refuses a folder that holds anything else, and leaves it alone', () => {
  mkdirSync(files);
  writeFileSync(path.join(files, 'README12'), 'mine');
  expect(() => {
    claim();
  }).toThrow(/holds other files/);
  expect(readdirSync(files)).toEqual(['README12']);
});

it('makes nothing where it only looks, and heals a mark that a crash left empty', () => {
  claim('one', false);
  expect(existsSync(files)).toBe(false);
  mkdirSync(files);
  writeFileSync(path.join(files, '.cvmatch-files'), '');
  claim();
  expect(() => {
    claim('other');
  }).toThrow();
});

it('says what is wrong with what is no folder', () => {
  writeFileSync(files, '');
  expect(() => {
    claim();
  }).toThrow(
    expect.objectContaining({ code: 'bad_config', message: expect.stringContaining('cannot hold uploads') as string }),
  );
});
