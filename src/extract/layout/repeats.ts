import type { LaidOutLine } from './types.js';

/** Lines this near to the top or bottom of a page may be its header or footer. */
const EDGE_LINES = 2;
const PAGE_NUMBER = /^\W*(page|seite|pagina|página|pág\.?|p\.|s\.)?\W*(\d{1,3})(?:\s*(\/|of|von|de|sur|di|van|-)\s*\d{1,3})?\W*$/iu;

/**
 * Drops what is printed on every page: a header or footer stays once, on the first page that has it, and a page number
 * not at all. Works on each page's topmost and lowest lines.
 */
export function withoutRepeats(pages: readonly LaidOutLine[][]): LaidOutLine[][] {
  const seenOn = new Map<string, number>();
  const edges = pages.map((page) => new Map(edgeLines(page).map((line) => [line, keyOf(line)])));
  for (const edge of edges) for (const key of new Set(edge.values())) seenOn.set(key, (seenOn.get(key) ?? 0) + 1);
  const printed = new Set<string>();
  return pages.map((page, i) => page.filter((line) => {
    const key = edges[i]!.get(line);
    if (key === undefined) return true;
    if (isPageNumber(line, pages.length)) return false;
    if (seenOn.get(key) === 1 || (seenOn.get(key) ?? 0) * 2 <= pages.length) return true;
    if (printed.has(key)) return false;
    printed.add(key);
    return true;
  }));
}

/** On a lone page a bare number may be anything. */
function isPageNumber(line: LaidOutLine, pageCount: number): boolean {
  const [, word, number, total] = PAGE_NUMBER.exec(line.text.trim()) ?? [];
  return Number(number) === line.page && (pageCount > 1 || word !== undefined || total !== undefined);
}

function edgeLines(page: readonly LaidOutLine[]): LaidOutLine[] {
  const byHeight = [...page].sort((a, b) => a.y - b.y);
  return byHeight.filter((_, i) => i < EDGE_LINES || i >= byHeight.length - EDGE_LINES);
}

/** The page's own number is masked, so that "Ada Lovelace - 2" is the footer that "Ada Lovelace - 1" was; dates are not. */
function keyOf(line: LaidOutLine): string {
  const masked = line.text.replace(/\d+/g, (digits) => (Number(digits) === line.page ? '#' : digits));
  return `${masked.replace(/\s+/g, ' ').toLowerCase()}@${Math.round(line.y / 6).toString()}`;
}
