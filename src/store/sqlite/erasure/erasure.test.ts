import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../../domain/index.js';
import { actingAs } from '../../audit/acting.js';
import { advance, askedWords, fileResult, idOf, MODEL, person, TEST_READER } from '../../contract/index.js';
import { openSqliteStore, type SqliteStore } from '../index.js';
import { rewriteDatabase } from './rewrite.js';

let folder: string;
const stores: SqliteStore[] = [];
const file = () => path.join(folder, 'store.db');

async function open(): Promise<SqliteStore> {
  const store = await openSqliteStore({ path: file(), reader: TEST_READER });
  await store.model.adopt(MODEL);
  stores.push(store);
  return store;
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-erasure-'));
});
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const filesWith = (trace: string): string[] =>
  readdirSync(folder).filter((name) =>
    readFileSync(path.join(folder, name)).toString('latin1').toLowerCase().includes(trace),
  );

const textOf = (i: number, more = ''): string =>
  `Number ${i} ${Array.from({ length: 200 }, (_, w) => `w${(w * (i + 3)) % 997}`).join(' ')} ${more}`;

async function fill(store: SqliteStore, count: number): Promise<void> {
  const results = Array.from({ length: count }, (_, i) => {
    const vector = [Math.cos(i), Math.sin(i), i / count, 1 / (i + 1)];
    return fileResult(`/cvs/${i}.txt`, `cv${i}`, ok(person({ text: textOf(i), vector })), { duplicates: 'keep' });
  });
  await store.intake.commit(results);
}

const eve = () => fileResult('/cvs/eve.txt', 'eve', ok(person({ name: 'Eve', text: textOf(99, 'Eve Zebramarker') })));

/** A connection of another process, which keeps reading the store as it is now until it is closed. */
function reader(): () => void {
  const connection = new Sqlite(file(), { readonly: true });
  connection.exec('BEGIN');
  connection.prepare('SELECT count(*) FROM cvs').get();
  return () => connection.close();
}

describe('a removal beside a reader', () => {
  it('waits for it, and is finished afterwards by whoever opens the store', async () => {
    const store = await open();
    await store.intake.commit([eve()]);
    const end = reader();
    expect(await store.cvs.remove([idOf('eve')], 'removal-1')).toBe(1);
    expect((await advance(store)).pending).toMatchObject([{ id: 'removal-1', cvs: 1, waitsFor: 'log' }]);
    expect(filesWith('zebramarker')).not.toEqual([]);
    end();
    const next = await open();
    expect((await advance(next)).pending).toEqual([]);
    for (const trace of ['zebramarker', idOf('eve'), '/cvs/eve.txt']) expect(filesWith(trace)).toEqual([]);
  });

  it('is not kept up by words that come in again meanwhile', async () => {
    const store = await open();
    await store.intake.commit([eve()]);
    const end = reader();
    await store.cvs.remove([idOf('eve')]);
    await advance(store);
    await store.intake.commit([fileResult('/cvs/other.txt', 'other', ok(person({ text: 'Another Zebramarker' })))]);
    end();
    expect((await advance(store)).pending).toEqual([]);
    expect(filesWith('zebramarker')).not.toEqual([]);
    expect(filesWith(idOf('eve'))).toEqual([]);
  });
});

/**
 * Puts bytes where no row is: into the free space of a page, as SQLite leaves them when it moves rows to another page.
 */
function plant(store: SqliteStore, trace: string): void {
  const { page } = store.database
    .sql(
      "SELECT pageno AS page FROM dbstat WHERE name = 'documents' AND pagetype = 'leaf' AND unused > 100 ORDER BY path LIMIT 1",
    )
    .get() as { page: number };
  const start = (page - 1) * 4096;
  const header = readFileSync(file()).subarray(start, start + 8);
  const content = header.readUInt16BE(5);
  const descriptor = openSync(file(), 'r+');
  writeSync(descriptor, Buffer.from(trace), 0, trace.length, start + content - trace.length - 8);
  closeSync(descriptor);
}

describe('traces that no row holds', () => {
  it('are found in the database file, and go when it is written anew', async () => {
    const store = await open();
    await fill(store, 300);
    await store.intake.commit([eve()]);
    await store.database.truncateLog();
    plant(store, 'ZEBRAMARKER');
    await store.cvs.remove([idOf('eve')]);
    const small = { rewriteBytes: 1000 };
    expect((await advance(store, small)).pending).toMatchObject([{ waitsFor: 'remains' }]);
    expect((await advance(store, small)).pending).toMatchObject([{ waitsFor: 'remains' }]);
    expect(filesWith('zebramarker')).toEqual(['store.db']);
    expect((await advance(store)).pending).toEqual([]);
    expect(filesWith('zebramarker')).toEqual([]);
    expect(await store.cvs.list({})).toHaveLength(300);
  });

  it('are looked for a part at a time, going on where the last look ended', async () => {
    const store = await open();
    await fill(store, 300);
    await store.intake.commit([eve()]);
    await store.cvs.remove([idOf('eve')]);
    const some = { scanBytes: 1 };
    let rounds = 0;
    let bytes = 0;
    while ((await store.erasures.pending()).length > 0) {
      const { pending, scannedBytes } = await advance(store, some);
      bytes += scannedBytes;
      rounds += 1;
      if (pending.length > 0) expect(pending).toMatchObject([{ waitsFor: 'scan' }]);
    }
    expect(rounds).toBeGreaterThan(1);
    expect(bytes).toBeGreaterThan(1_000_000);
  });

  it('keep a removal pending in a table that was forgotten, without a rewrite over and over', async () => {
    const store = await open();
    await store.intake.commit([eve()]);
    store.database.exec('CREATE TABLE forgotten (cv_id TEXT)');
    store.database.sql('INSERT INTO forgotten VALUES (?)').run(idOf('eve'));
    await store.cvs.remove([idOf('eve')]);
    // Grows with every rewrite.
    const version = () =>
      (store.database.sql('PRAGMA schema_version').get() as { schema_version: number }).schema_version;
    const before = version();
    for (let i = 0; i < 3; i++)
      expect((await advance(store, { rewriteBytes: 1e9 })).pending).toMatchObject([{ waitsFor: 'remains' }]);
    expect(version()).toBe(before + 1);
    expect((await advance(store)).pending).toMatchObject([{ waitsFor: 'remains' }]);
    expect(version()).toBe(before + 2);
  });

  it('lie in another file of the folder as well', async () => {
    const store = await open();
    await store.intake.commit([eve()]);
    await store.database.truncateLog();
    writeFileSync(path.join(folder, 'store.db.copy'), readFileSync(file()));
    await store.cvs.remove([idOf('eve')]);
    expect((await advance(store)).pending).toMatchObject([{ waitsFor: 'remains' }]);
    rmSync(path.join(folder, 'store.db.copy'));
    expect((await advance(store)).pending).toEqual([]);
  });
});

it('finds the same CVs after the store was written anew', async () => {
  const store = await open();
  await fill(store, 400);
  // Empties a whole chunk of vectors, so that there is a gap in their numbers.
  await store.cvs.remove(Array.from({ length: 130 }, (_, i) => idOf(`cv${i}`)));
  const words = askedWords(['w12', 'w40']);
  const picks = () =>
    Promise.all(
      [1, 2, 3].map((i) =>
        store.search.pick({ vector: Float32Array.from([Math.cos(i), Math.sin(i), 0.5, 0]), words, limit: 50 }),
      ),
    );
  const before = await picks();
  await rewriteDatabase(file());
  expect(await picks()).toEqual(before);
  await fill(store, 500);
  expect(await store.cvs.list({ limit: 1000 })).toHaveLength(500);
});

it('is finished where a removed word is also that of somebody in the audit log', async () => {
  const store = await open();
  await actingAs({ actor: 'user:zebramarker', origin: 'cli host' }, () =>
    store.audit.note([{ action: 'read', detail: 'show' }]),
  );
  await store.audit.seal();
  await store.intake.commit([eve()]);
  await store.cvs.remove([idOf('eve')]);
  expect((await advance(store)).pending).toEqual([]);
  expect(filesWith('zebramarker')).not.toEqual([]);
  expect(filesWith(idOf('eve'))).toEqual([]);
});
