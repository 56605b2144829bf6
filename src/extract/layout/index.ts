import { assemble, type LaidOutText } from './assemble.js';
import { toChunks } from './chunks.js';
import { splitRegions, type Region } from './columns.js';
import { toLines } from './lines.js';
import { withoutRepeats } from './repeats.js';
import type { LaidOutLine, TextItem } from './types.js';

export type { LaidOutText } from './assemble.js';
export type { TextItem } from './types.js';

/**
 * Arranges the items of all pages as repaired text in reading order. Every character appears exactly once, except
 * repeated headers, footers and page numbers.
 */
export function layOut(items: readonly TextItem[], pageCount: number): LaidOutText {
  const pages = groupByPage(items, pageCount).map((page, i) => layOutPage(page, i + 1));
  return assemble(withoutRepeats(pages));
}

function groupByPage(items: readonly TextItem[], pageCount: number): TextItem[][] {
  const pages: TextItem[][] = Array.from({ length: Math.max(1, pageCount) }, () => []);
  for (const item of items) pages[item.page - 1]?.push(item);
  return pages;
}

function layOutPage(items: readonly TextItem[], page: number): LaidOutLine[] {
  const upright = splitRegions(toChunks(items.filter((item) => !item.rotated)));
  const columns = numberColumns(upright);
  const lines: LaidOutLine[] = [];
  upright.forEach((region, i) => lines.push(...toLines(region.chunks, page, columns[i]!)));
  lines.push(...toLines(toChunks(items.filter((item) => item.rotated)), page, Math.max(0, ...columns) + 1));
  return lines;
}

/** Column 0 is the one with the most text, or text across the whole page; the others count from 1. */
function numberColumns(regions: readonly Region[]): number[] {
  const sizes = regions.map((region) =>
    region.depth === 0 ? 0 : region.chunks.reduce((sum, chunk) => sum + chunk.text.length, 0),
  );
  const main = sizes.indexOf(Math.max(...sizes));
  let next = 1;
  return regions.map((region, i) => (region.depth === 0 || i === main ? 0 : next++));
}
