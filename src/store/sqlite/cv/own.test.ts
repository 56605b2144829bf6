import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { idOf, MODEL, put } from '../../contract/testing.js';
import { openSqliteStore, type SqliteStore } from '../index.js';
import { COPIES_OWN, FIRST_FILE, LATEST_OF_OWN, OWN_FILES, REVISION_OF_OWN, SENT_AT } from './own.js';

const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-own-'));
const file = path.join(folder, 'store.db');
const FILES = 20_000;
let store: SqliteStore;

/** A key with many uploads, of which two became CVs. */
beforeAll(async () => {
  store = await openSqliteStore({ path: file });
  await store.model.adopt(MODEL);
  const files = Array.from({ length: FILES }, (_, i) => ({
    path: `upload:${String(i).padStart(8, '0')}`,
    size: 1,
    mtimeMs: 1,
  }));
  await store.intake.open({ id: 'batch', source: 'upload', keyId: 'k' }, files);
  for (const i of [0, 1]) await put(store, files[i]!.path, `cv ${i}`);
}, 120_000);
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

it.each(Object.entries({ COPIES_OWN, FIRST_FILE, LATEST_OF_OWN, REVISION_OF_OWN, SENT_AT, OWN_FILES }))(
  'asks for the files of a key and a CV, never for all files of the key: %s',
  (name, sql) => {
    const db = new Sqlite(file, { readonly: true });
    const asked = name === 'OWN_FILES' ? sql : `SELECT ${sql} FROM cvs`;
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${asked.replaceAll('?', "'k'")}`).all() as { detail: string }[];
    db.close();
    const inner = plan.map(({ detail }) => detail).filter((detail) => /^SEARCH (files|other)/.test(detail));
    expect(inner).not.toEqual([]);
    for (const detail of inner) expect(detail).toMatch(/cv_id=\?/);
  },
);

it('says at once that a key has not handed in a CV, and lists its own, beside many uploads', async () => {
  const quickest = async (body: () => Promise<unknown>): Promise<number> => {
    const times = [];
    for (let i = 0; i < 10; i++) {
      const began = performance.now();
      await body();
      times.push(performance.now() - began);
    }
    return Math.min(...times);
  };
  expect(await quickest(() => store.intake.madeWith(idOf('cv 0'), 'another'))).toBeLessThan(2);
  expect(await quickest(() => store.intake.madeWith(idOf('none'), 'k'))).toBeLessThan(2);
  expect(await store.intake.madeWith(idOf('cv 1'), 'k')).toBe('f1');
  const where = [{ field: 'key', op: '=', value: 'k' }] as const;
  expect(await store.cvs.list({ where: [...where], order: 'newest' })).toHaveLength(2);
  expect(await quickest(() => store.cvs.list({ where: [...where], limit: 2 }))).toBeLessThan(50);
});
