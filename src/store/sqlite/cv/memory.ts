import { floatsOf } from '../../blobs.js';
import type { Database } from '../database.js';
import { generationOf, vectorTable } from '../meta.js';
import { Lists } from './lists.js';
import { BLOCK, NearVectors } from '../../search/near-vectors.js';

/**
 * What searches keep of the store in memory. It is derived data: read when a search first needs it, and checked before each
 * one against the table `changes`, in which triggers note every CV that any process writes or erases.
 */
export class SearchMemory {
  private held: Held | null = null;
  private lists = new Lists(-1);

  constructor(private readonly db: Database) {}

  /** The vectors of the current generation, as they are now. */
  vectors(dimensions: number): NearVectors {
    const [generation, change] = [generationOf(this.db), lastChange(this.db)];
    const { held } = this;
    if (held?.generation === generation && held.dimensions === dimensions && follow(this.db, held, change))
      return held.vectors;
    this.held = { generation, dimensions, change, vectors: readVectors(this.db, generation, dimensions) };
    return this.held.vectors;
  }

  /** For one search: lists by words and occupations, empty after every change. */
  listsNow(): Lists {
    const change = lastChange(this.db);
    if (this.lists.change === change) this.lists.isFirst = false;
    else this.lists = new Lists(change);
    return this.lists;
  }
}

interface Held {
  generation: number;
  dimensions: number;
  /** The last change that is in it. */
  change: number;
  vectors: NearVectors;
}

/** From so many changes on, reading all again is quicker; the table keeps more (see schema.ts). */
const MOST_CHANGES = 2000;

function lastChange(db: Database): number {
  return (db.sql('SELECT max(id) AS id FROM changes').get() as { id: number | null }).id ?? 0;
}

/** Applies the changes since the last search; false if all must be read again. */
function follow(db: Database, held: Held, last: number): boolean {
  if (last === held.change) return true;
  if (last < held.change || last - held.change > MOST_CHANGES) return false;
  const vectorOf = db.sql(`SELECT vector FROM ${vectorTable(held.generation)} WHERE key = ?`);
  const changed = db.sql('SELECT DISTINCT key FROM changes WHERE id > ? AND id <= ?').all(held.change, last);
  for (const { key } of changed as { key: number }[]) {
    const row = vectorOf.get(BigInt(key)) as { vector: Uint8Array } | undefined;
    if (row === undefined) held.vectors.drop(key);
    else held.vectors.set(key, floatsOf(row.vector));
  }
  held.change = last;
  return true;
}

function readVectors(db: Database, generation: number, dimensions: number): NearVectors {
  const table = vectorTable(generation);
  const { n } = db.sql(`SELECT count(*) AS n FROM ${table}_rowids`).get() as { n: number };
  const vectors = new NearVectors(dimensions);
  readChunks(db, table, vectors);
  // What sqlite-vec keeps in its own tables is known of the version in use; otherwise it is asked for each vector.
  return vectors.size === n ? vectors : readEach(db, table, new NearVectors(dimensions));
}

interface Chunk {
  size: number;
  /** One bit for each place: whether it is taken. */
  validity: Uint8Array;
  /** 64-bit keys. */
  rowids: Uint8Array;
  vectors: Uint8Array;
}

/** Ten times as fast as asking sqlite-vec for each vector. */
function readChunks(db: Database, table: string, into: NearVectors): void {
  const rows = db
    .sql(
      `SELECT size, validity, rowids, vectors FROM ${table}_chunks JOIN ${table}_vector_chunks00 AS parts ON parts.rowid = chunk_id`,
    )
    .iterate() as IterableIterator<Chunk>;
  for (const { size, validity, rowids, vectors } of rows) {
    if (size > BLOCK) return;
    const ids = new DataView(rowids.buffer, rowids.byteOffset, rowids.byteLength);
    const keys = new Float64Array(size);
    for (let i = 0; i < size; i++)
      if ((validity[i >> 3]! >> (i & 7)) & 1)
        keys[i] = ids.getUint32(8 * i, true) + 2 ** 32 * ids.getUint32(8 * i + 4, true);
    into.setAll(keys, floatsOf(vectors));
  }
}

function readEach(db: Database, table: string, into: NearVectors): NearVectors {
  for (const row of db.sql(`SELECT key, vector FROM ${table}`).iterate() as IterableIterator<{
    key: number;
    vector: Uint8Array;
  }>)
    into.set(row.key, floatsOf(row.vector));
  return into;
}
