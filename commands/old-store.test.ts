import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../src/store/sqlite/index.js';
import { cli, fixtures, temporaryFolder } from './_shared/testing.js';

/**
 * A store left by version 0.1.0: six CVs of the demo and a damaged one by `ingest`, three uploads that no worker has
 * taken, two JDs, a key, feedback on a match, one run of the schedule.
 */
function oldStore(): string {
  const store = path.join(temporaryFolder(), '.cvmatch');
  cpSync(fixtures('stores/v0.1.0'), store, { recursive: true });
  writeFileSync(path.join(store, 'store.db'), gunzipSync(readFileSync(path.join(store, 'store.db.gz'))));
  rmSync(path.join(store, 'store.db.gz'));
  copyFileSync(fixtures('files/zip-bomb.docx'), path.join(store, 'uploads/01a225ef398a0000004dae596a58e27f'));
  return store;
}

function jdText(store: string): string {
  return (JSON.parse(readFileSync(path.join(store, 'jds/cf6cd26951a5.json'), 'utf8')) as { text: string }).text;
}

it('opens a store of version 0.1.0 and finds all that was in it', async () => {
  const store = oldStore();
  const run = async (...args: string[]) => cli([...args, '--store', store, '--json']);
  expect((await run('list')).json).toHaveLength(6);
  expect((await run('status')).json).toMatchObject({ cvs: 6, files: { ready: 6, failed: 1 }, openTasks: 3 });
  expect((await run('show', '/srv/cvs/grace-okafor.pdf')).json).toMatchObject({ path: '/srv/cvs/grace-okafor.pdf' });
  expect((await run('keys', 'list')).json).toMatchObject([{ name: 'careers', scopes: ['read', 'write'] }]);
  const { jds } = (await run('jds', 'list')).json as { jds: { id: string; title: string }[] };
  expect(jds.map(({ id, title }) => `${id} ${title}`).sort()).toEqual([
    '0df3a6fc7a12 Sales Manager',
    'cf6cd26951a5 Backend Engineer (TypeScript, Node.js)',
  ]);
  expect((await run('tasks', 'list', '--status', 'failed')).json).toMatchObject([{ code: 'corrupt' }]);
  expect((await run('tasks', 'list', '--status', 'pending')).json).toHaveLength(3);
  const opened = await openSqliteStore({ path: path.join(store, 'store.db') });
  expect((await opened.impressions.outcomes('2026-01-01'))[0]).toMatchObject({ rank: 1, shown: 1, shortlisted: 1 });
  expect((await opened.scheduleRuns.last()).map(({ name, ok }) => ({ name, ok }))).toEqual([
    { name: 'clean-up', ok: true },
  ]);
  await opened.close();
});

it('ranks by it, works on what was open and brings it up to date', async () => {
  const store = oldStore();
  const run = async (...args: string[]) => cli([...args, '--store', store, '--json']);
  const jd = path.join(path.dirname(store), 'jd.txt');
  writeFileSync(jd, jdText(store));
  const old = (await run('match', jd)).json as { results: { name: string }[] };
  expect(old.results[0]).toMatchObject({ name: 'Amelia Hartwell' });
  expect((await cli(['worker', '--drain', '--store', store])).exitCode).toBe(0);
  expect((await run('status')).json).toMatchObject({ cvs: 8, openTasks: 0 });
  expect((await run('reindex')).exitCode).toBe(0);
  const renewed = (await run('match', jd)).json as { results: { name: string }[] };
  expect(renewed.results).toHaveLength(8);
  expect(renewed.results[0]).toMatchObject({ name: 'Amelia Hartwell' });
});

it('is copied before migrate brings it up to date, once, and says beforehand what is to be done', async () => {
  const store = oldStore();
  const run = async (...args: string[]) => cli([...args, '--store', store]);
  const bytes = (): string =>
    createHash('sha256')
      .update(readFileSync(path.join(store, 'store.db')))
      .digest('hex');
  const before = bytes();
  const status = await run('migrate', 'status');
  expect(status.stdout).toMatch(/: to be applied\n {2}default: schema \d+ to \d+$/);
  const dry = await run('migrate', '--dry-run');
  expect(dry.stdout).toContain(`A copy of the databases would be made in ${store}.before-schema-`);
  expect([bytes(), readdirSync(path.dirname(store))]).toEqual([before, [path.basename(store)]]);
  // A copy that cannot be made stops it, and changes nothing.
  const full = path.dirname(store);
  const refused = await run('migrate', '--copy', full);
  expect([refused.exitCode, refused.stderr, bytes()]).toEqual([2, expect.stringContaining('is not empty'), before]);

  const { json } = await run('migrate', '--json');
  expect(json).toMatchObject({ place: store, changes: [expect.stringMatching(/^default: schema/)] });
  const { copy } = json as { copy: string };
  expect(readdirSync(copy)).toEqual(['store.db']);
  expect(statSync(copy).mode & 0o077).toBe(0);
  expect((await run('migrate')).stdout).toBe(`${store} is up to date`);
  expect((await run('list', '--json')).json).toHaveLength(6);
  // Put back, it is the store as it was.
  rmSync(store, { recursive: true });
  cpSync(copy, store, { recursive: true });
  expect((await run('migrate', 'status')).stdout).toBe(status.stdout);
  expect((await run('migrate', '--no-copy', '--json')).json).toMatchObject({ copy: null });
  expect((await run('list', '--json')).json).toHaveLength(6);
}, 120_000);
