import type { ReadyPiece, WordMemory } from '../../search/words/memory.js';
import { packPiece, PIECE, type MarkedCv } from '../../search/words/pack.js';
import { duePieces } from '../../search/words/packing.js';
import type { WordSums } from '../../search/words/sums.js';
import type { Database } from '../database.js';
import { generationOf } from '../meta.js';
import { changedBetween, lastChange } from './changes.js';

/**
 * What these words say of every CV. Call inside a transaction. `mostLoose`: of so many pieces that are not packed CVs are read; the
 * others are left out.
 */
export function wordSums(db: Database, memory: WordMemory, hashes: readonly number[], mostLoose = Infinity): WordSums {
  try {
    return followed(db, memory, hashes, mostLoose);
  } catch (error) {
    // It counts as read what was not.
    memory.clear();
    throw error;
  }
}

function followed(db: Database, memory: WordMemory, hashes: readonly number[], mostLoose: number): WordSums {
  const generation = generationOf(db);
  const change = lastChange(db);
  const unread = memory.follow(
    { generation, change, ready: readyPieces(db, generation), lastKey: lastKey(db) },
    changedBetween(db, memory.change, change),
  );
  for (const piece of unread.pieces.slice(0, mostLoose))
    for (const { key, words } of markedCvs(db, generation, piece)) memory.add(key, words);
  const featuresOf = db.sql('SELECT features FROM scoring WHERE generation = ? AND key = ?').pluck();
  for (const key of unread.keys) {
    const features = featuresOf.get(generation, key) as Uint8Array | undefined;
    if (features !== undefined) memory.add(key, db.reader.marksOf(db.sealer.openBytes(features)));
  }
  const view = memory.view();
  const listsOf = db.sql('SELECT lists FROM words_lists WHERE serial = ? AND record = ?').pluck();
  view.take(hashes, ({ serial, record }) => {
    const lists = listsOf.get(serial, record) as Uint8Array | undefined;
    return lists === undefined ? null : db.sealer.openBytes(lists);
  });
  return view.sums(hashes);
}

/** Packs the first piece that is full and not packed; returns how many there still are. */
export function packNext(db: Database): number {
  const generation = generationOf(db);
  db.sql('DELETE FROM words_pieces WHERE generation <> ? OR made_by <> ?').run(generation, db.reader.fingerprint);
  const due = unpacked(db, generation);
  const [piece] = due;
  if (piece === undefined) return 0;
  const cvs = markedCvs(db, generation, piece);
  const { lastInsertRowid: serial } = db
    .sql('INSERT INTO words_pieces (piece, generation, made_by) VALUES (?, ?, ?)')
    .run(piece, generation, db.reader.fingerprint);
  const insert = db.sql('INSERT INTO words_lists VALUES (?, ?, ?)');
  for (const { record, lists } of packPiece(cvs)) insert.run(serial, record, db.sealer.bytes(lists));
  return due.length - 1;
}

/** Pieces that may be packed. */
export function unpacked(db: Database, generation = generationOf(db)): number[] {
  return duePieces(readyPieces(db, generation), lastKey(db));
}

function readyPieces(db: Database, generation: number): ReadyPiece[] {
  return db
    .sql('SELECT piece, serial FROM words_pieces WHERE generation = ? AND made_by = ? ORDER BY piece')
    .all(generation, db.reader.fingerprint) as ReadyPiece[];
}

export function lastKey(db: Database): number {
  return (db.sql('SELECT max(key) FROM cvs').pluck().get() as number | null) ?? -1;
}

function markedCvs(db: Database, generation: number, piece: number): MarkedCv[] {
  const rows = db
    .sql('SELECT key, features FROM scoring WHERE generation = ? AND key >= ? AND key < ? ORDER BY key')
    .all(generation, piece * PIECE, (piece + 1) * PIECE) as { key: number; features: Uint8Array }[];
  return rows.map(({ key, features }) => ({ key, words: db.reader.marksOf(db.sealer.openBytes(features)) }));
}
