import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { CV, folderWith, people, run } from './_shared/testing-ingest.js';
import { filesHolding } from './_shared/testing-traces.js';

vi.setConfig({ testTimeout: 180_000 });

const EVE = { 'eve.txt': CV('Zebra Marker', 'Zebramarker') };

it('does not take in again what was removed on request, under any name, until that is asked for', async () => {
  const { cvs, store, cwd } = folderWith({ ...people, ...EVE });
  const at = (...args: string[]) => run([...args, '--store', store], { cwd });
  const eve = path.join(cvs, 'eve.txt');
  await at('ingest', cvs, '--keep');
  expect((await at('remove', eve)).exitCode).toBe(0);
  copyFileSync(eve, path.join(cvs, 'copy.txt'));
  writeFileSync(path.join(cvs, 'fay.txt'), CV('Fay Example', 'Pilot'));
  const again = await at('ingest', cvs, '--json', '--keep');
  expect([again.exitCode, again.json.counts]).toMatchObject([3, { ready: 1, erased: 2, unchanged: 3, failed: 0 }]);
  const [failure] = again.json.failures as { path: string; state: string; code: string; message: string }[];
  expect(failure).toMatchObject({ path: path.join(cvs, 'copy.txt'), state: 'erased', code: 'erased_before' });
  expect(failure!.message).toContain('cvmatch ingest --again');
  expect(filesHolding(store, ['zebramarker'])).toEqual([]);
  // Unchanged files cost no work, and are still told by the exit code.
  const third = await at('ingest', cvs, '--json');
  expect([third.exitCode, third.json.counts.unchanged]).toEqual([3, 6]);
  // In another tenant they are somebody else's.
  await at('tenants', 'add', 'acme');
  expect((await at('ingest', eve, '--tenant', 'acme', '--json')).json.counts).toMatchObject({ ready: 1 });
  const back = await at('ingest', cvs, '--again', '--json');
  expect([back.exitCode, back.json.counts]).toMatchObject([0, { ready: 1, duplicate: 1, erased: 0, unchanged: 4 }]);
  expect((await at('list', '--json')).json).toHaveLength(5);
  // From now on it is a CV like any other.
  expect((await at('ingest', cvs, '--json')).json.counts).toMatchObject({ unchanged: 6 });
});

it('takes in again what was pruned, and remembers a removal after a restore of a backup of before', async () => {
  const { cvs, store, cwd } = folderWith({ ...people, ...EVE });
  const at = (...args: string[]) => run([...args, '--store', store], { cwd });
  const [eve, ada] = [path.join(cvs, 'eve.txt'), path.join(cvs, 'ada.txt')];
  await at('ingest', cvs);
  const to = `${store}-backups`;
  expect((await at('backup', to)).exitCode).toBe(0);
  writeFileSync(path.join(cvs, 'gil.txt'), CV('Gil Later', 'Later'));
  await at('ingest', cvs);
  expect((await at('remove', eve, path.join(cvs, 'gil.txt'))).exitCode).toBe(0);
  const restored = `${store}-restored`;
  expect((await run(['restore', to, '--store', restored], { cwd })).exitCode).toBe(0);
  const on = (...args: string[]) => run([...args, '--store', restored], { cwd });
  expect((await on('ingest', cvs, '--json')).json.counts).toMatchObject({ ready: 0, erased: 2 });
  copyFileSync(ada, `${ada}.kept`);
  await on('ingest', cvs, '--prune');
  expect((await on('ingest', cvs, '--json')).json.counts).toMatchObject({ erased: 0 });
});
