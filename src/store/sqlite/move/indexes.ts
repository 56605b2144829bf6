import { INDEX_TABLES, type MovedRow, type MovedTable, type MovedValue } from '../../port/move.js';
import type { Database } from '../database.js';
import { generationOf, vectorTable } from '../meta.js';
import { nextGeneration } from '../cv/generation.js';

export function isIndex({ name }: MovedTable): boolean {
  return INDEX_TABLES.some((index) => index.name === name);
}

export function countIndex(db: Database): number {
  return vectorTables(db).reduce(
    (sum, { table }) => sum + (db.sql(`SELECT count(*) AS n FROM ${table}_rowids`).get() as { n: number }).n,
    0,
  );
}

/** Only vec0's own table of keys can be searched from a key on. */
export function readIndex(db: Database, after: MovedValue[] | null, limit: number): MovedRow[] {
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

export function writeIndex(db: Database, rows: MovedRow[]): void {
  for (const [generation, key, vector] of rows)
    db.sql(`INSERT INTO ${vectorTable(generation as number)} (key, vector) VALUES (?, ?)`).run(
      BigInt(key as number),
      vector,
    );
}
