import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { fillForPlans, PLANNED, unexpected, WHOLE, type Whole } from '../contract/plans.js';
import type { Database } from './database.js';
import { openSqliteStore, type SqliteStore } from './index.js';

const HERE: Whole = [
  ...WHOLE,
  ['search.pick', ['vectors_1_rowids', 'parts'], 'all vectors are read into memory once, and compared there'],
  ['search.pick', ['cvs'], 'conditions such as a country are asked of every CV, and CVs are counted once a change'],
  ['cvs.list', ['cvs'], 'it goes through the CVs in their order, and stops at the end of the page'],
  ['erasures.certificates', ['erasure_certificates'], 'as above'],
  ['model.nextOfGeneration', ['cvs'], 'as above'],
  ['originals.loose', ['loose_originals'], 'as above'],
  ['upkeep.clean', ['jd_vectors'], 'as for matches'],
];
/** Tables that do not grow with CVs, files or tasks, and tables of values. */
const SMALL =
  /^(?:cache|counts|erasures|schedule_runs|meta|json_each|own_id|pragma_table_list|CONSTANT|joined|best|salts|audit_keys|audit_chain|audit_seals|audit_open|words_pieces|retention_rules|retention_held|found|reached|\(subquery-\d+\))$/;
/** Indexes of few rows: what waits, older revisions, and who is restricted. */
const FEW = /USING (?:COVERING )?INDEX (?:tasks_turns|tasks_next|cvs_older|cvs_restricted)$/;
/** What a word, a row's number or a key leads to. */
const LED_TO = /VIRTUAL TABLE INDEX (?:0:M|0:=|-?\d:2)/;

const folder = mkdtempSync(path.join(tmpdir(), 'cvmatch-plans-'));
let store: SqliteStore;

beforeAll(async () => {
  const file = path.join(folder, 'store.db');
  // Long ago, so that little ended in the last minute, and leases have.
  const filling = await openSqliteStore({ path: file, now: () => Date.parse('2026-01-01') });
  await fillForPlans(filling);
  await filling.close();
  store = await openSqliteStore({ path: file });
}, 300_000);
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The texts of all statements of a call. */
async function statementsOf(call: () => Promise<unknown>): Promise<Set<string>> {
  const texts = new Set<string>();
  const prepare = store.database.sql.bind(store.database);
  const spy = vi.spyOn(store.database, 'sql').mockImplementation((text) => {
    texts.add(text);
    return prepare(text);
  });
  try {
    await call();
  } finally {
    spy.mockRestore();
  }
  return texts;
}

/** Statements of triggers are run with the statement that fires them, but not explained with it. */
function triggered(db: Database): string[] {
  const bodies = db.sql("SELECT sql FROM sqlite_master WHERE type = 'trigger'").all() as { sql: string }[];
  return bodies
    .flatMap(({ sql }) => sql.slice(sql.indexOf('BEGIN') + 5, sql.lastIndexOf('END')).split(';'))
    .filter((statement) => statement.trim() !== '')
    .map((statement) => statement.replaceAll(/\b(?:old|new)\.\w+/g, '?'));
}

/** The steps of a plan; the values do not matter, but their number does. */
function planOf(db: Database, text: string): string[] {
  if (!/^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(text)) return [];
  const statement = db.sql(`EXPLAIN QUERY PLAN ${text}`);
  const named = Object.fromEntries([...text.matchAll(/@(\w+)/g)].map(([, name]) => [name, null]));
  for (let places = 0; ; places++)
    try {
      const values = [...new Array<null>(places).fill(null), ...(Object.keys(named).length > 0 ? [named] : [])];
      return (statement.all(...values) as { detail: string }[]).map(({ detail }) => detail);
    } catch (error) {
      if (!/too few parameter/i.test((error as Error).message)) throw error;
    }
}

function tablesRead(name: string, text: string): string[] {
  return planOf(store.database, text).flatMap((step) => {
    // An index made for one statement, from the whole table.
    const table = /^SEARCH (\S+) USING AUTOMATIC/.exec(step)?.[1] ?? /^SCAN (\S+)/.exec(step)?.[1];
    if (table === undefined || SMALL.test(table) || FEW.test(step) || LED_TO.test(step)) return [];
    return [`${name} reads all of ${table}`];
  });
}

it('reads no whole table where an index could answer, whatever is asked of the store', async () => {
  const found: string[] = [];
  for (const [name, call] of PLANNED)
    for (const text of await statementsOf(() => call(store))) found.push(...tablesRead(name, text));
  for (const text of triggered(store.database)) found.push(...tablesRead('a trigger', text));
  expect(unexpected(found, HERE)).toEqual([]);
}, 120_000);

it('would tell of a statement without an index', () => {
  expect(tablesRead('it', "SELECT 1 FROM files WHERE message = 'x'")).toEqual(['it reads all of files']);
  expect(tablesRead('it', 'SELECT count(*) FROM tasks')).toEqual(['it reads all of tasks']);
  expect(tablesRead('it', 'SELECT 1 FROM files WHERE path = ?')).toEqual([]);
});
