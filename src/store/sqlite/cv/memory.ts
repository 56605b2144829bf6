import { floatsOf } from '../../blobs.js';
import type { Database } from '../database.js';
import { generationOf, vectorTable } from '../meta.js';
import { WordMemory } from '../../search/words/memory.js';
import { changedBetween, lastChange } from './changes.js';
import { Lists } from './lists.js';
import { KeptScoring } from '../../search/kept-scoring.js';
import { BLOCK, NearVectors } from '../../search/near-vectors.js';

/**
 * What searches keep of the store in memory. It is derived data: read when a search first needs it, and checked before each
 * one against the table `changes`, in which triggers note every CV that any process writes or erases.
 */
export class SearchMemory {
  private held: Held | null = null;
  private lists = new Lists(-1);
  readonly words = new WordMemory();
  private readonly scored = { generation: -1, change: -1, kept: new KeptScoring() };

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

  /** The CVs of the current generation as they are scored, as far as they are kept. */
  scoring(): { generation: number; kept: KeptScoring } {
    const { db, scored } = this;
    const [generation, change] = [generationOf(db), lastChange(db)];
    const changed = scored.generation === generation ? changedBetween(db, scored.change, change) : null;
    if (changed === null) scored.kept.clear();
    else for (const key of changed) scored.kept.drop(key);
    return Object.assign(scored, { generation, change });
  }

  close(): void {
    this.held = null;
    this.lists = new Lists(-1);
    this.scored.kept.clear();
    this.words.clear();
  }

  /** For one search: lists by occupations, empty after every change. */
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

/** Applies the changes since the last search; false if all must be read again. */
function follow(db: Database, held: Held, last: number): boolean {
  const changed = changedBetween(db, held.change, last);
  if (changed === null) return false;
  const vectorOf = db.sql(`SELECT vector FROM ${vectorTable(held.generation)} WHERE key = ?`);
  for (const key of changed) {
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
