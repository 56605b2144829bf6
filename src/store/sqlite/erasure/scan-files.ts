import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { LONGEST_TRACE, TraceFinder, type TraceSet } from '../../traces.js';

/** Number of bytes that are read and scanned at once: a few milliseconds. */
const PIECE = 1 << 20;

export interface ScanRequest {
  /** The database file. */
  database: string;
  sets: (TraceSet & { owner: string })[];
  /** Offset in the database file at which to begin; pages that were clean once stay clean: see docs/decisions/erasure.md. */
  from: number;
  /** Number of bytes of the database file to scan at most. */
  bytes: number;
}

export interface Scanned {
  /** Offset in the database file up to which it was scanned; null: all files were scanned to their end. */
  upTo: number | null;
  /** Number of bytes scanned. */
  bytes: number;
  /** Each trace that was found, once, with the owner of its set. */
  found: { owner: string; text: string }[];
  /** Files that were scanned to their end, and up to where: the database file also over earlier scans. */
  files: { name: string; bytes: number }[];
}

/** Scans the database file, then its log and all other files in its folder. */
export async function scanFiles({ database, sets, from, bytes }: ScanRequest): Promise<Scanned> {
  const found: Scanned['found'] = [];
  const finder = new TraceFinder(sets);
  const onPiece = (piece: Uint8Array): void => {
    for (const { trace, text } of finder.find(piece)) {
      found.push({ owner: trace.owner, text });
      finder.drop(trace);
    }
  };
  const main = await scanFile(database, { from, to: from + bytes }, onPiece);
  const files = [{ name: path.basename(database), bytes: main.end }];
  if (main.more) return { upTo: main.end, bytes: main.end - from, found, files: [] };
  for (const file of await othersBeside(database)) {
    const { end } = await scanFile(file, { from: 0, to: Infinity }, onPiece);
    files.push({ name: path.basename(file), bytes: end });
  }
  return { upTo: null, bytes: files.reduce((sum, { bytes: some }) => sum + some, 0) - from, found, files };
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

/** Returns the offset at which the scan ended, and whether the file has more. A file that was deleted meanwhile is empty. */
async function scanFile(
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
      // Includes the end of the previous piece, in which a trace may begin.
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
