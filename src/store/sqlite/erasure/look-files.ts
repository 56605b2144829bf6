import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { LONGEST_TRACE, TraceFinder, type TraceSet } from '../../traces.js';

/** Bytes that are read and searched at a time, which takes a few milliseconds. */
const PIECE = 1 << 20;

export interface LookRequest {
  /** Path of the database file. */
  database: string;
  sets: (TraceSet & { owner: string })[];
  /** Where in the database file to start. A part without traces never gets one again: see docs/decisions/erasure.md. */
  from: number;
  /** Most bytes of the database file to search. */
  bytes: number;
}

export interface Looked {
  /** Bytes of the database file that are done, including those before `from`; null if all files are done. */
  upTo: number | null;
  /** Bytes that were searched by this call. */
  bytes: number;
  /** Each trace that was found, with the owner of its set. */
  found: { owner: string; text: string }[];
}

/** Searches the database file, then its log and all other files beside it. */
export async function lookThroughFiles({ database, sets, from, bytes }: LookRequest): Promise<Looked> {
  const found: Looked['found'] = [];
  const finder = new TraceFinder(sets);
  const onPiece = (piece: Uint8Array): void => {
    for (const { trace, text } of finder.find(piece)) {
      found.push({ owner: trace.owner, text });
      // One find is enough.
      finder.drop(trace);
    }
  };
  const main = await lookAt(database, { from, to: from + bytes }, onPiece);
  if (main.more) return { upTo: main.end, bytes: main.end - from, found };
  let looked = main.end - from;
  for (const file of await othersBeside(database))
    looked += (await lookAt(file, { from: 0, to: Infinity }, onPiece)).end;
  return { upTo: null, bytes: looked, found };
}

async function othersBeside(database: string): Promise<string[]> {
  const folder = path.dirname(database);
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name !== path.basename(database))
    .map((entry) => path.join(folder, entry.name));
}

interface Range {
  from: number;
  to: number;
}

/** Returns where it stopped and whether the file continues. A file that no longer exists contains nothing. */
async function lookAt(
  file: string,
  { from, to }: Range,
  onPiece: (piece: Uint8Array) => void,
): Promise<{ end: number; more: boolean }> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (handle === null) return { end: from, more: false };
  const buffer = Buffer.alloc(PIECE + LONGEST_TRACE);
  try {
    for (let at = from; ;) {
      if (at >= to) return { end: at, more: true };
      // Starts in the previous piece, because a trace may begin at its end.
      const start = Math.max(0, at - LONGEST_TRACE);
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
      onPiece(buffer.subarray(0, bytesRead));
      if (bytesRead < buffer.length) return { end: Math.max(at, start + bytesRead), more: false };
      at = start + bytesRead;
    }
  } finally {
    await handle.close();
  }
}
