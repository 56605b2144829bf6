import type { WordMarks } from '../../../domain/index.js';

/**
 * The word index: for each word, which CVs have it and how much it adds to their scores. CVs are packed by their keys, so many
 * to a piece; a piece has a list for each word, and the lists of words whose hashes begin alike lie in one record. A list that
 * is read gives what the CVs themselves say, to the bit: it saves reading them, and nothing else.
 *
 * A record: for each word, ascending, its hash (uint32), the bytes of its list (uint16), and the list. A list: for each CV,
 * ascending, its distance from the one before (one byte, or 255 and a uint16), and its mark (domain/word-marks.ts). Numbers
 * are little-endian.
 */

/** CVs in a piece. */
export const PIECE = 2048;

/** Records in a piece. */
const RECORD_BITS = 12;
export const RECORDS = 2 ** RECORD_BITS;

export const pieceOf = (key: number): number => Math.floor(key / PIECE);

/** The number of the record that has the list of a word. */
export const recordOf = (hash: number): number => hash >>> (32 - RECORD_BITS);

export interface MarkedCv {
  key: number;
  words: WordMarks;
}

/** The records of a piece, ascending; without those that would be empty. */
export function packPiece(cvs: MarkedCv[]): { record: number; lists: Uint8Array }[] {
  const postings = sortedPostings(cvs);
  // For each posting at most its hash, the length of the list, a long step and a mark.
  const bytes = new Uint8Array(postings.length * MOST_BYTES);
  const view = new DataView(bytes.buffer);
  const records: { record: number; lists: Uint8Array }[] = [];
  let start = 0;
  let at = 0;
  let record = -1;
  for (let i = 0; i < postings.length;) {
    const hash = hashIn(postings[i]!);
    if (recordOf(hash) !== record) {
      if (at > start) records.push({ record, lists: bytes.slice(start, at) });
      record = recordOf(hash);
      start = at;
    }
    view.setUint32(at, hash, true);
    const length = at + 4;
    at += HEAD;
    for (let last = -1; i < postings.length && hashIn(postings[i]!) === hash; i++) {
      const [place, mark] = [placeIn(postings[i]!), postings[i]! % MARKS];
      const step = place - last;
      if (step < LONG) bytes[at++] = step;
      else {
        bytes[at] = LONG;
        view.setUint16(at + 1, step, true);
        at += 3;
      }
      bytes[at++] = mark;
      last = place;
    }
    view.setUint16(length, at - length - 2, true);
  }
  if (at > start) records.push({ record, lists: bytes.slice(start, at) });
  return records;
}
/** Hash of a word and length of its list. */
const HEAD = 6;
/** Instead of a step in one byte: one of two bytes follows. */
export const LONG = 255;
const MOST_BYTES = HEAD + 4;

/** Hash, place in the piece and mark of each, in the 51 bits of one number: sorting numbers is quick. */
function sortedPostings(cvs: MarkedCv[]): Float64Array {
  const postings = new Float64Array(cvs.reduce((sum, { words }) => sum + words.hashes.length, 0));
  let n = 0;
  for (const { key, words } of cvs)
    for (let i = 0; i < words.hashes.length; i++)
      postings[n++] = (words.hashes[i]! * PIECE + (key % PIECE)) * MARKS + words.marks[i]!;
  return postings.sort();
}
const MARKS = 256;
const hashIn = (posting: number): number => Math.floor(posting / (PIECE * MARKS));
const placeIn = (posting: number): number => Math.floor(posting / MARKS) % PIECE;

/** The list of a word in its record; null if no CV of the piece has it. */
export function listOf(record: Uint8Array, hash: number): Uint8Array | null {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  for (let at = 0; at + HEAD <= record.length;) {
    const [found, length] = [view.getUint32(at, true), view.getUint16(at + 4, true)];
    // A copy, so that the record is let go, and of one kind whatever the driver gives: loops over lists stay quick.
    if (found === hash) return new Uint8Array(record.subarray(at + HEAD, at + HEAD + length));
    if (found > hash) return null;
    at += HEAD + length;
  }
  return null;
}
