import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok, type WordReader } from '../../domain/index.js';
import { advance, askedWords, idOf, MODEL, person, fileResult, storeContract, TEST_READER } from '../contract/index.js';
import type { Store } from '../port/index.js';
import { DataKey } from '../../sealing/data-key.js';
import { PLAIN, sealerOf, type Sealer } from '../../sealing/sealer.js';
import { openSqliteStore, type SqliteStore } from './index.js';
import { MIGRATIONS } from './schema.js';
import { sqliteRegistry } from './registry.js';

let folder: string;
const stores: SqliteStore[] = [];

interface Options {
  maxPages?: number;
  reader?: WordReader;
  lockWaitMs?: number;
  tenant?: string;
  sealer?: Sealer;
  now?: () => number;
}

/** One database file per tenant, as in src/open.ts. */
async function open({ tenant = 'store', ...options }: Options = {}): Promise<Store> {
  const store = await openSqliteStore({ path: path.join(folder, `${tenant}.db`), reader: TEST_READER, ...options });
  stores.push(store);
  return store;
}

async function dispose(): Promise<void> {
  for (const store of stores.splice(0).reverse()) await store.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Whatever a test wrote, the numbers that are kept must be those that counting gives. */
function expectCounted(file: string): void {
  const database = new Sqlite(file, { readonly: true });
  const all = (sql: string) => Object.fromEntries(database.prepare(sql).raw().all() as [string, number][]);
  try {
    if (database.pragma('user_version', { simple: true }) !== MIGRATIONS.length) return;
    expect(all('SELECT name, n FROM counts WHERE n <> 0')).toEqual(
      all(`SELECT * FROM (
        SELECT 'cvs ' || fingerprint, count(*) AS n FROM cvs GROUP BY fingerprint
        UNION ALL SELECT 'passages ' || fingerprint, sum(passages) FROM cvs GROUP BY fingerprint
        UNION ALL SELECT 'older', count(*) - count(DISTINCT candidate_id) FROM cvs
        UNION ALL SELECT 'files ' || state, count(*) FROM files WHERE state IS NOT NULL GROUP BY state) WHERE n <> 0`),
    );
  } finally {
    database.close();
  }
}

const fresh = () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-store-'));
};

const SEALER = sealerOf(new DataKey('00000001', Buffer.alloc(32, 1)), [], Buffer.alloc(32, 2));

for (const [name, sealer] of [
  ['sqlite store', PLAIN],
  ['sqlite store, encrypted', SEALER],
] as const)
  storeContract(name, () => {
    fresh();
    return Promise.resolve({
      open: (tenant, now) => open({ tenant, sealer, now }),
      registry: () => sqliteRegistry(stores[0]!.database, (tenant) => path.join(folder, `${tenant}.db`)),
      dispose: async () => {
        for (const store of stores.splice(0).reverse()) await store.close();
        for (const file of readdirSync(folder)) if (file.endsWith('.db')) expectCounted(path.join(folder, file));
        rmSync(folder, { recursive: true, force: true });
      },
    });
  });

describe('sqlite store file', () => {
  beforeEach(fresh);
  afterEach(dispose);

  const bytesWith = (marker: string): string[] =>
    readdirSync(folder).filter((name) => readFileSync(path.join(folder, name)).includes(marker));

  async function fill(store: Store, from: number, to: number, marker = ''): Promise<void> {
    for (let i = from; i < to; i++) {
      const text = Array.from({ length: 300 }, (_, w) => `w${(w * (i + 3)) % 997}`).join(' ');
      await store.intake.commit([
        fileResult(`/cv${i}${marker}`, `cv${i}`, ok(person({ text: `${text} ${marker}`, name: `Name${marker} ${i}` }))),
      ]);
    }
  }

  it('holds no trace of a removed CV in database, log or shared memory', async () => {
    const store = await open();
    await store.model.adopt(MODEL);
    await fill(store, 0, 40);
    await fill(store, 40, 41, 'zebramarker');
    await fill(store, 41, 60);
    expect(bytesWith('zebramarker')).not.toEqual([]);
    await store.cache.set('zebramarker', 'zebramarker', { ttlMs: 60_000, version: await store.search.version() });
    expect(await store.cvs.remove([idOf('cv40')])).toBe(1);
    expect((await advance(store)).pending).toEqual([]);
    expect(bytesWith('zebramarker')).toEqual([]);
    expect(await store.cvs.list({})).toHaveLength(59);
  });

  it('overwrites the vector of a removed CV', async () => {
    const store = await open();
    await store.model.adopt(MODEL);
    const vector = [0.123456, 0.654321, 0.111111, 0.222222];
    const bytes = Buffer.from(Float32Array.from(vector).buffer);
    await store.intake.commit([fileResult('/a', 'a', ok(person({ vector }))), fileResult('/b', 'b', ok(person()))]);
    await store.cvs.remove([idOf('a')]);
    expect((await advance(store)).pending).toEqual([]);
    for (const name of readdirSync(folder)) expect(readFileSync(path.join(folder, name)).includes(bytes)).toBe(false);
  });

  it('says that the disk is full, and loses nothing', async () => {
    const store = await open({ maxPages: 200 });
    await store.model.adopt(MODEL);
    await expect(fill(store, 0, 2000)).rejects.toMatchObject({ code: 'store_full' });
    const written = (await store.cvs.list({})).length;
    expect(written).toBeGreaterThan(0);
    const roomier = await open();
    await fill(roomier, written, written + 5);
    expect(await store.cvs.list({})).toHaveLength(written + 5);
  });

  it('says that another process holds the lock', async () => {
    const store = await open({ lockWaitMs: 200 });
    const other = new Sqlite(path.join(folder, 'store.db'));
    other.exec('BEGIN IMMEDIATE');
    await expect(store.model.adopt(MODEL)).rejects.toMatchObject({ code: 'store_locked' });
    other.exec('ROLLBACK');
    other.close();
    await store.model.adopt(MODEL);
  });

  it('reads the words of all CVs again after a reading of them failed half-way', async () => {
    let left = 3;
    const marksOf = (features: Uint8Array) => {
      if (left-- === 0) throw new Error('no more memory');
      return TEST_READER.marksOf(features);
    };
    const store = await open({ reader: { ...TEST_READER, marksOf } });
    await store.model.adopt(MODEL);
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      await store.intake.commit([fileResult(`/${name}`, name, ok(person({ text: `zebramarker ${name}` })))]);
    const pick = () => store.search.pick({ vector: new Float32Array(4), words: askedWords(['zebramarker']), limit: 9 });
    await expect(pick()).rejects.toThrow('no more memory');
    expect(await pick()).toHaveLength(5);
  });

  it('refuses a newer schema and what is not a database', async () => {
    const store = await open();
    await store.close();
    stores.length = 0;
    const raw = new Sqlite(path.join(folder, 'store.db'));
    raw.pragma('user_version = 999');
    raw.close();
    await expect(open()).rejects.toMatchObject({ code: 'store_newer' });
    rmSync(path.join(folder, 'store.db'));
    writeFileSync(path.join(folder, 'store.db'), 'this is not a database, whatever its name says. '.repeat(100));
    await expect(open()).rejects.toMatchObject({ code: 'store_corrupt' });
  });

  it('rejects with what is wrong where the file is damaged', async () => {
    const store = await open();
    await store.model.adopt(MODEL);
    await fill(store, 0, 30);
    await store.close();
    stores.length = 0;
    const file = path.join(folder, 'store.db');
    const raw = new Sqlite(file);
    const roots = raw
      .prepare<[], number>("SELECT rootpage FROM sqlite_master WHERE tbl_name IN ('cvs', 'files') AND rootpage > 0")
      .pluck()
      .all();
    raw.close();
    const bytes = readFileSync(file);
    for (const page of roots) bytes.fill(0xff, (page - 1) * 4096, page * 4096);
    writeFileSync(file, bytes);
    const damaged = await open();
    for (const read of [() => damaged.cvs.list({}), () => damaged.cvs.get(idOf('cv1'))]) {
      let answer: unknown;
      expect(() => {
        answer = read();
      }).not.toThrow();
      await expect(answer).rejects.toMatchObject({ code: 'store_corrupt' });
    }
  });
});
