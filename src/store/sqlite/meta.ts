import { CvmatchError } from '../../errors.js';
import type { StoredModel } from '../port/index.js';
import type { Database } from './database.js';

/** Small facts of the store. Call from inside a transaction where two must fit together. */

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

/** Everything that was cached before is out of date from now on. */
export function bumpVersion(db: Database): void {
  db.sql("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE name = 'version'").run();
}

export function currentModel(db: Database): StoredModel | null {
  const value = metaOf(db, 'model');
  return value === null ? null : (JSON.parse(value) as StoredModel);
}

/** Vectors of one model make a generation; an exchange fills the next one while searches use this. */
export function generationOf(db: Database): number {
  return Number(metaOf(db, 'generation'));
}

export function vectorTable(generation: number): string {
  return `vectors_${generation}`;
}

/**
 * Vectors that sqlite-vec stores and searches together. It finds the nearest of each chunk by going through it once for
 * each that it keeps: with its own 1,024 the 2,000 nearest of 10,000 take twice as long as with 128.
 */
const CHUNK = 128;

export function createVectorTable(db: Database, generation: number, dimensions: number): void {
  db.exec(
    `CREATE VIRTUAL TABLE ${vectorTable(generation)} USING vec0(key INTEGER PRIMARY KEY, vector float[${dimensions}], chunk_size=${CHUNK})`,
  );
}

/** sqlite-vec takes NaN silently, and every distance to it is then wrong. */
export function checkVector(vector: Float32Array, dimensions: number): void {
  if (vector.length !== dimensions) {
    throw new CvmatchError('vector_invalid', `a vector has ${vector.length} dimensions, the store has ${dimensions}`, {
      hint: 'Run `cvmatch reindex` to embed all CVs with the model in use.',
    });
  }
  if (!allFinite(vector)) {
    throw new CvmatchError('vector_invalid', 'a vector holds a value that is not a number', {
      hint: 'The embedding model is damaged: check it with `cvmatch doctor`.',
    });
  }
}

/** A sum is finite only where all its terms are: one addition a value, where `every` calls a function. Values are at most 1. */
function allFinite(vector: Float32Array): boolean {
  let sum = 0;
  for (const value of vector) sum += value;
  return Number.isFinite(sum);
}
