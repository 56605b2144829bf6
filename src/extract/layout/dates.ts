import { isDateLike, isMonth, isNow } from './measure.js';
import type { Chunk } from './types.js';

/** What connects the two ends of a range, at the end of a line or the start of the next. */
const CONNECTOR =
  '(?:[-\\u2010-\\u2015\\u2212~→]|to|till|until|thru|through|bis|au|à|al|hasta|até|fino a|tot|t/m|do|до|по)';
const OPEN = new RegExp(`(?<![\\p{L}])${CONNECTOR}\\s*$`, 'iu');
const GOES_ON = new RegExp(`^\\s*${CONNECTOR}(?![\\p{L}])`, 'iu');
const ONLY_CONNECTOR = new RegExp(`^\\s*${CONNECTOR}\\s*$`, 'iu');
/** In characters: the longest range in a column of dates, and the longest word for "now". */
const LONGEST = 30;
const LONGEST_NOW = 14;
/** Points by which the edges of a column's lines may differ. */
const ALIGNED = 4;
/** The largest distance, in em, between two lines of a column. */
const NEXT_LINE = 2.2;
/** Lines that one date may be broken into. */
const MOST_LINES = 4;

/**
 * Puts date ranges together that a narrow column breaks over lines ("03/2021 –" above "06/2023"): each moves to its
 * first line, beside the text there. `rows` are the lines of a region from top to bottom, each from left to right.
 */
export function mendDates(rows: readonly Chunk[][]): Chunk[][] {
  const mended = rows.map((row) => [...row]);
  for (let i = 0; i + 1 < mended.length; i++) {
    for (let k = 0; k < mended[i]!.length; k++) mendCell(mended, i, k);
  }
  return mended.filter((row) => row.length > 0);
}

function mendCell(rows: Chunk[][], i: number, k: number): void {
  let last = rows[i]![k]!;
  if (last.text.length > LONGEST || !mayBeBroken(last.text)) return;
  for (let lines = 1, j = i + 1; lines < MOST_LINES && j < rows.length; j++) {
    const row = rows[j]!;
    if (row.length > 0 && row[0]!.y - last.y > NEXT_LINE * last.fontSize) return;
    const first = rows[i]![k]!;
    const below = row.findIndex((chunk) => isBelow(chunk, last) && belongs(first.text, chunk.text));
    if (below < 0) continue;
    last = row[below]!;
    // A range with no text beside it moves to its last line instead, so that the distance to what follows stays the
    // same.
    const y = rows[i]!.length === 1 && row.length === 1 ? last.y : first.y;
    rows[i]![k] = {
      ...first,
      y,
      text: `${first.text.trim()} ${last.text.trim()}`,
      x0: Math.min(first.x0, last.x0),
      x1: Math.max(first.x1, last.x1),
    };
    row.splice(below, 1);
    lines++;
  }
}

/** Whether two chunks are in the same column: aligned left, right or centred. */
function isBelow(chunk: Chunk, above: Chunk): boolean {
  const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= ALIGNED;
  return (
    chunk.y > above.y &&
    Math.abs(chunk.fontSize - above.fontSize) < 1 &&
    (isNear(chunk.x0, above.x0) || isNear(chunk.x1, above.x1) || isNear(chunk.x0 + chunk.x1, above.x0 + above.x1))
  );
}

function mayBeBroken(text: string): boolean {
  return isDateLike(text) || isMonth(text) || (OPEN.test(text) && isDateLike(text.replace(OPEN, '')));
}

/** Whether a cell continues in the one below, which must then be a date or the end of one and nothing else. */
function belongs(text: string, below: string): boolean {
  if (below.length > LONGEST) return false;
  if (ONLY_CONNECTOR.test(below)) return !OPEN.test(text);
  if (GOES_ON.test(below)) return !OPEN.test(text) && isEnd(below.replace(GOES_ON, ''));
  if (OPEN.test(text)) return isEnd(below) || isMonth(below);
  return endsWithMonth(text) && /^\s*(?:19|20)\d\d(?!\d)/.test(below) && (isDateLike(below) || OPEN.test(below));
}

function isEnd(text: string): boolean {
  if ((text.match(/(?<!\d)(?:19|20)\d\d(?!\d)/g)?.length ?? 0) > 1) return false;
  return (
    isDateLike(text) || isNow(text) || (text.trim().length <= LONGEST_NOW && /^\s*\p{Ll}[\p{L}\p{M}.]+\s*$/u.test(text))
  );
}

function endsWithMonth(text: string): boolean {
  const [, last] = /(\p{L}+\.?)\s*$/u.exec(text) ?? [];
  return last !== undefined && isMonth(last);
}
