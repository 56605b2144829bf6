import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { outputError, refuseUnwritable, writeOutput } from './output.js';

function folder(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'cvmatch-output-'));
  onTestFinished(() => {
    rmSync(dir, { recursive: true, force: true });
  });
  return dir;
}

test('a file is written where its folder is, and refused with a sentence where it is not', async () => {
  const dir = folder();
  await refuseUnwritable(path.join(dir, 'run.html'));
  await writeOutput(path.join(dir, 'run.html'), 'page');
  expect(readFileSync(path.join(dir, 'run.html'), 'utf8')).toBe('page');
  for (const refused of [refuseUnwritable, (file: string) => writeOutput(file, 'page')]) {
    await expect(refused(path.join(dir, 'none', 'run.html'))).rejects.toMatchObject({
      code: 'path_not_found',
      message: expect.stringContaining('does not exist') as string,
    });
  }
  writeFileSync(path.join(dir, 'file'), '');
  await expect(writeOutput(path.join(dir, 'file', 'run.html'), '')).rejects.toMatchObject({ code: 'path_not_found' });
  await expect(writeOutput(dir, '')).rejects.toMatchObject({
    code: 'path_not_found',
    message: expect.stringContaining('is a folder') as string,
  });
});

test('a full disk is said, what is not known stays as it is', () => {
  expect(outputError('/x', Object.assign(new Error('write'), { code: 'ENOSPC' }))).toMatchObject({
    code: 'store_full',
  });
  const other = new Error('other');
  expect(outputError('/x', other)).toBe(other);
});
