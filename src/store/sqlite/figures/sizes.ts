import { statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { MOST_LISTED, type DatabaseSize, type IndexSize, type StoreSizes, type TableSize } from '../../port/index.js';

/** A database file and the tenant whose data is in it. */
export interface DatabaseFile {
  tenant: string;
  file: string;
}

export type Sizes = Pick<StoreSizes, 'databases' | 'tables' | 'indexes'>;

/** Bytes of tables and indexes by name, of all files together. Reads every page of every file. */
export function sizesOf(files: readonly DatabaseFile[]): Sizes {
  const [tables, indexes] = [new Map<string, TableSize>(), new Map<string, IndexSize>()];
  const databases = files.flatMap(({ tenant, file }) => {
    // A tenant may have been removed in the meantime.
    if (statSync(file, { throwIfNoEntry: false }) === undefined) return [];
    const connection = new Sqlite(file, { readonly: true, fileMustExist: true });
    try {
      for (const part of partsOf(connection)) addPart(tables, indexes, part);
      return [sizeOf(connection, tenant, file)];
    } finally {
      connection.close();
    }
  });
  return { databases, tables: largest(tables, (one) => one.bytes + one.indexBytes), indexes: largest(indexes) };
}

interface Part {
  name: string;
  /** The table of an index; null: it is a table. */
  table: string | null;
  bytes: number;
}

function partsOf(connection: Sqlite.Database): Part[] {
  const parts = connection.prepare<[], Part>(
    `SELECT dbstat.name, CASE WHEN type = 'index' THEN tbl_name END AS "table", sum(pgsize) AS bytes
     FROM dbstat LEFT JOIN sqlite_schema USING (name) WHERE aggregate = TRUE GROUP BY dbstat.name`,
  );
  return parts.all();
}

function addPart(tables: Map<string, TableSize>, indexes: Map<string, IndexSize>, { name, table, bytes }: Part): void {
  const owner = table ?? name;
  const before = tables.get(owner) ?? { name: owner, rows: null, deadRows: null, bytes: 0, indexBytes: 0 };
  const grown = table === null ? { bytes: before.bytes + bytes } : { indexBytes: before.indexBytes + bytes };
  tables.set(owner, { ...before, ...grown });
  if (table === null) return;
  const known = indexes.get(name)?.bytes ?? 0;
  indexes.set(name, { name, table, bytes: known + bytes, scans: null, unused: false });
}

function sizeOf(connection: Sqlite.Database, name: string, file: string): DatabaseSize {
  const pragma = (what: string): number => connection.pragma(what, { simple: true }) as number;
  const page = pragma('page_size');
  return {
    name,
    bytes: pragma('page_count') * page,
    logBytes: logBytesOf(file),
    freeBytes: pragma('freelist_count') * page,
  };
}

/** Of the write-ahead log beside a database file. */
export function logBytesOf(file: string): number {
  return statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}

function largest<T extends { name: string; bytes: number }>(
  sizes: Map<string, T>,
  bytesOf: (one: T) => number = ({ bytes }) => bytes,
): T[] {
  const sorted = [...sizes.values()].sort((a, b) => bytesOf(b) - bytesOf(a) || (a.name < b.name ? -1 : 1));
  return sorted.slice(0, MOST_LISTED);
}
