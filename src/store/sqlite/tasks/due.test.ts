import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSqliteStore, type SqliteStore } from '../index.js';
import { LOOKS } from './due.js';

const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-due-'));
const file = path.join(folder, 'store.db');
let store: SqliteStore;

async function add(keyId: string | null, tasks: number): Promise<void> {
  const files = Array.from({ length: tasks }, (_, i) => ({ path: `upload:${keyId}-${i}`, size: 1, mtimeMs: 1 }));
  await store.intake.open({ id: `batch of ${keyId}`, source: 'upload', keyId }, files);
}

beforeAll(async () => {
  store = await openSqliteStore({ path: file });
  await add('flood', 100_000);
  for (let i = 0; i < 50; i++) await add(`small ${i}`, 1);
  await add(null, 1);
}, 120_000);
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Milliseconds of the fastest of ten: a slow one says something about the machine. */
async function fastest(body: () => Promise<unknown>): Promise<number> {
  let least = Infinity;
  for (let i = 0; i < 10; i++) {
    const began = performance.now();
    await body();
    least = Math.min(least, performance.now() - began);
  }
  return least;
}

it.each(Object.entries(LOOKS))('looks for %s in an index, and sorts nothing', (_name, sql) => {
  const db = new Sqlite(file, { readonly: true });
  const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql.replaceAll('?', '1')}`).all() as { detail: string }[];
  db.close();
  expect(plan.map(({ detail }) => detail)).toEqual([expect.stringMatching(/^SEARCH tasks USING .*INDEX tasks_turns/)]);
});

it('claims fast beside 100,000 waiting tasks of one key, and gives each key a turn', async () => {
  const { claimDue } = store.taskRows;
  const keys = new Set<string | null>();
  const ms = await fastest(async () => {
    for (const { keyId } of await claimDue('me', 8, 1000)) keys.add(keyId);
  });
  expect(ms).toBeLessThan(50);
  expect(keys.size).toBe(52);
  expect(await fastest(() => claimDue('me', 8, 1000, ['flood']))).toBeLessThan(5);
});
