import type { Chunk, TextItem } from './types.js';

/**
 * In em. Two runs closer than JOIN form one word; two runs further apart than SPLIT may belong to different columns.
 */
const JOIN = 0.12;
const SPLIT = 0.6;
/**
 * In em: runs whose baselines differ by less share one, since engines round and LaTeX shifts small capitals slightly.
 */
const SAME_BASELINE = 0.12;

/** Joins touching runs into chunks, and drops copies that were painted on top of each other to look bold. */
export function toChunks(items: readonly TextItem[]): Chunk[] {
  const sorted = items.filter((item) => item.text.trim() !== '').sort((a, b) => a.y - b.y || a.x - b.x);
  const rows = clusterRows(sorted);
  const chunks: Chunk[] = [];
  for (const row of rows) chunks.push(...joinRow(withoutCopies(row.sort((a, b) => a.x - b.x))));
  return chunks;
}

function clusterRows(sorted: readonly TextItem[]): TextItem[][] {
  const rows: TextItem[][] = [];
  for (const item of sorted) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row && first && item.y - first.y <= Math.max(0.6, SAME_BASELINE * Math.min(first.fontSize, item.fontSize)))
      row.push(item);
    else rows.push([item]);
  }
  return rows;
}

/** Some producers imitate bold by painting a run again up to a point away. */
function withoutCopies(row: readonly TextItem[]): TextItem[] {
  const kept: TextItem[] = [];
  for (const item of row) {
    const copy = kept.find(
      (other) => other.text === item.text && Math.abs(other.x - item.x) <= Math.min(1, item.width / 4),
    );
    if (copy) copy.bold = true;
    else kept.push({ ...item });
  }
  return kept;
}

function joinRow(row: readonly TextItem[]): Chunk[] {
  const chunks: Chunk[] = [];
  let boldCharacters = 0;
  for (const item of row) {
    const last = chunks.at(-1);
    const em = Math.min(last?.fontSize ?? item.fontSize, item.fontSize);
    const gap = last ? item.x - last.x1 : Infinity;
    if (!last || gap > SPLIT * em || gap < -2 * em) {
      chunks.push({
        text: item.text,
        x0: item.x,
        x1: item.x + item.width,
        y: item.y,
        fontSize: item.fontSize,
        bold: item.bold,
      });
      boldCharacters = item.bold ? item.text.length : 0;
      continue;
    }
    const spaced = gap > JOIN * em && !last.text.endsWith(' ') && !item.text.startsWith(' ');
    if (item.text.length > last.text.length) last.fontSize = item.fontSize;
    last.text += (spaced ? ' ' : '') + item.text;
    last.x1 = Math.max(last.x1, item.x + item.width);
    if (item.bold) boldCharacters += item.text.length;
    last.bold = boldCharacters * 2 > last.text.length;
  }
  return chunks;
}
