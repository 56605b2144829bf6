import { once } from '../../domain/index.js';
import type { LaidOutLine } from './types.js';

/**
 * Lines from the top or bottom of a page that may be its header or footer; further ones only where all lines before
 * them are.
 */
const EDGE_LINES = 2;
const MOST_LINES = 5;
/** In characters: shorter lines are no prose. */
const SHORT = 70;
const PAGE =
  '(?:page|pages|seite|pagina|página|pág\\.?|pag\\.?|p\\.|s\\.|strona|str\\.|страница|стр\\.|сторінка|sayfa|sida|side|sivu|oldal|strana|σελίδα|第)';
const OF = '(?:\\/|of|von|de|sur|di|van|z|ze|из|з|av|af|\\/|av|din|從|共|-)';
const PAGE_NUMBER = new RegExp(
  `^[^\\p{L}\\p{N}]*(${PAGE})?\\W*(\\d{1,3})(?:\\s*(${OF})\\s*\\d{1,3}|\\s*(?:页|頁|ページ|쪽))?[^\\p{L}\\p{N}]*$`,
  'iu',
);
/** A page number within a line: with its word, with the number of pages, or both. */
const MARK = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${PAGE}\\s*(\\d{1,3})(?:\\s*${OF}\\s*(\\d{1,3}))?|(\\d{1,3})\\s*(?:\\/|of|von|de|sur|di|van)\\s*(\\d{1,3}))(?![\\p{L}\\p{N}./])`,
  'giu',
);

/**
 * Removes what is printed on every page: a header or footer is kept once, a page number not at all. The first page's
 * header stays in place. One that first appears below the first page's text, or on a later page, moves to the end of
 * the text, since it would otherwise interrupt an entry. Only the topmost and lowest lines of a page are looked at.
 */
export function withoutRepeats(pages: readonly LaidOutLine[][]): LaidOutLine[][] {
  const edges = pages.map((page) => edgesOf(page, pages.length));
  const running = new Map<LaidOutLine, Edge>();
  const seenOn = countKeys(edges);
  const isRunning = (edge: Edge): boolean =>
    edge.isNumbered ||
    isPageNumber(edge.line, pages.length) ||
    ((seenOn.get(edge.key) ?? 0) > 1 && (seenOn.get(edge.key) ?? 0) * 2 > pages.length);
  for (const { top, bottom } of edges)
    for (const side of [top, bottom]) for (const edge of runningOf(side, isRunning)) running.set(edge.line, edge);
  const printed = new Set<string>();
  const atEnd: LaidOutLine[] = [];
  const kept = pages.map((page, i) =>
    page.flatMap((line) => {
      const edge = running.get(line);
      if (edge === undefined) return [line];
      if (isPageNumber(line, pages.length) || edge.text === '' || printed.has(edge.key)) return [];
      printed.add(edge.key);
      const once = { ...line, text: edge.text };
      if (i === 0 && (edge.isTop || pages.length === 1)) return [once];
      atEnd.push(once);
      return [];
    }),
  );
  // Headers from the second page on mostly repeat whose CV it is, which the rest of the text says too.
  const told = once(() => new Set(kept.flat().flatMap((line) => wordsOf(line.text))));
  kept.at(-1)?.push(
    ...asEnd(
      atEnd.filter((line) => !wordsOf(line.text).every((word) => told().has(word))),
      kept,
      pages.length,
    ),
  );
  return kept;
}

function countKeys(edges: readonly { top: Edge[]; bottom: Edge[] }[]): Map<string, number> {
  const seenOn = new Map<string, number>();
  for (const { top, bottom } of edges)
    for (const key of new Set([...top, ...bottom].map((edge) => edge.key))) seenOn.set(key, (seenOn.get(key) ?? 0) + 1);
  return seenOn;
}

/** The headers or footers of one side, from the edge inwards. */
function runningOf(side: readonly Edge[], isRunning: (edge: Edge) => boolean): Edge[] {
  const end = side.findIndex(
    (edge, i) => i >= EDGE_LINES - 1 && !(isRunning(edge) && (i < EDGE_LINES || edge.text.length < SHORT)),
  );
  return side.slice(0, end < 0 ? side.length : end).filter(isRunning);
}

/** In a document of one page, a bare number may be anything. */
function isPageNumber(line: LaidOutLine, pageCount: number): boolean {
  const [, word, number, total] = PAGE_NUMBER.exec(line.text.trim()) ?? [];
  return Number(number) === line.page && (pageCount > 1 || word !== undefined || total !== undefined);
}

interface Edge {
  line: LaidOutLine;
  key: string;
  /** The line without its page number. */
  text: string;
  isNumbered: boolean;
  isTop: boolean;
}

/** The lines of the page from its top, and from its bottom. */
function edgesOf(page: readonly LaidOutLine[], pageCount: number): { top: Edge[]; bottom: Edge[] } {
  const byHeight = [...page].sort((a, b) => a.y - b.y);
  return {
    top: byHeight.slice(0, MOST_LINES).map((line) => edgeOf(line, true, pageCount)),
    bottom: byHeight
      .slice(-MOST_LINES)
      .reverse()
      .map((line) => edgeOf(line, false, pageCount)),
  };
}

function edgeOf(line: LaidOutLine, isTop: boolean, pageCount: number): Edge {
  if (!/\d/.test(line.text)) return { line, key: keyOf(line), text: line.text, isNumbered: false, isTop };
  let isNumbered = false;
  const text = line.text.replace(MARK, (mark: string, number?: string, total?: string, bare?: string, all?: string) => {
    const isOwn =
      Number(number ?? bare) === line.page &&
      (all === undefined || Number(all) === pageCount) &&
      (total === undefined || Number(total) === pageCount);
    isNumbered ||= isOwn && pageCount > 1;
    return isOwn && pageCount > 1 ? ' ' : mark;
  });
  return {
    line,
    key: keyOf({ ...line, text }),
    text: isNumbered ? text.replace(/^[\s|·•,;–-]+|[\s|·•,;–-]+$/gu, '') : line.text,
    isNumbered,
    isTop,
  };
}

/**
 * Identifies a footer across pages: its page number is masked ("Ada Lovelace - 1", "Ada Lovelace - 2"), dates are not.
 */
function keyOf(line: LaidOutLine): string {
  const masked = line.text.replace(/\d+/g, (digits) => (Number(digits) === line.page ? '#' : digits));
  return `${masked.replace(/\s+/g, ' ').trim().toLowerCase()}@${Math.round(line.y / 6).toString()}`;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}@]+/gu) ?? [];
}

/** As a block of its own below everything else on the last page. */
function asEnd(lines: readonly LaidOutLine[], pages: readonly LaidOutLine[][], page: number): LaidOutLine[] {
  const bottom = Math.max(0, ...(pages.at(-1) ?? []).map((line) => line.y));
  return lines.map((line, i) => ({ ...line, page, y: Math.max(line.y, bottom), gapBefore: i === 0 }));
}
