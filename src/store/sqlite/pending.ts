import { closeSync, existsSync, fsyncSync, openSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { requireStore } from './identify.js';
import { MIGRATIONS } from './schema.js';

/** How far the schema of a database is, without changing it. */
export interface SchemaState {
  /** Changes that were applied. */
  schema: number;
  /** Those that this version knows. */
  known: number;
}

/** @throws CvmatchError `store_newer`, `store_corrupt`. */
export function schemaState(file: string): SchemaState {
  const connection = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    const schema = connection.prepare<[], number>('PRAGMA user_version').pluck().get()!;
    const tables = connection.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
    requireStore(file, { version: schema, tables: new Set(tables) });
    return { schema, known: MIGRATIONS.length };
  } finally {
    connection.close();
  }
}

/** Makes sure that a file is on disk. */
export function syncFile(file: string): void {
  if (!existsSync(file)) return;
  const descriptor = openSync(file, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
