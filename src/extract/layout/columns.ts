import { bodySize, isDateLike } from './measure.js';
import type { Chunk } from './types.js';

/** A part of the page that is read line by line. `depth` 0 is a region of full width, more is a column. */
export interface Region {
  chunks: Chunk[];
  depth: number;
}

interface Gutter {
  left: Chunk[];
  right: Chunk[];
  /** Height, in points, in which both sides have text. */
  overlap: number;
  top: number;
  x0: number;
  x1: number;
}

/** The least distance between two columns, in em of the body text; LaTeX's default gutter is 10 pt. */
const MIN_GUTTER = 0.9;
const MIN_LINES = 3;
const MIN_OVERLAP_LINES = 3;
/** Pieces on a page above which it is a drawing or a table of numbers, not a CV, and read line by line. */
const MAX_CHUNKS = 1000;
const MAX_DEPTH = 6;
/** Points by which baselines of one line may differ. */
const ON_ONE_LINE = 2;

/**
 * Cuts a page into regions in reading order: above the columns, the left column, the right one, below. The tallest
 * white gutter that separates columns, rather than cells of a table, is cut first; then each part is examined again. A
 * table (dates beside text, labels beside values) stays whole and is read row by row.
 */
export function splitRegions(chunks: readonly Chunk[], depth = 0): Region[] {
  if (chunks.length === 0) return [];
  const gutter = depth < MAX_DEPTH && chunks.length <= MAX_CHUNKS ? bestGutter(chunks) : null;
  if (!gutter) return [{ chunks: [...chunks], depth }];
  const inside = new Set([...gutter.left, ...gutter.right]);
  const top = Math.min(gutter.left[0]!.y, gutter.right[0]!.y);
  const outside = chunks.filter((chunk) => !inside.has(chunk));
  return [
    ...splitRegions(
      outside.filter((chunk) => chunk.y < top),
      depth,
    ),
    ...splitRegions(gutter.left, depth + 1),
    ...splitRegions(gutter.right, depth + 1),
    ...splitRegions(
      outside.filter((chunk) => chunk.y >= top),
      depth,
    ),
  ];
}

function bestGutter(chunks: readonly Chunk[]): Gutter | null {
  const sorted = [...chunks].sort((a, b) => a.y - b.y);
  const em = bodySize(chunks);
  const gutters: Gutter[] = [];
  for (const x of candidates(chunks))
    gutters.push(
      ...guttersAt(sorted, x, em).filter(
        (gutter) => gutter.x1 - gutter.x0 >= MIN_GUTTER * em && gutter.overlap >= MIN_OVERLAP_LINES * em,
      ),
    );
  gutters.sort((a, b) => compare(a, b, em));
  const tables: Gutter[] = [];
  for (const gutter of gutters) {
    if (tables.some((table) => isWithin(gutter, table))) continue;
    if (areColumns(gutter, em)) return gutter;
    tables.push(gutter);
  }
  return null;
}

/**
 * Whether a gutter is part of a table's gutter, and would pass for one between columns only because it has fewer rows.
 */
function isWithin(gutter: Gutter, table: Gutter): boolean {
  return (
    gutter.x0 < table.x1 &&
    gutter.x1 > table.x0 &&
    gutter.top >= table.top &&
    gutter.top + gutter.overlap <= table.top + table.overlap
  );
}

/** Sorts the tallest gutter first; among equals the one with less text outside, then the widest. */
function compare(a: Gutter, b: Gutter, em: number): number {
  const taller = Math.round((b.overlap - a.overlap) / em);
  const fuller = b.left.length + b.right.length - a.left.length - a.right.length;
  return taller || fuller || b.x1 - b.x0 - (a.x1 - a.x0);
}

/** Possible left edges of gutters: places where some text ends and that have enough text on both sides. */
function candidates(chunks: readonly Chunk[]): number[] {
  const starts = chunks.map((chunk) => chunk.x0).sort((a, b) => a - b);
  const [first, last] = [starts[MIN_LINES - 1] ?? Infinity, starts[starts.length - MIN_LINES] ?? -Infinity];
  return [...new Set(chunks.map((chunk) => Math.ceil(chunk.x1)))]
    .filter((x) => first < x && x <= last)
    .sort((a, b) => a - b);
}

/** The runs of rows that no text crosses at x; each may be a gutter. */
function guttersAt(sorted: readonly Chunk[], x: number, em: number): Gutter[] {
  const walls = sorted.filter((chunk) => chunk.x0 < x - 1 && chunk.x1 > x + 1).map((chunk) => chunk.y);
  const runs: Chunk[][] = [];
  let above = 0;
  for (const chunk of sorted) {
    while (above < walls.length && walls[above]! < chunk.y - ON_ONE_LINE) above++;
    if (above < walls.length && walls[above]! <= chunk.y + ON_ONE_LINE) continue;
    (runs[above] ??= []).push(chunk);
  }
  return runs
    .map((run, i) => toGutter(run, x, (walls[i] ?? Infinity) - ATTACHED * em, ATTACHED * em))
    .filter((gutter) => gutter !== null);
}

/** The largest distance between lines of one paragraph, in em. */
const ATTACHED = 1.6;

/**
 * `floor`: a line below it belongs to the text that ends the run, since only the usual line distance separates the two.
 */
function toGutter(run: readonly Chunk[], x: number, floor: number, pitch: number): Gutter | null {
  const sides = [run.filter((chunk) => chunk.x0 < x), run.filter((chunk) => chunk.x0 >= x)] as const;
  const [left, right] = [withoutTail(sides[0], sides[1], floor, pitch), withoutTail(sides[1], sides[0], floor, pitch)];
  if (left.length < MIN_LINES || right.length < MIN_LINES) return null;
  const top = Math.max(left[0]!.y, right[0]!.y);
  const bottom = Math.min(left.at(-1)!.y, right.at(-1)!.y);
  return {
    left,
    right,
    overlap: bottom - top,
    top,
    x0: Math.max(...left.map((chunk) => chunk.x1)),
    x1: Math.min(...right.map((chunk) => chunk.x0)),
  };
}

/**
 * One side without its last paragraph, where that paragraph begins below the other side's end and continues in the text
 * below the columns.
 */
function withoutTail(side: readonly Chunk[], other: readonly Chunk[], floor: number, pitch: number): Chunk[] {
  const last = side.at(-1);
  if (last === undefined || last.y < floor) return [...side];
  let first = side.length - 1;
  while (first > 0 && side[first]!.y - side[first - 1]!.y <= pitch) first -= 1;
  return first > 0 && side[first]!.y > (other.at(-1)?.y ?? Infinity) ? side.slice(0, first) : [...side];
}

/**
 * Whether a gutter separates columns rather than the cells of a table. In a table the sparse side has dates, places or
 * labels on the baselines of rows, and headings where the other side is blank. Columns have baselines of their own, or
 * lines long enough to be prose.
 */
function areColumns(gutter: Gutter, em: number): boolean {
  const [sparse, dense] =
    characters(gutter.left) < characters(gutter.right) ? [gutter.left, gutter.right] : [gutter.right, gutter.left];
  if (cutsDatesOff(gutter)) return false;
  const lines = rowsOf(sparse);
  const others = rowsOf(dense);
  const distances = lines.map((line) => distanceTo(others, line.y));
  const isOnRow = (distance: number): boolean => distance < 0.12 * em + 0.5;
  const onRows = lines.filter((_, i) => isOnRow(distances[i]!));
  const isBeside = (distance: number): boolean => isOnRow(distance) || distance > 0.8 * em;
  // Lines beside text must be dates, and the others headings; where only one date stands on a row, all other lines must
  // fit too.
  const enough = onRows.length >= 2 || (onRows.length === 1 && distances.every(isBeside));
  if (enough && share(onRows, (line) => isDateLike(line.text)) >= 0.9) return false;
  const aligned = share(distances, isOnRow);
  if (share(lines, (line) => isDateLike(line.text)) > 0.5) return aligned < 0.3;
  const beside = share(distances, isBeside);
  const isTable = aligned >= 0.7 || (aligned > 0 && beside >= 0.85);
  if (!isTable || (lines.length * 2 > others.length && characters(sparse) / lines.length >= 20)) return true;
  const [own, theirs] = [ownHeadings(sparse, dense), ownHeadings(dense, sparse)];
  return own > 0 && theirs > 0 && own + theirs >= 3;
}

/** Points from a baseline to the nearest row; `rows` go from top to bottom. */
function distanceTo(rows: readonly { y: number }[], y: number): number {
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.y < y) low = middle + 1;
    else high = middle;
  }
  return Math.min(Math.abs(rows[low]!.y - y), Math.abs((rows[low - 1] ?? rows[low]!).y - y));
}

/**
 * Whether a gutter would cut dates off the rows that they belong to, because a side bar stands beside the dates: most
 * dates to its left come first in their row and share the baseline of text to its right.
 */
function cutsDatesOff({ left, right }: Gutter): boolean {
  const isOnLineOf =
    (date: Chunk) =>
    (other: Chunk): boolean =>
      other !== date && Math.abs(other.y - date.y) < ON_ONE_LINE;
  const dates = left.filter((chunk) => isDateLike(chunk.text) && !left.some(isOnLineOf(chunk)));
  return dates.length >= 3 && share(dates, (date) => right.some(isOnLineOf(date))) >= 0.6;
}

/**
 * On a shared grid of lines, columns can be told by headings alone in their row; headings of a table share their row.
 */
function ownHeadings(side: readonly Chunk[], other: readonly Chunk[]): number {
  const headings = headingsOf(side);
  const others = headingsOf(other);
  if (headings.length * 2 > side.length) return 0;
  return headings.filter((heading) => others.every((one) => Math.abs(one.y - heading.y) > ON_ONE_LINE)).length;
}

/** Chunks that are bold, larger or in capitals, unlike most of their side. */
function headingsOf(side: readonly Chunk[]): Chunk[] {
  const em = bodySize(side);
  const marks = [
    (chunk: Chunk) => chunk.bold,
    (chunk: Chunk) => chunk.fontSize > 1.1 * em,
    (chunk: Chunk) => /\p{Lu}{4}/u.test(chunk.text) && chunk.text === chunk.text.toUpperCase(),
  ];
  const telling = marks.filter((mark) => share(side, mark) <= 0.5);
  return side.filter((chunk) => !isDateLike(chunk.text) && telling.some((mark) => mark(chunk)));
}

function share<T>(values: readonly T[], holds: (value: T) => boolean): number {
  return values.filter(holds).length / values.length;
}

function characters(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.text.length, 0);
}

function rowsOf(chunks: readonly Chunk[]): { y: number; text: string }[] {
  const rows: { y: number; text: string }[] = [];
  for (const chunk of chunks) {
    const last = rows.at(-1);
    if (last && Math.abs(last.y - chunk.y) < ON_ONE_LINE) last.text += ` ${chunk.text}`;
    else rows.push({ y: chunk.y, text: chunk.text });
  }
  return rows;
}
