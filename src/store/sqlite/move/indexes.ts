import { INDEX_TABLES, type MovedRow, type MovedTable, type MovedValue } from '../../port/move.js';
import type { Database } from '../database.js';
import { generationOf, vectorTable } from '../meta.js';
import { nextGeneration } from '../cv/generation.js';

export function isIndex({ name }: MovedTable): boolean {
  return INDEX_TABLES.some((index) => index.name === name);
}

export function countIndex(db: Database, { name }: MovedTable): number {
  const tables = name === 'words' ? ['words_content'] : vectorTables(db).map(({ table }) => `${table}_rowids`);
  return tables.reduce(
    (sum, table) => sum + (db.sql(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n,
    0,
  );
}

export function readIndex(db: Database, { name }: MovedTable, after: MovedValue[] | null, limit: number): MovedRow[] {
  return name === 'words' ? readWords(db, after, limit) : readVectors(db, after, limit);
}

function readWords(db: Database, after: MovedValue[] | null, limit: number): MovedRow[] {
  return db
    .sql('SELECT rowid, body, skills, title FROM words WHERE rowid > ? ORDER BY rowid LIMIT ?')
    .raw()
    .all(after?.[0] ?? -1, limit) as MovedRow[];
}

/** Only vec0's own table of keys can be searched from a key on. */
function readVectors(db: Database, after: MovedValue[] | null, limit: number): MovedRow[] {
  const [from, last] = (after ?? [-1, -1]) as [number, number];
  const rows: MovedRow[] = [];
  for (const { generation, table } of vectorTables(db)) {
    if (generation < from) continue;
    const vector = db.sql(`SELECT vector FROM ${table} WHERE key = ?`);
    const keys = db
      .sql(`SELECT rowid AS key FROM ${table}_rowids WHERE rowid > ? ORDER BY rowid LIMIT ?`)
      .all(generation === from ? last : -1, limit - rows.length) as { key: number }[];
    for (const { key } of keys)
      rows.push([generation, key, (vector.get(BigInt(key)) as { vector: Uint8Array }).vector]);
    if (rows.length === limit) break;
  }
  return rows;
}

function vectorTables(db: Database): { generation: number; table: string }[] {
  const has = db.sql("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?");
  const generation = generationOf(db);
  const all = nextGeneration(db) === null ? [generation] : [generation, generation + 1];
  return all
    .map((one) => ({ generation: one, table: vectorTable(one) }))
    .filter(({ table }) => has.get(table) !== undefined);
}

export function writeIndex(db: Database, { name }: MovedTable, rows: MovedRow[]): void {
  if (name === 'words') {
    const insert = db.sql('INSERT INTO words (rowid, body, skills, title) VALUES (?, ?, ?, ?)');
    for (const row of rows) insert.run(...row);
    return;
  }
  for (const [generation, key, vector] of rows)
    db.sql(`INSERT INTO ${vectorTable(generation as number)} (key, vector) VALUES (?, ?)`).run(
      BigInt(key as number),
      vector,
    );
}
