import { execFileSync } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { cli, fixtures, temporaryFolder } from './_shared/testing.js';

/** A disk of so many kB that is removed when the test ends; null where this user may not mount one. */
function smallDisk(kilobytes: number): { folder: string; grow: (kilobytes: number) => void } | null {
  const folder = temporaryFolder();
  const mount = (...args: string[]) => {
    execFileSync('mount', args, { stdio: 'ignore' });
  };
  try {
    mount('-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder);
  } catch {
    return null;
  }
  onTestFinished(() => {
    execFileSync('umount', [folder], { stdio: 'ignore' });
  });
  return {
    folder,
    grow: (more) => {
      mount('-o', `remount,size=${more}k`, folder);
    },
  };
}

it('says that the disk is full, and loses nothing: resume does the rest once there is room', async ({ skip }) => {
  const disk = smallDisk(700);
  if (disk === null) return skip();
  const store = `${disk.folder}/store`;
  const full = await cli(['ingest', fixtures('demo', 'cvs'), '--store', store, '--json']);
  expect(full).toMatchObject({
    exitCode: 1,
    json: { error: { code: 'store_full', hint: expect.stringContaining('cvmatch resume') } },
  });
  disk.grow(50_000);
  const rest = await cli(['resume', '--store', store, '--json']);
  expect(rest).toMatchObject({ exitCode: 0, json: { counts: { ready: expect.any(Number), failed: 0 } } });
  expect((await cli(['list', '--store', store, '--json'])).json).toHaveLength(12);
});
