import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actingAs } from '../../store/audit/acting.js';
import { rowsOf } from '../../store/audit/record.js';
import { openSqliteStore } from '../../store/sqlite/index.js';
import { parseAnchor, verifyAudit, type AuditVerdict } from './verify.js';

const ANN = { actor: 'key:ann', origin: 'api 10.0.0.7' };
const TABLES = ['audit_records', 'audit_seals', 'audit_chain'] as const;
const TRIES = 1000;

let folder: string;
let whole: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-audit-'));
  whole = path.join(folder, 'whole.db');
  const store = await openSqliteStore({ path: whole });
  const key = await store.audit.key();
  // Of three months, the first of which is cleaned.
  for (const month of ['2026-01', '2026-02', '2026-03'])
    for (let day = 1; day <= 5; day++) {
      const at = Date.parse(`${month}-0${day}`);
      const fact = { action: 'read', detail: 'cvs.get', cvs: [`${month} ${day}`], jd: 'jd' } as const;
      await store.audit.take(Array.from({ length: 8 }, (_, i) => rowsOf(key, ANN, [fact], at + i)[0]!));
      await store.audit.seal();
    }
  while ((await store.audit.clean(Date.parse('2026-02-01'))).more);
  await store.database.truncateLog();
  await store.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The verdict about a file, or that the store itself is found to be damaged. */
async function verdictOf(file: string, anchor: string | null = null): Promise<AuditVerdict | 'damaged'> {
  let store;
  try {
    store = await openSqliteStore({ path: file });
    return await verifyAudit(store.audit, anchor === null ? null : parseAnchor(anchor));
  } catch (error) {
    expect(error).toMatchObject({ code: 'store_corrupt' });
    return 'damaged';
  } finally {
    await store?.close();
  }
}

const found = (verdict: AuditVerdict | 'damaged'): boolean => verdict === 'damaged' || !verdict.ok;

/** A copy of the file, and numbers that are the same in every run. */
function copy(name: string): { file: string; database: () => Sqlite.Database } {
  const file = path.join(folder, `${name}.db`);
  rmSync(`${file}-wal`, { force: true });
  rmSync(`${file}-shm`, { force: true });
  copyFileSync(whole, file);
  return { file, database: () => new Sqlite(file) };
}

function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Row = Record<string, string | number>;

const keyOf = (table: string): string => (table === 'audit_seals' ? 'number' : 'id');

/** Changes one character or digit of one value of one row. */
function changeOne(db: Sqlite.Database, pick: (below: number) => number): string {
  const table = TABLES[pick(TABLES.length)]!;
  const rows = db.prepare<[], Row>(`SELECT * FROM ${table}`).all();
  const row = rows[pick(rows.length)]!;
  const columns = Object.keys(row).filter((name) => table !== 'audit_chain' || name !== 'id');
  const column = columns[pick(columns.length)]!;
  const value = row[column]!;
  const at = typeof value === 'string' ? pick(value.length + 1) : 0;
  const changed =
    typeof value === 'number'
      ? value + 1 + pick(9)
      : `${value.slice(0, at)}${value[at] === 'a' ? 'b' : 'a'}${value.slice(at + 1)}`;
  // Where the new key is that of another row, that one is lost.
  db.prepare(`UPDATE OR REPLACE ${table} SET ${column} = ? WHERE ${keyOf(table)} = ?`).run(changed, row[keyOf(table)]);
  return `${table}.${column}: ${value} -> ${changed}`;
}

function removeOne(db: Sqlite.Database, pick: (below: number) => number): string {
  const table = TABLES[pick(TABLES.length)]!;
  const keys = db
    .prepare<[], string | number>(`SELECT ${keyOf(table)} FROM ${table}`)
    .pluck()
    .all();
  const key = keys[pick(keys.length)]!;
  db.prepare(`DELETE FROM ${table} WHERE ${keyOf(table)} = ?`).run(key);
  return `${table} without ${key}`;
}

/** Two rows change places: all that they say, or their signatures alone. */
function exchangeTwo(db: Sqlite.Database, pick: (below: number) => number): string {
  const table = TABLES[pick(2)]!;
  const rows = db.prepare<[], Row>(`SELECT * FROM ${table}`).all();
  const [one, other] = [rows[pick(rows.length)]!, rows[pick(rows.length)]!];
  const key = keyOf(table);
  if (one[key] === other[key]) return exchangeTwo(db, pick);
  const columns = pick(2) === 0 ? ['mac'] : Object.keys(one).filter((name) => name !== key);
  const set = db.prepare(`UPDATE ${table} SET ${columns.map((name) => `${name} = ?`).join(', ')} WHERE ${key} = ?`);
  set.run(...columns.map((name) => other[name]), one[key]);
  set.run(...columns.map((name) => one[name]), other[key]);
  return `${table}: ${columns.join()} of ${one[key]} and ${other[key]}`;
}

const TAMPERS = [changeOne, removeOne, exchangeTwo];

describe('the audit log of a real file', () => {
  it('is whole as it was written, from its anchor on', async () => {
    const verdict = await verdictOf(copy('same').file);
    expect(verdict).toMatchObject({ ok: true, segments: 10, records: 80, cleaned: 40, open: 0, problems: [] });
    const { anchor } = verdict as AuditVerdict;
    expect(await verdictOf(copy('same').file, anchor)).toMatchObject({ ok: true });
  });

  it(`shows in ${TRIES} random tries each change, removal and exchange of rows`, async () => {
    const pick = numbers(20_261_130);
    const missed: string[] = [];
    for (let i = 0; i < TRIES; i++) {
      const { file, database } = copy('rows');
      const db = database();
      const what = TAMPERS[pick(TAMPERS.length)]!(db, pick);
      db.close();
      if (!found(await verdictOf(file))) missed.push(what);
    }
    expect(missed).toEqual([]);
  }, 600_000);

  it(`shows in ${TRIES} random tries each byte of a record or a seal that is changed in the file itself`, async () => {
    const bytes = readFileSync(whole);
    const db = new Sqlite(whole, { readonly: true });
    const macs = TABLES.flatMap((table) => db.prepare<[], string>(`SELECT mac FROM ${table}`).pluck().all());
    const lengths = db
      .prepare<[], number>(
        'SELECT length(id) + length(actor) + length(action) + length(detail) + length(jd) + length(cvs) + length(origin) + length(outcome) AS n FROM audit_records LIMIT 1',
      )
      .pluck()
      .get()!;
    db.close();
    const pick = numbers(7);
    const file = path.join(folder, 'bytes.db');
    const missed: number[] = [];
    for (let i = 0; i < TRIES; i++) {
      // A signature is the last of a row: before it lies all that it signs.
      const mac = macs[pick(macs.length)]!;
      const end = bytes.indexOf(mac) + mac.length;
      const place = macs.indexOf(mac);
      const before = place < 80 ? lengths : place < 90 ? 100 : 60;
      const at = end - 1 - pick(mac.length + before);
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at]! + 1 + pick(255)) % 256;
      rmSync(`${file}-wal`, { force: true });
      rmSync(`${file}-shm`, { force: true });
      writeFileSync(file, changed);
      if (!found(await verdictOf(file))) missed.push(at);
    }
    expect(missed).toEqual([]);
  }, 600_000);
});

describe('a log that was cut off or written anew', () => {
  const anchorOf = async (): Promise<string> => ((await verdictOf(copy('anchored').file)) as AuditVerdict).anchor!;

  it('is found where its end is gone and its state stayed', async () => {
    const { file, database } = copy('cut');
    const db = database();
    db.exec('DELETE FROM audit_records WHERE seal > 12; DELETE FROM audit_seals WHERE number > 12');
    db.close();
    expect(await verdictOf(file)).toMatchObject({ ok: false });
  });

  it('by whoever has the key as well is found by an anchor that was kept elsewhere', async () => {
    const anchor = await anchorOf();
    const file = path.join(folder, 'anew.db');
    const store = await openSqliteStore({ path: file });
    const fact = { action: 'read', detail: 'nothing happened' } as const;
    for (let i = 0; i < 20; i++) {
      await actingAs(ANN, () => store.audit.note([fact]));
      await store.audit.seal();
    }
    await store.close();
    expect(await verdictOf(file)).toMatchObject({ ok: true });
    expect(await verdictOf(file, anchor)).toMatchObject({ ok: false, problems: [{ segment: 15 }] });
    expect(await verdictOf(file, `99.${anchor.split('.')[1]}`)).toMatchObject({ ok: false });
  });

  it('is one where the key is another, or gone', async () => {
    const { file, database } = copy('keyless');
    const db = database();
    db.exec('DELETE FROM audit_keys');
    db.close();
    expect(await verdictOf(file)).toMatchObject({ ok: false });
  });
});

it('takes nothing but an anchor for one', () => {
  expect(parseAnchor('12.abcdefghijklmnopqrstuv\n')).toEqual({ number: 12, mac: 'abcdefghijklmnopqrstuv' });
  for (const text of ['', '0.abcdefghijklmnopqrstuv', '12', '12.short', 'x.abcdefghijklmnopqrstuv'])
    expect(parseAnchor(text)).toBeNull();
});
