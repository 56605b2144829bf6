import type { AskedRecord, ReadyPiece, WordMemory } from '../../search/words/memory.js';
import { packPiece, PIECE, type MarkedCv } from '../../search/words/pack.js';
import { duePieces } from '../../search/words/packing.js';
import type { WordSums } from '../../search/words/sums.js';
import type { Session } from '../database.js';
import { changedBetween } from './changes.js';

/** What these words say of every CV. `mostLoose`: as in the SQLite store. */
export async function wordSums(
  session: Session,
  memory: WordMemory,
  hashes: readonly number[],
  mostLoose = Infinity,
): Promise<WordSums> {
  try {
    return await followed(session, memory, hashes, mostLoose);
  } catch (error) {
    // It counts as read what was not.
    memory.clear();
    throw error;
  }
}

async function followed(
  session: Session,
  memory: WordMemory,
  hashes: readonly number[],
  mostLoose: number,
): Promise<WordSums> {
  const { generation, change, lastKey } = session.state;
  const { reader } = session;
  const changed = await changedBetween(session, memory.change, change);
  const ready = await readyPieces(session);
  const unread = memory.follow({ generation, change, ready, lastKey }, changed);
  for (const piece of unread.pieces.slice(0, mostLoose))
    for (const { key, words } of await markedCvs(session, piece)) memory.add(key, words);
  if (unread.keys.length > 0)
    for (const { key, features } of await session.rows<Row>(
      'SELECT key, features FROM scoring WHERE tenant = $1 AND generation = $2 AND key = ANY($3::int[])',
      generation,
      unread.keys,
    ))
      memory.add(key, reader.marksOf(features));
  const view = memory.view();
  const read = await readRecords(session, view.missing(hashes));
  view.take(hashes, ({ serial, record }) => read.get(serial)?.get(record) ?? null);
  return view.sums(hashes);
}

/** By piece, all records of one in one row: reading a row takes longer than what is in it. */
async function readRecords(
  session: Session,
  asked: readonly AskedRecord[],
): Promise<Map<number, Map<number, Uint8Array>>> {
  if (asked.length === 0) return new Map();
  const rows = await session.rows<{ serial: string; records: Buffer }>(
    `SELECT serial::text, string_agg(int4send(record) || int4send(length(lists)) || lists, ''::bytea) AS records
       FROM unnest($2::bigint[], $3::int[]) AS asked(serial, record) JOIN words_lists USING (serial, record)
       WHERE tenant = $1 GROUP BY serial`,
    asked.map(({ serial }) => serial),
    asked.map(({ record }) => record),
  );
  return new Map(rows.map(({ serial, records }) => [Number(serial), recordsIn(records)]));
}

function recordsIn(bytes: Buffer): Map<number, Uint8Array> {
  const records = new Map<number, Uint8Array>();
  for (let at = 0; at < bytes.length;) {
    const [record, start] = [bytes.readInt32BE(at), at + 8];
    at = start + bytes.readInt32BE(at + 4);
    records.set(record, bytes.subarray(start, at));
  }
  return records;
}

/** Packs the first piece that is full and not packed; returns how many there still are. Alone among the tenant's writers. */
export async function packNext(session: Session): Promise<number> {
  const { generation } = session.state;
  const { fingerprint } = session.reader;
  await session.run(
    'DELETE FROM words_pieces WHERE tenant = $1 AND (generation <> $2 OR made_by <> $3)',
    generation,
    fingerprint,
  );
  const due = await unpacked(session);
  const [piece] = due;
  if (piece === undefined) return 0;
  const records = packPiece(await markedCvs(session, piece));
  const row = await session.row<{ serial: string }>(
    'INSERT INTO words_pieces (tenant, piece, generation, made_by) VALUES ($1, $2, $3, $4) RETURNING serial::text',
    piece,
    generation,
    fingerprint,
  );
  await session.run(
    'INSERT INTO words_lists (tenant, serial, record, lists) SELECT $1, $2, * FROM unnest($3::int[], $4::bytea[])',
    row!.serial,
    records.map(({ record }) => record),
    records.map(({ lists }) => Buffer.from(lists.buffer, lists.byteOffset, lists.byteLength)),
  );
  return due.length - 1;
}

/** Pieces that may be packed. */
export async function unpacked(session: Session): Promise<number[]> {
  return duePieces(await readyPieces(session), session.state.lastKey);
}

async function readyPieces(session: Session): Promise<ReadyPiece[]> {
  const rows = await session.rows<{ piece: number; serial: string }>(
    'SELECT piece, serial::text FROM words_pieces WHERE tenant = $1 AND generation = $2 AND made_by = $3 ORDER BY piece',
    session.state.generation,
    session.reader.fingerprint,
  );
  return rows.map(({ piece, serial }) => ({ piece, serial: Number(serial) }));
}

interface Row {
  key: number;
  features: Buffer;
}

async function markedCvs(session: Session, piece: number): Promise<MarkedCv[]> {
  const rows = await session.rows<Row>(
    'SELECT key, features FROM scoring WHERE tenant = $1 AND generation = $2 AND key >= $3 AND key < $4 ORDER BY key',
    session.state.generation,
    piece * PIECE,
    (piece + 1) * PIECE,
  );
  return rows.map(({ key, features }) => ({ key, words: session.reader.marksOf(features) }));
}
