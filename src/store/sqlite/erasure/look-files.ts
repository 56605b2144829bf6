import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { LONGEST_TRACE, TraceFinder, type TraceSet } from '../../traces.js';

/** Bytes that are read and looked through at once: a few milliseconds. */
const PIECE = 1 << 20;

export interface LookRequest {
  /** The database file. */
  database: string;
  sets: (TraceSet & { owner: string })[];
  /** Where in the database file to begin; what was clean once stays clean: see docs/decisions/erasure.md. */
  from: number;
  /** Bytes of the database file at most. */
  bytes: number;
}

export interface Looked {
  /** Bytes of the database file that are done, those before `from` included; null: all files are. */
  upTo: number | null;
  /** That were looked through now. */
  bytes: number;
  /** Each trace that was found somewhere, with its set's owner. */
  found: { owner: string; text: string }[];
}

/** Looks through the database file, then through its log and whatever else lies beside it. */
export async function lookThroughFiles({ database, sets, from, bytes }: LookRequest): Promise<Looked> {
  const found: Looked['found'] = [];
  const finder = new TraceFinder(sets);
  const onPiece = (piece: Uint8Array): void => {
    for (const { trace, text } of finder.find(piece)) {
      found.push({ owner: trace.owner, text });
      // Once is enough.
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

/** Gives where it ended, and whether the file goes on there. One that is gone by now has nothing in it. */
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
      // With the end of the piece before, in which a trace may begin.
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
