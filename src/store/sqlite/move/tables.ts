import { isMoved, movedTable } from '../../moved.js';
import type { MovedRow, MovedTable, MovedValue } from '../../port/move.js';
import type { Database } from '../database.js';

/** Tables of a database of ours that belong to no tenant; they count in the database of the workspace folder only. */
const SHARED = ['tenants', 'keys', 'alerts'];

/** Read from the database itself. */
export function tablesIn(db: Database): { shared: MovedTable[]; own: MovedTable[] } {
  const names = db
    .sql("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name")
    .all() as { name: string }[];
  const tables = names.filter(({ name }) => isMoved(name)).map(({ name }) => tableOf(db, name));
  return {
    shared: tables.filter(({ name }) => SHARED.includes(name)),
    own: tables.filter(({ name }) => !SHARED.includes(name)),
  };
}

function tableOf(db: Database, table: string): MovedTable {
  const columns = db.sql('SELECT name, pk FROM pragma_table_info(?) ORDER BY cid').all(table) as {
    name: string;
    pk: number;
  }[];
  const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  return movedTable(
    table,
    columns.map(({ name }) => name),
    key.map(({ name }) => name),
  );
}

export function countRows(db: Database, { name }: MovedTable): number {
  return (db.sql(`SELECT count(*) AS n FROM ${name}`).get() as { n: number }).n;
}

/** In the order of the keys. */
export function readRows(
  db: Database,
  { name, columns, keys }: MovedTable,
  after: MovedValue[] | null,
  limit: number,
): MovedRow[] {
  const key = columns.slice(0, keys);
  const places = key.map(() => '?').join(', ');
  const where = after === null ? '' : `WHERE (${key.join(', ')}) > (${places})`;
  return db
    .sql(`SELECT ${columns.join(', ')} FROM ${name} ${where} ORDER BY ${key.join(', ')} LIMIT ?`)
    .raw()
    .all(...(after ?? []), limit) as MovedRow[];
}

export function insertRows(db: Database, { name, columns }: MovedTable, rows: MovedRow[]): void {
  const places = columns.map(() => '?').join(', ');
  const insert = db.sql(`INSERT INTO ${name} (${columns.join(', ')}) VALUES (${places})`);
  for (const row of rows) insert.run(...row);
}
