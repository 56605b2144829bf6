import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { cli, temporaryFolder } from './testing.js';

/** Settings for running the real command on invented CVs. The hashing embedder needs no model and so loads at once. */
export const env = { CVMATCH_EMBEDDER: 'hashing', CVMATCH_THREADS: '1' };
export const run = (args: string[], more: Parameters<typeof cli>[1] = {}) =>
  cli(args, { ...more, env: { ...env, ...more?.env } });

/** The text of a CV. */
export const CV = (name: string, work: string) =>
  [
    `${name}\n${name.toLowerCase().replace(' ', '.')}@example.com\n`,
    'Experience',
    `${work} at Example Ltd, 2018 to 2021. ${work} who planned, built and ran things for many people in many places.\n`,
  ].join('\n');

export function folderWith(files: Record<string, string>): { cvs: string; store: string; cwd: string } {
  const cwd = temporaryFolder();
  const cvs = path.join(cwd, 'cvs');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(cvs, name)), { recursive: true });
    writeFileSync(path.join(cvs, name), text);
  }
  return { cvs, store: path.join(cwd, 'store'), cwd };
}

export const people = {
  'ada.txt': CV('Ada Example', 'Welder'),
  'bea.txt': CV('Bea Example', 'Clerk'),
  'deep/cid.txt': CV('Cid Example', 'Nurse'),
};
const KEYS = [
  'received',
  'ready',
  'duplicate',
  'empty',
  'needs_ocr',
  'encrypted',
  'unsupported',
  'too_large',
  'timeout',
  'failed',
  'erased',
  'unchanged',
].sort();

export function sumsUp(counts: Record<string, number>): void {
  expect(Object.keys(counts).sort()).toEqual(KEYS);
  const { received, ...others } = counts;
  expect(Object.values(others).reduce((a, b) => a + b, 0)).toBe(received);
}
