import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { idOf, MODEL, pick, put } from '../../contract/index.js';
import { openSqliteStore, type SqliteStore } from '../index.js';

async function opened(): Promise<SqliteStore> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-memory-'));
  const store = await openSqliteStore({ path: path.join(folder, 'store.db') });
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  await store.model.adopt(MODEL);
  return store;
}

const near = (store: SqliteStore) => pick(store, { vector: [1, 0, 0, 0], limit: 1 });
const changes = (store: SqliteStore): number =>
  (store.database.sql('SELECT count(*) AS n FROM changes').get() as { n: number }).n;

it('reads all again after more changes than are noted', async () => {
  const store = await opened();
  await put(store, '/a', 'a', { vector: [0.6, 0.8, 0, 0] });
  expect(await near(store)).toEqual([idOf('a')]);
  await put(store, '/b', 'b', { vector: [1, 0, 0, 0] });
  store.database.exec(
    'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9000) INSERT INTO changes (key) SELECT 77 FROM n',
  );
  expect(changes(store)).toBe(5000);
  expect(await near(store)).toEqual([idOf('b')]);
});

it('asks sqlite-vec for each vector where its tables hold another number than it says', async () => {
  const store = await opened();
  await put(store, '/a', 'a', { vector: [1, 0, 0, 0] });
  await put(store, '/b', 'b', { vector: [0, 1, 0, 0] });
  // Without sqlite-vec its tables are tables like any other.
  const plain = new Sqlite(store.database.path);
  plain.exec("UPDATE vectors_1_chunks SET validity = x'02000000000000000000000000000000'");
  plain.close();
  expect(await near(store)).toEqual([idOf('a')]);
});
