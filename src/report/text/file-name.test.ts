import { expect, it } from 'vitest';
import { distinctFile, fileOf, shortFile } from './file-name.js';

const [one, two] = ['a'.repeat(64), 'b'.repeat(64)];
const upload = (cvId: string) => ({ cvId, path: 'upload:01a2', fileName: 'cv.pdf' });

it('calls an upload as its sender did, and a file on the disk by its path', () => {
  expect(fileOf(upload(one))).toBe('cv.pdf');
  const onDisk = { cvId: one, path: '/cvs/jane.pdf', fileName: null };
  expect([fileOf(onDisk), distinctFile(onDisk), shortFile(onDisk)]).toEqual([
    '/cvs/jane.pdf',
    '/cvs/jane.pdf',
    'jane.pdf',
  ]);
});

it('tells two uploads of one name apart', () => {
  expect(distinctFile(upload(one))).toBe('cv.pdf (aaaaaaaaaaaa)');
  expect(shortFile(upload(two))).toBe('cv.pdf (bbbbbbbbbbbb)');
});
