import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { backupPlaceContract } from '../contract/backup-place.js';
import { diskBackups } from './backups.js';

backupPlaceContract('backups in a folder', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-backups-'));
  return Promise.resolve({
    open: () => diskBackups(path.join(folder, 'new', 'place')),
    dispose: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
  });
});

it('can be read by its owner only, and is no file', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-backups-'));
  writeFileSync(path.join(folder, 'file'), '');
  await expect((async () => diskBackups(path.join(folder, 'file')).prepare())()).rejects.toMatchObject({
    code: 'bad_flag',
  });
  const place = diskBackups(path.join(folder, 'place'));
  await place.prepare();
  await place.write('pieces/x', 'x');
  await place.append('log', 'x');
  for (const name of ['', 'pieces', 'pieces/x', 'log'])
    expect(statSync(path.join(place.where, name)).mode & 0o077, name).toBe(0);
  rmSync(folder, { recursive: true });
});
