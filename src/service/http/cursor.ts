import { CvmatchError } from '../../errors.js';

/** The end of a page as opaque text: its contents may change with the store. */
export function writeCursor(position: string | number): string {
  return Buffer.from(JSON.stringify([position])).toString('base64url');
}

/** @throws CvmatchError `bad_request` for anything that writeCursor did not write. */
export function readCursor(cursor: string, accepts: (position: unknown) => boolean): string | number {
  try {
    const [position, ...rest] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (rest.length === 0 && accepts(position)) return position as string | number;
  } catch {
    // Reported below, like a cursor from another list.
  }
  throw new CvmatchError('bad_request', 'the cursor is not one of this list', {
    hint: 'Give `next` of the page before, or none to begin again.',
  });
}
