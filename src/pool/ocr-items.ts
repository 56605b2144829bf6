import type { TextItem } from '../extract/layout/types.js';

/** Width of a page in points (A4), since pictures do not give their size on paper. */
const PAGE_WIDTH = 595;
/** Font size as a share of a line's box, which reaches from ascenders to descenders. */
const EM_SHARE = 0.8;
/** In percent: below this confidence, tesseract sees letters in dirt. */
const DIRT = 20;

const LEVEL = { page: 1, line: 4, word: 5 };
interface Row {
  level: number;
  left: number;
  top: number;
  width: number;
  height: number;
  confidence: number;
  text: string;
}

/**
 * Turns tesseract's tables (TSV), one per page, into words with positions in points; `confidence` is the mean over all
 * words, in percent.
 */
export function ocrItems(tables: string[]): { items: TextItem[]; confidence: number } {
  const items: TextItem[] = [];
  let sum = 0;
  tables.forEach((table, i) => {
    for (const { item, confidence } of pageItems(table, i + 1)) {
      items.push(item);
      sum += confidence;
    }
  });
  return { items, confidence: items.length === 0 ? 0 : sum / items.length };
}

/** All words of a line get its baseline and size, since those of single words are unreliable. */
function pageItems(table: string, page: number): { item: TextItem; confidence: number }[] {
  const found: { item: TextItem; confidence: number }[] = [];
  let scale = 1;
  let line: Row | null = null;
  for (const row of table.split('\n').slice(1).map(parseRow)) {
    if (row.level === LEVEL.page && row.width > 0) scale = PAGE_WIDTH / row.width;
    else if (row.level === LEVEL.line) line = row;
    else if (row.level === LEVEL.word && line !== null && row.text.trim() !== '' && row.confidence >= DIRT) {
      const item = {
        text: row.text.trim(),
        page,
        x: row.left * scale,
        y: (line.top + line.height * EM_SHARE) * scale,
        width: row.width * scale,
        fontSize: line.height * EM_SHARE * scale,
        bold: false,
        rotated: false,
      };
      found.push({ item, confidence: row.confidence });
    }
  }
  return found;
}

/** Columns: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
function parseRow(line: string): Row {
  const cells = line.split('\t');
  const [level = 0, , , , , , left = 0, top = 0, width = 0, height = 0, confidence = -1] = cells
    .slice(0, 11)
    .map(Number);
  return { level, left, top, width, height, confidence, text: cells[11] ?? '' };
}
