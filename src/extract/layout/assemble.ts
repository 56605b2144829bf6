import type { Line } from '../../domain/index.js';
import { repairHyphens } from '../repair/hyphens.js';
import { repairLine } from '../repair.js';
import type { LaidOutLine } from './types.js';

export interface LaidOutText {
  text: string;
  pageStarts: number[];
  lines: Line[];
}

/**
 * Joins the lines of all pages into one text with the offsets of every line. Lines and hyphenated words are repaired.
 */
export function assemble(pages: readonly LaidOutLine[][]): LaidOutText {
  const rows: (LaidOutLine | null)[] = [];
  for (const page of pages) {
    page.forEach((line, i) => {
      if (line.gapBefore || i === 0) rows.push(null);
      rows.push(line);
    });
  }
  const texts = repairHyphens(rows.map((row) => (row ? repairLine(row.text) : '')).join('\n')).split('\n');
  let text = '';
  const lines: Line[] = [];
  rows.forEach((row, i) => {
    const own = texts[i]!.trim();
    if (!row && text !== '' && !text.endsWith('\n\n')) text += '\n';
    if (!row || own === '') return;
    lines.push(place(row, text.length, own.length));
    text += `${own}\n`;
  });
  return { text: text.trimEnd(), pageStarts: pageStarts(pages.length, lines), lines };
}

function place({ page, x, y, width, fontSize, bold, column }: LaidOutLine, start: number, length: number): Line {
  return { start, end: start + length, page, x, y, width, fontSize, bold, column };
}

/** A page without lines gets the start of the next page. */
function pageStarts(count: number, lines: readonly Line[]): number[] {
  const end = lines.at(-1)?.end ?? 0;
  const starts = Array.from({ length: Math.max(1, count) }, () => end);
  for (const line of [...lines].reverse()) starts[line.page - 1] = line.start;
  for (let i = starts.length - 2; i >= 0; i--) starts[i] = Math.min(starts[i]!, starts[i + 1]!);
  starts[0] = 0;
  return starts;
}
