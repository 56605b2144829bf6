import { open, readFile } from 'node:fs/promises';
import type { ErasedMark } from '../../store/port/index.js';
import type { BackupFolder } from './folder.js';
import { damaged } from './pieces.js';

/** Beside the backups: what was removed, as keyed hashes, so that no backup of before brings it back. */
const FILE = 'erasures.jsonl';

/** A mark, and in whose store the thing was. */
export interface KeptMark extends ErasedMark {
  tenant: string;
}

/**
 * Adds marks that are not there yet and makes sure that the file is there, also without any; resolves when they are on disk. A
 * line that a crash cut off is left alone: its removal was not reported as told, and is told again.
 */
export async function addMarks(folder: BackupFolder, marks: KeptMark[]): Promise<void> {
  const handle = await open(folder.file(FILE), 'a', 0o600);
  try {
    const known = new Set((await readMarks(folder)).map(lineOf));
    const lines = [...new Set(marks.map(lineOf))].filter((line) => !known.has(line));
    if (lines.length > 0) await handle.writeFile(`\n${lines.join('')}`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function lineOf({ tenant, salt, mark, at, asked }: KeptMark): string {
  // As lines were before, so that none is there twice.
  return `${JSON.stringify({ tenant, salt, mark, at, ...(asked ? { asked } : {}) })}\n`;
}

/** @throws CvmatchError `store_corrupt` if the file is missing: nobody could tell what was removed. */
export async function readMarks(folder: BackupFolder): Promise<KeptMark[]> {
  const text = await readFile(folder.file(FILE), 'utf8').catch(() => null);
  if (text === null) throw damaged(`${folder.file(FILE)}, which says what was removed, is missing`);
  return text.split('\n').flatMap((line) => markOf(line) ?? []);
}

function markOf(line: string): KeptMark | null {
  try {
    const read = JSON.parse(line) as Partial<Record<keyof KeptMark, unknown>> | null;
    const values = [read?.tenant, read?.salt, read?.mark, read?.at];
    return values.every((value) => typeof value === 'string')
      ? { ...(read as KeptMark), asked: read?.asked === true }
      : null;
  } catch {
    return null;
  }
}
