import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import * as sqliteVec from 'sqlite-vec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idOf, MODEL, person, put } from '../contract/testing.js';
import { examineSqlite } from './examine.js';
import { tablesAt } from './identify.js';
import { openSqliteStore } from './index.js';
import { MIGRATIONS } from './schema.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-examine-'));
  file = path.join(folder, 'store.db');
  const store = await openSqliteStore({ path: file });
  await store.model.adopt(MODEL);
  for (const seed of ['a', 'b'])
    await put(store, `/${seed}`, seed, { text: `${seed} ${'words and more '.repeat(500)}` });
  await store.close();
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function change(sql: string): void {
  const raw = new Sqlite(file);
  sqliteVec.load(raw);
  raw.unsafeMode();
  raw.exec(sql);
  raw.close();
}

/** Overwrites the first page of the tables or indexes that meet a condition. */
function overwrite(where: string): void {
  const raw = new Sqlite(file);
  const pages = raw
    .prepare<[], number>(`SELECT rootpage FROM sqlite_master WHERE rootpage > 0 AND ${where}`)
    .pluck()
    .all();
  raw.close();
  const bytes = readFileSync(file);
  for (const page of pages) bytes.fill(0xff, (page - 1) * 4096, page * 4096);
  writeFileSync(file, bytes);
}

const a = idOf('a').slice(0, 12);

describe('a store that is examined', () => {
  it('has nothing wrong with it when it has not, open or closed', async () => {
    expect(examineSqlite(file)).toEqual([]);
    const store = await openSqliteStore({ path: file });
    await put(store, '/c', 'c', {});
    expect(examineSqlite(file)).toEqual([]);
    await store.close();
  });

  it.each<[string, () => void, string, string]>([
    // [damage, how it comes about, what is said, what is advised]
    ['empty', () => writeFileSync(file, ''), 'is empty', 'Restore it from a copy'],
    ['text', () => writeFileSync(file, 'not a database '.repeat(99)), 'is no SQLite database', 'Restore'],
    ['cut in half', () => truncateSync(file, 8192), 'ends too early: 8192 of', 'Restore'],
    ['a little shorter', () => truncateSync(file, readFileSync(file).length - 9), 'ends too early', 'Restore'],
    ['only its head', () => truncateSync(file, 50), 'ends too early: 50 of 512 bytes', 'Restore'],
    ['pages', () => overwrite("name = 'cvs'"), 'the file is damaged', 'cvmatch export'],
    ['an index', () => overwrite("name = 'cvs_path'"), 'malformed', 'Restore'],
    ['a table gone', () => change('DROP TABLE files'), 'lacks files', 'Restore'],
    [
      'a broken table',
      () => change("PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'x' WHERE name = 'cvs'"),
      'cannot be read as a database',
      'Restore',
    ],
    ['a newer one', () => change('PRAGMA user_version = 9999'), 'made by a newer cvmatch', 'Update'],
    ['vectors', () => change('DELETE FROM vectors_1'), '2 of the CVs lost their vector', 'reindex'],
    [
      'scoring',
      () => change('DELETE FROM scoring WHERE key = 1'),
      `1 of the CVs lost their scoring data: ${a}`,
      'reindex',
    ],
    [
      'a text',
      () => change('DELETE FROM documents WHERE key = 1'),
      `1 of the CVs lost their text: ${a}`,
      'cvmatch remove',
    ],
    [
      'a profile',
      () => change('DELETE FROM profiles WHERE key = 1'),
      `1 of the CVs lost their profile: ${a}`,
      'remove',
    ],
    [
      'JSON',
      () => change("UPDATE profiles SET profile = '{' WHERE key = 1"),
      `1 of the CVs have a profiles record`,
      'remove',
    ],
    ['settings', () => change('DELETE FROM meta'), 'does not say which vectors are in use', 'Restore'],
  ])('says what is damaged and what to do: %s', (_name, damage, detail, advice) => {
    damage();
    const [first] = examineSqlite(file);
    expect(first).toMatchObject({
      detail: expect.stringContaining(detail) as string,
      advice: expect.stringContaining(advice) as string,
    });
  });

  it('that is a folder is told, too', () => {
    rmSync(file);
    mkdirSync(file);
    expect(examineSqlite(file)).toHaveLength(1);
  });

  it.each([0, 3, MIGRATIONS.length])('that is of another program is left as it is: version %i', async (version) => {
    rmSync(file);
    const raw = new Sqlite(file);
    raw.exec(`CREATE TABLE notes (text); INSERT INTO notes VALUES ('kept'); PRAGMA user_version = ${version}`);
    raw.close();
    const before = readFileSync(file);
    expect(examineSqlite(file)).toMatchObject([{ detail: `${file} is a database of another program` }]);
    await expect(openSqliteStore({ path: file })).rejects.toMatchObject({ code: 'store_corrupt' });
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

it('knows the tables of each version from the migrations themselves', () => {
  for (const version of [1, MIGRATIONS.length]) {
    const raw = new Sqlite(':memory:');
    for (const sql of MIGRATIONS.slice(0, version)) raw.exec(sql);
    const made = raw
      .prepare<[], string>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT IN ('words_data', 'words_idx', 'words_content', 'words_docsize', 'words_config')",
      )
      .pluck()
      .all();
    expect(tablesAt(version).sort()).toEqual(made.sort());
  }
});

describe('a damaged store that is made anew from its texts', () => {
  it('has its vectors again', async () => {
    change('DELETE FROM vectors_1');
    const store = await openSqliteStore({ path: file });
    await store.model.beginGeneration(MODEL, 'f2');
    for (;;) {
      const group = await store.model.nextOfGeneration(10);
      if (group.length === 0) break;
      await store.model.writeGeneration(
        group.map(({ cvId, document }) => ({ cvId, processed: person({ text: document.text }) })),
      );
    }
    expect(await store.model.finishGeneration()).toBe(true);
    await store.close();
    expect(examineSqlite(file)).toEqual([]);
  });

  it('names the CVs whose text is gone, instead of going on for ever', async () => {
    change('DELETE FROM documents');
    const store = await openSqliteStore({ path: file });
    await store.model.beginGeneration(MODEL, 'f2');
    await expect(store.model.nextOfGeneration(10)).rejects.toMatchObject({
      code: 'store_corrupt',
      message: expect.stringContaining(a) as string,
    });
    await store.close();
  });
});
