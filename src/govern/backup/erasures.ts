import type { ErasedMark } from '../../store/port/index.js';
import type { Backups } from './backups.js';
import { damaged } from './pieces.js';

/** Beside the backups: what was removed, as keyed hashes, so that no backup of before brings it back. */
const FILE = 'erasures.jsonl';

/** A mark, and in whose store the thing was. */
export interface KeptMark extends ErasedMark {
  tenant: string;
}

/**
 * Adds marks that are not there yet and makes sure that the list is there, also without any; resolves when they are safe. A line
 * that a crash cut off is left alone: its removal was not reported as told, and is told again.
 */
export async function addMarks({ place }: Backups, marks: KeptMark[]): Promise<void> {
  const known = new Set(marksIn((await place.readLog(FILE)) ?? '').map(lineOf));
  const lines = [...new Set(marks.map(lineOf))].filter((line) => !known.has(line));
  await place.append(FILE, lines.length === 0 ? '' : `\n${lines.join('')}`);
}

/** Puts the list together; for the process that works alone on the backups. */
export function settleMarks({ place }: Backups): Promise<void> {
  return place.settleLog(FILE);
}

function lineOf({ tenant, salt, mark, at, asked }: KeptMark): string {
  // As lines were before, so that none is there twice.
  return `${JSON.stringify({ tenant, salt, mark, at, ...(asked ? { asked } : {}) })}\n`;
}

/** @throws CvmatchError `store_corrupt` if the list is missing: nobody could tell what was removed. */
export async function readMarks({ place, where }: Backups): Promise<KeptMark[]> {
  const text = await place.readLog(FILE);
  if (text === null) throw damaged(`${FILE} in ${where}, which says what was removed, is missing`);
  return marksIn(text);
}

function marksIn(text: string): KeptMark[] {
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
