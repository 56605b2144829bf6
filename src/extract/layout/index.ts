import type { Line } from '../../domain/index.js';
import { toChunks } from './chunks.js';
import { splitRegions, type Region } from './columns.js';
import { toLines } from './lines.js';
import { withoutRepeats } from './repeats.js';
import type { LaidOutLine, TextItem } from './types.js';

export type { TextItem } from './types.js';

export interface LaidOutText {
  text: string;
  pageStarts: number[];
  lines: Line[];
}

/**
 * Items of all pages -> text in reading order. `mend` is applied to each line's text before offsets are counted.
 * Every character of an item comes out once, but for repeated headers, footers and page numbers.
 */
export function layOut(items: readonly TextItem[], pageCount: number, mend: (line: string) => string = (line) => line): LaidOutText {
  const pages = groupByPage(items, pageCount).map((page, i) => layOutPage(page, i + 1));
  return assemble(withoutRepeats(pages), mend);
}

function groupByPage(items: readonly TextItem[], pageCount: number): TextItem[][] {
  const pages: TextItem[][] = Array.from({ length: Math.max(1, pageCount) }, () => []);
  for (const item of items) pages[item.page - 1]?.push(item);
  return pages;
}

function layOutPage(items: readonly TextItem[], page: number): LaidOutLine[] {
  const upright = splitRegions(toChunks(items.filter((item) => !item.rotated)));
  const columns = numberColumns(upright);
  const lines = upright.flatMap((region, i) => toLines(region.chunks, page, columns[i]!));
  const margin = toLines(toChunks(items.filter((item) => item.rotated)), page, Math.max(0, ...columns) + 1);
  return [...lines, ...margin];
}

/** The column with the most text is the main one (0), like all that spans the page; the others count from 1. */
function numberColumns(regions: readonly Region[]): number[] {
  const sizes = regions.map((region) => (region.depth === 0 ? 0 : region.chunks.reduce((sum, chunk) => sum + chunk.text.length, 0)));
  const main = sizes.indexOf(Math.max(...sizes));
  let next = 1;
  return regions.map((region, i) => (region.depth === 0 || i === main ? 0 : next++));
}

function assemble(pages: readonly LaidOutLine[][], mend: (line: string) => string): LaidOutText {
  let text = '';
  const pageStarts: number[] = [];
  const lines: Line[] = [];
  for (const page of pages) {
    if (text !== '') text += '\n';
    pageStarts.push(text.length);
    for (const line of page) {
      const mended = mend(line.text).trim();
      if (mended === '') continue;
      if (text !== '' && line.gapBefore && !text.endsWith('\n\n')) text += '\n';
      const start = text.length;
      text += `${mended}\n`;
      const { x, y, width, fontSize, bold, column } = line;
      lines.push({ start, end: start + mended.length, page: line.page, x, y, width, fontSize, bold, column });
    }
  }
  return { text: text.trimEnd(), pageStarts, lines };
}
