import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { cvText, testService } from './testing.js';

it('keeps the bytes of uploads where `files` says, and takes them from there', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'cvmatch-files-'));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const files = path.join(root, 'bytes');
  const waiting = await testService({ files, workers: 0 });
  const sent = await waiting.upload([cvText(1), { name: 'broken.pdf', bytes: '%PDF-1.4 nothing' }]);
  expect(sent.status).toBe(202);
  expect(readdirSync(files).filter((name) => !name.startsWith('.'))).toHaveLength(2);
  expect(existsSync(path.join(waiting.folder, 'uploads'))).toBe(false);
  await expect(testService({ files, workers: 0 })).rejects.toThrow(/holds the uploads of the store/);
});

it('works on them there, and keeps those of CVs that are in the store beside them', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'cvmatch-files-'));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const service = await testService({ files: path.join(root, 'bytes') });
  const { body } = await service.upload([cvText(1)]);
  expect((await service.settled(body.batch as string)).body.counts).toMatchObject({ ready: 1 });
  const kept = (): string[] => readdirSync(path.join(root, 'bytes'), { recursive: true, encoding: 'utf8' });
  await expect.poll(kept).toContainEqual(expect.stringMatching(/^\.originals.[0-9a-f]{2}.[0-9a-f]{64}$/));
  expect(kept()).toContain('.cvmatch-files');
  await expect.poll(kept).not.toContain(body.cvs[0].id);
});
