import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { cli, temporaryFolder } from '../_shared/testing.js';

const cv = (name: string, token: string): string =>
  `${name}\n${name.toLowerCase().replace(' ', '.')}@example.com\n\nExperience\nEngineer, Example Ltd, 2018 - 2022\nKept ${token} alive.\n\nSkills\nTypeScript\n`;

function folderWith(files: Record<string, string>): string {
  const folder = path.join(temporaryFolder(), 'cvs');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

const everything = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');

it('keeps what two tenants ingest apart, and erases one without the other', async () => {
  const store = path.join(temporaryFolder(), 'store');
  const run = (...args: string[]) => cli([...args, '--store', store, '--embedder', 'hashing']);
  const plain = (...args: string[]) => cli([...args, '--store', store]);
  expect((await plain('tenants', 'add', 'berlin')).exitCode).toBe(0);
  await run('ingest', folderWith({ 'a.txt': cv('Ada Example', 'zebrafish') }));
  await run('ingest', folderWith({ 'b.txt': cv('Bo Sample', 'quaggamussel') }), '--tenant', 'berlin');
  const names = async (...tenant: string[]) =>
    (await plain('list', '--json', ...tenant)).json.map(({ name }: { name: string }) => name);
  expect([await names(), await names('--tenant', 'berlin')]).toEqual([['Ada Example'], ['Bo Sample']]);
  expect((await plain('tenants', 'list', '--json')).json).toEqual([
    expect.objectContaining({ id: 'default', cvs: 1 }),
    expect.objectContaining({ id: 'berlin', cvs: 1 }),
  ]);
  expect((await plain('show', 'b.txt', '--tenant', 'default')).exitCode).toBe(2);
  expect(everything(store)).toContain('quaggamussel');
  expect((await plain('tenants', 'remove', 'berlin')).exitCode).toBe(2);
  const removed = await plain('tenants', 'remove', 'berlin', '--yes', '--json');
  expect(removed.json).toEqual({ tenant: 'berlin', state: 'removed' });
  expect([everything(store).includes('quaggamussel'), everything(store).includes('zebrafish')]).toEqual([false, true]);
  expect(existsSync(path.join(store, 'tenants', 'berlin'))).toBe(false);
  expect((await plain('list', '--tenant', 'berlin')).exitCode).toBe(2);
}, 120_000);

it('refuses ids that are none, twice the same one, and the removal of what must stay', async () => {
  const store = path.join(temporaryFolder(), 'store');
  const run = (...args: string[]) => cli(['tenants', ...args, '--store', store]);
  for (const id of ['../etc', 'A', 'a b', '', 'x'.repeat(41), '-a']) {
    expect((await run('add', '--', id)).exitCode, id).toBe(2);
  }
  expect((await run('add', 'a')).exitCode).toBe(0);
  expect((await run('add', 'a')).stderr).toContain('the tenant a already exists');
  expect((await run('add', 'default')).exitCode).toBe(2);
  expect((await run('remove', 'default', '--yes')).stderr).toContain('cannot be removed');
  expect((await run('remove', 'nobody', '--yes')).stderr).toContain('there is no tenant nobody');
  const unknown = await cli(['list', '--store', store, '--tenant', 'b']);
  expect([unknown.exitCode, unknown.stderr]).toEqual([2, expect.stringContaining('cvmatch tenants add b')]);
  const operator = ['keys', 'add', 'x', '--scope', 'operator', '--store', store];
  expect((await cli([...operator, '--tenant', 'a'])).exitCode).toBe(2);
  expect((await cli(operator)).exitCode).toBe(0);
}, 120_000);

it('works on no other tenant than the named one, whatever the command', async () => {
  const folder = temporaryFolder();
  const store = path.join(folder, 'store');
  await cli(['tenants', 'list', '--store', store]);
  await cli(['keys', 'add', 'somebody', '--store', store]);
  const jd = path.join(folder, 'jd.txt');
  writeFileSync(jd, 'Engineer\n\nRequirements:\n- TypeScript\n');
  const commands = [
    ['candidates', 'list'],
    ['candidates', 'merge', '1'],
    ['candidates', 'split', '1'],
    ['candidates', 'undo', '1'],
    ['decisions', 'add', jd, 'abcdef', 'shortlisted'],
    ['decisions', 'list'],
    ['decisions', 'undo', '1'],
    ['export'],
    ['ingest', folder],
    ['jds', 'add', jd],
    ['jds', 'list'],
    ['jds', 'remove', 'abcdef'],
    ['keys', 'list'],
    ['list'],
    ['match', jd],
    ['open', 'abcdef'],
    ['reindex'],
    ['remove', 'abcdef'],
    ['resume'],
    ['schedule', 'list'],
    ['show', 'abcdef'],
    ['status'],
    ['tasks', 'list'],
    ['tasks', 'retry'],
  ];
  for (const args of commands) {
    const { exitCode, stderr } = await cli([...args, '--store', store, '--tenant', 'nobody']);
    expect([args, exitCode, stderr]).toEqual([args, 2, expect.stringContaining('there is no tenant nobody')]);
  }
}, 120_000);
