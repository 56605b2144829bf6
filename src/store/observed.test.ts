import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { observedStore, repositoriesOf } from './observed.js';
import { openSqliteStore, type SqliteStore } from './sqlite/index.js';

let folder: string;
let store: SqliteStore;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-observed-'));
  store = await openSqliteStore({ path: path.join(folder, 'store.db') });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

it('times every method of every repository, and of the store itself', async () => {
  const seen: string[] = [];
  const observed = observedStore(store, (query) => seen.push(query));
  const expected = repositoriesOf(store).flatMap(([name, methods]) =>
    Object.keys(methods).map((method) => `${name}.${method}`),
  );
  expect(expected.length).toBeGreaterThan(50);
  for (const [, methods] of repositoriesOf(observed)) {
    // Without arguments most fail, but failures are timed too.
    for (const method of Object.values(methods)) await method().catch(() => undefined);
  }
  await observed.summary();
  expect(seen).toEqual([...expected, 'summary']);
});

it('times a repository that nobody told it of, and leaves the rest as it is', async () => {
  const seen: [string, unknown, unknown[]][] = [];
  const newer = { ...store, notes: { list: (owner: string) => Promise.resolve([owner]) } };
  const observed = observedStore(newer, (query, _ms, result, given) => seen.push([query, result, given]));
  expect(await observed.notes.list('me')).toEqual(['me']);
  expect(seen).toEqual([['notes.list', ['me'], ['me']]]);
  expect(observed.database).toBe(store.database);
  expect(observed.notes).toBe(observed.notes);
});
