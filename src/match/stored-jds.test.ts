import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Jds } from '../store/port/index.js';
import { openSqliteStore, type SqliteStore } from '../store/sqlite/index.js';
import { jdOf } from './jd.js';
import { importJds, storeJd } from './stored-jds.js';

let folder: string;
let store: SqliteStore;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-jds-'));
  store = await openSqliteStore({ path: path.join(folder, 'store.db') });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A file as earlier versions wrote it. */
function oldFile(text: string, more: object = {}): string {
  const { hash, truncated } = jdOf(text);
  const id = hash.slice(0, 12);
  mkdirSync(path.join(folder, 'jds'), { recursive: true });
  const jd = {
    id,
    title: text.split('\n')[0],
    hash,
    truncated,
    source: '/jds/a.txt',
    addedAt: '2026-01-01T00:00:00.000Z',
    text,
    ...more,
  };
  writeFileSync(path.join(folder, 'jds', `${id}.json`), `${JSON.stringify(jd, null, 2)}\n`);
  return id;
}
const files = (...parts: string[]): string[] =>
  readdirSync(path.join(folder, 'jds', ...parts))
    .filter((name) => name.endsWith('.json'))
    .sort();

it('takes old files along once, with their ids, and keeps them', async () => {
  // Both come from one file that was edited in between, so they were two JDs.
  const ids = [oldFile('Baker\nBakes bread'), oldFile('Baker\nBakes bread and cakes')].sort();
  expect(await importJds(folder, store.jds)).toEqual([]);
  expect((await store.jds.list()).map(({ id, title, version, source }) => [id, title, version, source])).toEqual(
    ids.map((id) => [id, 'Baker', 1, '/jds/a.txt']),
  );
  expect([files(), files('imported')]).toEqual([[], ids.map((id) => `${id}.json`)]);
  await store.jds.remove(ids[0]!);
  expect(await importJds(folder, store.jds)).toEqual([]);
  expect(await store.jds.list()).toHaveLength(1);
});

it('goes on where it was killed, also between a JD and its file', async () => {
  const ids = ['Baker', 'Driver', 'Welder'].map((title) => oldFile(`${title}\nWanted`)).sort();
  let left = 2;
  const dying: Pick<Jds, 'add'> = {
    add: async (jd) => {
      const added = await store.jds.add(jd);
      left -= 1;
      if (left === 0) throw new Error('killed');
      return added;
    },
  };
  await expect(importJds(folder, dying)).rejects.toThrow('killed');
  expect([files().length, files('imported').length, (await store.jds.list()).length]).toEqual([2, 1, 2]);
  expect(await importJds(folder, store.jds)).toEqual([]);
  expect((await store.jds.list()).map(({ id, version }) => [id, version])).toEqual(ids.map((id) => [id, 1]));
});

it('tells of a damaged file, passes over it, and takes it once it is mended', async () => {
  const [broken, empty, fine] = [oldFile('Baker\nWanted'), oldFile('Driver\nWanted'), oldFile('Welder\nWanted')];
  writeFileSync(path.join(folder, 'jds', `${broken}.json`), '{"id": "');
  writeFileSync(path.join(folder, 'jds', `${empty}.json`), '{"text": " "}');
  writeFileSync(path.join(folder, 'jds', 'notes.txt'), 'mine');
  const problems = await importJds(folder, store.jds);
  expect(problems.sort()).toEqual([
    expect.stringMatching(/(?:is not valid JSON|holds no JD)$/),
    expect.stringMatching(/(?:is not valid JSON|holds no JD)$/),
  ]);
  expect((await store.jds.list()).map(({ id }) => id)).toEqual([fine]);
  expect(files()).toEqual([broken, empty].map((id) => `${id}.json`).sort());
  expect(existsSync(path.join(folder, 'jds', 'notes.txt'))).toBe(true);
  oldFile('Baker\nWanted');
  expect(await importJds(folder, store.jds)).toHaveLength(1);
  expect(await store.jds.list()).toHaveLength(2);
});

it('lets two processes do it at once', async () => {
  for (let i = 0; i < 20; i++) oldFile(`Baker ${i}\nWanted`);
  const other = await openSqliteStore({ path: path.join(folder, 'store.db') });
  const problems = await Promise.all([importJds(folder, store.jds), importJds(folder, other.jds)]);
  await other.close();
  expect(problems).toEqual([[], []]);
  expect([(await store.jds.list()).length, files('imported').length]).toEqual([20, 20]);
});

it('does nothing where there are none, and takes the text for what it is where somebody edited it', async () => {
  expect(await importJds(folder, store.jds)).toEqual([]);
  const id = oldFile('Baker\nWanted', { text: 'Baker\nWanted at once', source: 5 });
  await importJds(folder, store.jds);
  expect(await store.jds.get(id)).toMatchObject({
    id,
    hash: jdOf('Baker\nWanted at once').hash,
    source: '-',
    title: 'Baker',
  });
  // Added in its current text, it is recognised as the same JD.
  expect(await storeJd(store.jds, jdOf('Baker\nWanted at once'), '-')).toMatchObject({ id, version: 1 });
});
