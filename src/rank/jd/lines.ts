import { foldSame, HEADINGS, LABELS } from './words/index.js';

/** A line of a JD without its bullet and marks. `start` is the offset of `text` in what `tidyText` returned. */
export interface JdLine {
  text: string;
  /** `text`, folded; same length. */
  folded: string;
  start: number;
  end: number;
  bullet: boolean;
  /** Formatted as a heading: Markdown's #, all bold, or underlined. */
  marked: boolean;
  /** Preceded by a blank line, or the first line. */
  apart: boolean;
  /** Number of tabs it begins with: an empty cell or the edge of a table. */
  tabs: number;
}

/**
 * Composes letters, removes zero-width characters, Markdown emphasis, links and struck-out words, collapses blanks and
 * turns table columns into tabs.
 */
export function tidyText(text: string): string {
  const trimmed = text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
  return trimmed
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/^([ \t]*)(?:\*\*|__)(.+?)(?:\*\*|__)([ \t]*:?[ \t]*)$/gm, '$1# $2$3')
    .replace(/\*\*|__|`/g, '')
    .replace(/~~[^~\n]{1,200}~~/g, '')
    .replace(/(?<![\p{L}\p{N}_*])([_*])(?=[\p{L}\p{N}])([^_*\n]{1,80})(?<=\S)\1(?![\p{L}\p{N}_*])/gu, '$2')
    .replace(/\[([^[\]\n]{1,80})\]\(\S{1,300}?\)/g, '$1')
    .replace(/^[ \t]*\|.*\|[ \t]*$/gm, rowAsCells)
    .replace(/(^|\s)\|(?=\s|$)/gm, '$1\t')
    .replace(/ {3,}(?=\S)|[ ]*\t[ \t]*/g, '\t');
}

/** A row of a Markdown table as cells separated by tabs; an empty cell becomes a dash. */
function rowAsCells(row: string): string {
  return row.replace(/\|(?=\s*\|)/g, '| -').replace(/\|/g, ' | ');
}

const BULLET =
  /^(?:[-*+•●▪◦■□➢➤✓✔✅►▶‣⁃–—·→»❖◆]|o(?=[ \t])|\(?\d{1,2}[.)](?=\s)|\[[ xX]?\])[ \t]+|^[•●▪◦■➢✓✔►▶‣·](?=\S)/u;
const LONG = 120;
/** A row with more cells is no table; each cell then becomes a line. */
const MOST_CELLS = 5;

/** Lines; a long line is cut again where a heading or bullet stands inside it. */
export function linesOf(text: string): JdLine[] {
  const lines: JdLine[] = [];
  let apart = true;
  let at = 0;
  for (const raw of text.split('\n')) {
    const pieces = raw.trim() === '' ? [] : insideLine(raw, at);
    for (const [n, [from, to]] of pieces.entries()) {
      const line = lineAt(text, from, to, apart);
      if (line === null) continue;
      // Keeps "- Must: Java. Not needed: Perl" as one item.
      if (n > 0 && raw.length < LONG && lines.at(-1)?.bullet === true) line.bullet = true;
      lines.push(line);
      apart = false;
    }
    if (/^\s*(?:={3,}|-{3,})\s*$/.test(raw)) markLast(lines, apart);
    if (pieces.length === 0) apart = true;
    at += raw.length + 1;
  }
  markOrnaments(text, lines);
  return lines;
}

/** Two or more consecutive lines that begin with the same sign, whatever it is, form a list. */
function markOrnaments(text: string, lines: JdLine[]): void {
  const signs = lines.map(({ start }) => ORNAMENT.exec(text.slice(Math.max(0, start - 8), start))?.[1] ?? null);
  lines.forEach((line, i) => {
    if (signs[i] !== null && (signs[i] === signs[i - 1] || signs[i] === signs[i + 1])) line.bullet = true;
  });
}
const ORNAMENT = /(?:^|\n)[ \t]*([^\p{L}\p{N}\s"'“„«(<[.$€£#+¿¡|=>]+)[ \t]*$/u;

/** A line of Markdown underlining turns the line before into a heading. */
function markLast(lines: JdLine[], apart: boolean): void {
  const last = lines.at(-1);
  if (last !== undefined && !apart && last.text.length < 80) last.marked = true;
}

function lineAt(text: string, from: number, to: number, apart: boolean): JdLine | null {
  let start = from;
  let end = to;
  let bullet = false;
  let marked = false;
  const skip = (pattern: RegExp): boolean => {
    const found = pattern.exec(text.slice(start, Math.min(end, start + 80)));
    if (found === null || found[0] === '') return false;
    start += found[0].length;
    return true;
  };
  skip(/^\s+/);
  while (skip(/^>\s?/));
  if (skip(/^#{1,6}(?:\s+|(?=\p{L}))/u)) marked = true;
  while (skip(BULLET)) bullet = true;
  if (skip(/^#{1,6}\s+/)) marked = true;
  // Emoji and other ornaments before the words.
  skip(/^[^\p{L}\p{N}"'“„«(<[.$€£#+¿¡]+/u);
  const tabs = text.slice(from, start).split('\t').length - 1;
  while (end > start && /[\s#*|]/.test(text[end - 1]!) && !/[CF]#$/.test(text.slice(end - 2, end))) end--;
  const line = text.slice(start, end);
  return /[\p{L}\p{N}]/u.test(line)
    ? { text: line, folded: foldSame(line), start, end, bullet, marked, apart, tabs }
    : null;
}

/** Offsets `[from, to)` of each piece of a line that starts at `at`. */
function insideLine(raw: string, at: number): [from: number, to: number][] {
  const cuts = new Set<number>(formFields(raw));
  if (raw.length >= LONG || raw.split('\t').length > MOST_CELLS)
    for (const bullet of raw.matchAll(/\t|[•●▪◦■➢✓]|(?<=[.;:!?] )[*–-] (?=\p{Lu})/gu)) cuts.add(bullet.index);
  for (const [from, to] of raw.length >= LONG ? inlineHeadings(raw) : labelledParts(raw)) {
    cuts.add(from);
    cuts.add(to);
  }
  const edges = [0, ...[...cuts].sort((a, b) => a - b).filter((cut) => cut > 0), raw.length];
  return edges.slice(0, -1).map((edge, i) => [at + edge, at + edges[i + 1]!]);
}

/**
 * Where each field begins in a form on a single line: "Position: iOS Developer, Location: Leeds". Empty where there are
 * fewer than two fields.
 */
function formFields(raw: string): number[] {
  if (raw.length > LONGEST_FORM) return [];
  const starts = [...raw.matchAll(/(?<![\p{L}\d:])\p{L}[\p{L}'/-]*(?: [\p{L}'/-]+){0,3}(?=\s?:\s)/gu)].flatMap((m) => {
    const words = m[0].split(' ');
    const first = words.findIndex(
      (_, i) => LABELS.has(foldSame(words.slice(i).join(' '))) && /^\p{Lu}/u.test(words[i]!),
    );
    return first < 0 ? [] : [m.index + words.slice(0, first).join(' ').length + (first > 0 ? 1 : 0)];
  });
  return starts.length > 1 && !/\p{L}/u.test(raw.slice(0, starts[0])) ? starts : [];
}
/** In characters; in a longer line "Job Type:" stands between sentences. */
const LONGEST_FORM = 240;

/** Headings with a colon in a short line, if there are at least two: "Required: Go. Not required: Java.". */
function labelledParts(raw: string): [from: number, to: number][] {
  if (raw.indexOf(':') === raw.lastIndexOf(':')) return [];
  const found = inlineHeadings(raw).filter(([, to]) => raw[to - 1] === ':');
  return found.length > 1 ? found.map(([from]) => [from, from]) : [];
}

/** The longest heading that a text without line breaks may hold, in words. */
const MOST_WORDS = 7;

/**
 * Headings inside a text without line breaks: followed by a colon, in capitals, or capitalised after the end of a
 * sentence.
 */
function inlineHeadings(raw: string): [from: number, to: number][] {
  const folded = foldSame(raw);
  const found: [number, number][] = [];
  for (const start of raw.matchAll(/(?:^|[.!?:;)\]•\t] ?|(?<=\p{Ll}))(?=\p{Lu})/gu)) {
    const from = start.index + start[0].length;
    const to = headingEnd(raw, folded, from);
    if (to !== null && from >= (found.at(-1)?.[1] ?? 0)) found.push([from, to]);
  }
  return found;
}

function headingEnd(raw: string, folded: string, from: number): number | null {
  const words =
    /^(?:[\p{L}'&/-]+ ?){1,7}/u
      .exec(folded.slice(from, from + 70))?.[0]
      .trimEnd()
      .split(' ') ?? [];
  for (let n = Math.min(MOST_WORDS, words.length); n > 0; n--) {
    const phrase = words.slice(0, n).join(' ');
    const to = from + phrase.length;
    if (HEADINGS.has(phrase) && isHeadingLike(raw.slice(from, to), raw.slice(to, to + 2)))
      return /^ ?:/.test(raw.slice(to, to + 2)) ? raw.indexOf(':', to) + 1 : to;
  }
  return null;
}

function isHeadingLike(name: string, after: string): boolean {
  if (/^ ?:/.test(after) || (name === name.toUpperCase() && name.length > 4)) return true;
  if (!/^ ?[\p{Lu}\d•\t]/u.test(after)) return false;
  return (
    / /.test(name) &&
    name
      .split(' ')
      .every((word) => /^(?:\p{Lu}|and\b|of\b|the\b|&|to\b|we\b|you\b|und\b|et\b|y\b|e\b|en\b)/u.test(word))
  );
}
