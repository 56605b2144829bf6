import { mendDates } from './dates.js';
import { isDateLike, median } from './measure.js';
import type { Chunk, LaidOutLine } from './types.js';

/** In em: how far baselines of one line may differ, for superscripts and labels in another size. */
const SAME_LINE = 0.4;
const RAISED = 0.7;
/** In em: a wider gap becomes a tab, before a date at the right edge or the next cell of a row. */
const TAB = 1.8;
/** "Company:    Example Ltd" belongs together, however wide the gap. */
const LABEL = /^\p{L}[\p{L}\s/()'’.-]{1,30}:$/u;
/** In em: a smaller gap is none, as before a raised "th" after its number. */
const TOUCH = 0.12;
/** Ratio of font sizes from which text beside a wide gap no longer belongs to the line. */
const LARGER = 1.45;
/** Multiple of the usual line distance above which two blocks are separate. */
const BLOCK_GAP = 1.35;

/** The lines of one region from top to bottom, cells of a row from left to right. */
export function toLines(chunks: readonly Chunk[], page: number, column: number): LaidOutLine[] {
  const lines: LaidOutLine[] = [];
  mendDates(cluster(chunks)).forEach((row, i, rows) => {
    for (const part of splitLabel(row, i, rows)) lines.push(toLine(part, page, column));
  });
  const pitch = usualPitch(lines);
  lines.forEach((line, i) => (line.gapBefore = i === 0 || isBlockGap(lines[i - 1]!, line, pitch)));
  return lines;
}

function cluster(chunks: readonly Chunk[]): Chunk[][] {
  const rows: { y: number; chunks: Chunk[] }[] = [];
  for (const chunk of [...chunks].sort((a, b) => a.y - b.y || a.x0 - b.x0)) {
    const row = rows.at(-1);
    if (row && isOnLine(chunk, row.y, row.chunks) && !standsApart(chunk, row.chunks)) row.chunks.push(chunk);
    else rows.push({ y: chunk.y, chunks: [chunk] });
  }
  return rows.map((row) => row.chunks.sort((a, b) => a.x0 - b.x0));
}

/** Small marks may be raised further than lines of one size may differ, if they stand right beside the text. */
function isOnLine(chunk: Chunk, y: number, row: readonly Chunk[]): boolean {
  const small = Math.min(chunk.fontSize, row[0]!.fontSize);
  const large = Math.max(chunk.fontSize, row[0]!.fontSize);
  const drop = chunk.y - y;
  if (drop <= SAME_LINE * small) return true;
  return (
    drop <= Math.min(SAME_LINE * large, RAISED * small) &&
    row.every((other) => chunk.x0 >= other.x1 - 1 || chunk.x1 <= other.x0 + 1)
  );
}

/** A name in large letters and the small contact lines beside it become separate lines. */
function standsApart(chunk: Chunk, row: readonly Chunk[]): boolean {
  return row.every((other) => {
    const [small, large] = [Math.min(chunk.fontSize, other.fontSize), Math.max(chunk.fontSize, other.fontSize)];
    return large > LARGER * small && Math.max(chunk.x0 - other.x1, other.x0 - chunk.x1) > TAB * small;
  });
}

/**
 * A heading in the margin ("SKILLS Java, Kafka") gets a line of its own, if the region has a column of content beside
 * such headings.
 */
function splitLabel(row: readonly Chunk[], i: number, rows: readonly Chunk[][]): readonly (readonly Chunk[])[] {
  const [label, content] = row;
  if (!label || !content || !isHeadingBeside(label, content)) return [row];
  const goesOn = (other: readonly Chunk[] | undefined): boolean =>
    other !== undefined && Math.abs(other[0]!.x0 - content.x0) <= 3;
  return goesOn(rows[i + 1]) || rows.filter(goesOn).length >= 2 ? [[label], row.slice(1)] : [row];
}

function isHeadingBeside(label: Chunk, content: Chunk): boolean {
  const text = label.text.trim();
  if (isDateLike(text) || isDateLike(content.text) || !/^[^\d:]{4,40}$/u.test(text)) return false;
  return isCapitals(text) ? !isCapitals(content.text) : label.bold && !content.bold;
}

function isCapitals(text: string): boolean {
  return /\p{Lu}{3}/u.test(text) && text === text.toUpperCase();
}

function toLine(row: readonly Chunk[], page: number, column: number): LaidOutLine {
  const main = row.reduce((a, b) => (b.text.length > a.text.length ? b : a));
  const x = row[0]!.x0;
  const bold = row.reduce((sum, chunk) => sum + (chunk.bold ? chunk.text.length : 0), 0);
  const all = row.reduce((sum, chunk) => sum + chunk.text.length, 0);
  return {
    text: joinCells(row),
    page,
    x,
    y: main.y,
    width: Math.max(...row.map((chunk) => chunk.x1)) - x,
    fontSize: main.fontSize,
    bold: bold * 2 > all,
    column,
    gapBefore: false,
  };
}

function joinCells(row: readonly Chunk[]): string {
  let text = '';
  let end = 0;
  for (const chunk of row) {
    const gap = chunk.x0 - end;
    if (text !== '')
      text +=
        gap > TAB * chunk.fontSize && (!LABEL.test(text) || chunk.text.trimEnd().endsWith(':'))
          ? '\t'
          : gap > TOUCH * chunk.fontSize
            ? ' '
            : '';
    text += chunk.text.trim();
    end = chunk.x1;
  }
  return text;
}

/** Usual distance between neighbouring lines of one size, in em; word processors use 1.2. */
function usualPitch(lines: readonly LaidOutLine[]): number {
  const pitches: number[] = [];
  for (let i = 1; i < lines.length; i++) {
    const pitch = (lines[i]!.y - lines[i - 1]!.y) / lines[i]!.fontSize;
    if (pitch > 0.8 && pitch < 2) pitches.push(pitch);
  }
  return median(pitches) || 1.2;
}

function isBlockGap(before: LaidOutLine, line: LaidOutLine, pitch: number): boolean {
  return line.y - before.y > BLOCK_GAP * pitch * Math.max(before.fontSize, line.fontSize);
}
