import { createHash } from 'node:crypto';

/** Bytes of a piece: at least, about, and at most. */
const LEAST = 64 * 1024;
const ABOUT = 256 * 1024;
const MOST = 1024 * 1024;

/** A number for each value of a byte, by chance and always the same: other numbers would cut elsewhere. */
const GEAR = Uint32Array.from({ length: 256 }, (_, byte) =>
  createHash('sha256').update(`cvmatch backup ${byte}`).digest().readUInt32LE(0),
);
/** Where the upper bits of the running sum are all zero, which happens once in ABOUT - LEAST bytes. */
const MASK = ~((1 << (32 - Math.round(Math.log2(ABOUT - LEAST)))) - 1) >>> 0;

/**
 * The same bytes in pieces that end where the bytes themselves say so, so that what follows an insertion is cut as before. For
 * dumps, in which rows move; a database file changes page by page in place, and fixed lengths do.
 */
export async function* cutByContent(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let [some, length, sum] = [[] as Uint8Array[], 0, 0];
  for await (const chunk of source) {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      length += 1;
      // The sum is of the last 32 bytes alone: older ones are shifted out.
      sum = ((sum << 1) + GEAR[chunk[at]!]!) >>> 0;
      if (length < LEAST || (length < MOST && (sum & MASK) !== 0)) continue;
      yield Buffer.concat([...some, chunk.subarray(from, at + 1)]);
      [some, length, from] = [[], 0, at + 1];
    }
    if (from < chunk.length) some.push(chunk.subarray(from));
  }
  if (length > 0) yield Buffer.concat(some);
}
