import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LogSync } from './log-sync.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-sync-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('lets those who wait at once share a sync, and never takes one that began before for theirs', async () => {
  writeFileSync(path.join(folder, 'log'), 'committed');
  const log = new LogSync(path.join(folder, 'log'));
  const first = log.synced();
  expect(log.synced()).toBe(first);
  // By now the first sync is running: it may have missed what was committed in the meantime.
  await Promise.resolve();
  const second = log.synced();
  expect(second).not.toBe(first);
  expect(log.synced()).toBe(second);
  await Promise.all([first, second]);
  await log.close();
});

it('promises nothing any more once a sync failed', async () => {
  const log = new LogSync(path.join(folder, 'absent'));
  await expect(log.synced()).rejects.toMatchObject({ code: 'ENOENT' });
  writeFileSync(path.join(folder, 'absent'), '');
  await expect(log.synced()).rejects.toMatchObject({ code: 'ENOENT' });
  await log.close();
});
