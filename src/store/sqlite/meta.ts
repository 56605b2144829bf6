import type { StoredModel } from '../port/index.js';
import type { Database } from './database.js';

/** Small facts about the store. Call inside a transaction if two of them must be consistent. */

export function metaOf(db: Database, name: string): string | null {
  return (db.sql('SELECT value FROM meta WHERE name = ?').get(name) as { value: string } | undefined)?.value ?? null;
}

export function setMeta(db: Database, name: string, value: string | null): void {
  if (value === null) db.sql('DELETE FROM meta WHERE name = ?').run(name);
  else
    db.sql('INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(name, value);
}

export function storeVersion(db: Database): number {
  return Number(metaOf(db, 'version'));
}

/** Invalidates everything cached before. */
export function bumpVersion(db: Database): void {
  db.sql("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE name = 'version'").run();
}

export function currentModel(db: Database): StoredModel | null {
  const value = metaOf(db, 'model');
  return value === null ? null : (JSON.parse(value) as StoredModel);
}

/** The vectors of one model form a generation; a reindex fills the next one while searches use the current one. */
export function generationOf(db: Database): number {
  return Number(metaOf(db, 'generation'));
}

export function vectorTable(generation: number): string {
  return `vectors_${generation}`;
}

/**
 * Vectors that sqlite-vec stores and searches together. For each neighbour it keeps, it scans a chunk once, so with its
 * default of 1,024 finding the 2,000 nearest of 10,000 takes twice as long as with 128.
 */
const CHUNK = 128;

export function createVectorTable(db: Database, generation: number, dimensions: number): void {
  db.exec(
    `CREATE VIRTUAL TABLE ${vectorTable(generation)} USING vec0(key INTEGER PRIMARY KEY, vector float[${dimensions}], chunk_size=${CHUNK})`,
  );
}
