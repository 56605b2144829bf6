import type { ExtractedDocument } from '../../domain/index.js';
import type { TextLine } from './lines.js';

/** Where a line begins and ends across the page: in points, or in characters of a plain text. */
interface Reach {
  left: number;
  right: number;
  /** Columns and font sizes do not continue one another. */
  column: number;
  size: number;
  page: number;
}

/** Characters: a plain text with longer lines is not wrapped at a width. */
const WIDEST_TEXT = 120;
/** Lines shorter than this part of their column continue on the next only by accident. */
const LEAST_FILLED = 0.5;
/** Lines that reach the margin before it counts as one. */
const LEAST_AT_MARGIN = 2;
/** How far from the margin a line may end, as a part of its column's width: a long word did not fit. */
const NEAR_MARGIN = 0.15;
/** How far the lines of a bullet may be indented against it, in font sizes. */
const MOST_INDENTED = 4;

const ENDS_SENTENCE = /[.!?:;…。！？]["'”’)\]]?$/u;
/** Words set apart at the margin, such as a date. */
const SET_APART = /\t|\s{3,}/u;
const BEGINS_LOW = /^[("'“‘[]?\p{Ll}/u;

/**
 * Sets `continues` of every line that a program for writing broke off the line above because the margin was reached:
 * the line above ends where the first word of this one did not fit. Lines of other columns, font sizes or paragraphs,
 * and those with a bullet of their own, begin anew. `parts` are the lines section by section, since what stands in the
 * header may reach over columns.
 */
export function markContinued(document: ExtractedDocument, parts: readonly (readonly TextLine[])[]): void {
  const all = parts.map((lines) => lines.map((line) => reachIn(document, line)));
  const margins = marginsOf(all.flat());
  parts.forEach((lines, at) => {
    const reaches = all[at]!;
    let first = 0;
    for (let i = 1; i < lines.length; i++) {
      const [above, own, head] = [reaches[i - 1], reaches[i], reaches[first]];
      const follows =
        above !== undefined &&
        own !== undefined &&
        head !== undefined &&
        isNext(lines[i - 1]!, lines[i]!, above, own) &&
        isUnder(own, head, lines[first]!.bullet) &&
        isBroken(lines[i - 1]!, lines[i]!, above, margins.get(above.column), lines[first]!);
      lines[i]!.continues = follows;
      if (!follows) first = i;
    }
  });
}

/** Joins lines with those that continue them. A line whose beginning is not among `lines` stays by itself. */
export function paragraphsOf(lines: readonly TextLine[]): TextLine[] {
  const joined: TextLine[] = [];
  let last = Number.NaN;
  for (const line of lines) {
    const open = joined.at(-1);
    if (open !== undefined && line.continues && line.index === last + 1)
      joined[joined.length - 1] = { ...open, end: line.end, text: `${open.text}${glue(open.text)}${line.text}` };
    else joined.push(line);
    last = line.index;
  }
  return joined;
}

/** A hyphen that was kept at the end of a line belongs to a compound. */
const glue = (text: string): string => (/\p{L}[-\u2010/]$/u.test(text) ? '' : ' ');

function reachIn({ text, format }: ExtractedDocument, { start, end, layout }: TextLine): Reach | undefined {
  if (layout !== null)
    return {
      left: layout.x,
      right: layout.x + layout.width,
      column: layout.column,
      size: layout.fontSize,
      page: layout.page,
    };
  if (format !== 'txt') return undefined;
  const from = text.lastIndexOf('\n', start) + 1;
  const indent = text.slice(from, start).search(/\S|$/);
  return { left: indent, right: end - from, column: 0, size: 1, page: 1 };
}

/** The right margin of each column with enough lines that reach it, and the left edge of its text. */
function marginsOf(reaches: readonly (Reach | undefined)[]): Map<number, { left: number; right: number }> {
  const columns = new Map<number, Reach[]>();
  for (const reach of reaches) {
    if (reach === undefined) continue;
    const column = columns.get(reach.column);
    if (column === undefined) columns.set(reach.column, [reach]);
    else column.push(reach);
  }
  const margins = new Map<number, { left: number; right: number }>();
  for (const [column, own] of columns) {
    let [left, right] = [Infinity, 0];
    for (const reach of own) [left, right] = [Math.min(left, reach.left), Math.max(right, reach.right)];
    const near = right - NEAR_MARGIN * (right - left);
    const inText = own[0]!.size === 1 && right > WIDEST_TEXT;
    if (!inText && own.filter((reach) => reach.right >= near).length >= LEAST_AT_MARGIN)
      margins.set(column, { left, right });
  }
  return margins;
}

function isNext(above: TextLine, line: TextLine, from: Reach, to: Reach): boolean {
  if (line.bullet || line.index !== above.index + 1) return false;
  if (from.column !== to.column || Math.abs(from.size - to.size) > 0.1 * from.size) return false;
  if (above.layout?.bold !== line.layout?.bold && (above.layout?.bold === true || !above.bullet)) return false;
  return from.page === to.page ? !line.blankBefore : to.page === from.page + 1 && BEGINS_LOW.test(line.text);
}

/** Whether a line stands below the beginning of its paragraph, or below the text behind its bullet. */
const isUnder = (own: Reach, head: Reach, bullet: boolean): boolean =>
  own.left >= head.left - head.size && own.left <= head.left + (bullet ? MOST_INDENTED : 1) * head.size;

function isBroken(
  above: TextLine,
  line: TextLine,
  { left, right }: Reach,
  margin: { left: number; right: number } | undefined,
  first: TextLine,
): boolean {
  if (margin === undefined || SET_APART.test(above.text)) return false;
  if (right - left < LEAST_FILLED * (margin.right - margin.left)) return false;
  const perLetter = (right - left) / Math.max(1, above.text.length + (above.bullet ? 2 : 0));
  const word = line.text.search(/\s|$/u);
  if (right + (word + 1) * perLetter < margin.right) return false;
  // In a list without bullets a new sentence is a new item.
  return first.bullet || BEGINS_LOW.test(line.text) || !ENDS_SENTENCE.test(above.text);
}
