import {
  changeForeign,
  endOfWord,
  isBlank,
  oneByte,
  memoize,
  type ExtractedDocument,
  type Line,
} from '../../domain/index.js';
import { isDigit, isLetter } from './beginnings.js';

/**
 * One non-empty line of a CV. `start` and `end` are offsets into the document's text, without bullet and outer blanks.
 */
export interface TextLine {
  index: number;
  start: number;
  end: number;
  text: string;
  /** Whether a blank line, a page break or a clear gap comes before. */
  blankBefore: boolean;
  bullet: boolean;
  /** Whether it is the rest of the line before, which a margin broke off; see `markContinued`. */
  continues: boolean;
  /** Position and font, where the extractor knows them. */
  layout: Line | null;
}

const BULLET =
  /^(?:[•●○▪▫■□◦‣⁃∙·❖➢➤►▶✓✔✦★☆➔→»*♦◆◇♣⦁⚫✪✧✱➧\u2022\u25cf\uf0b7\uf0a7\uf0d8\u2756]+|[-–—](?=\s)|[o>+](?=\s)|â€¢|\(?(?:\d{1,2}[.)]|[a-h]\))(?=\s))\s*/u;

/** The non-empty lines of the text in order, with layout where available. */
export function splitLines(document: ExtractedDocument): TextLine[] {
  const { text } = document;
  const layoutAt = new Map(document.lines.map((line) => [line.start, line]));
  const pages = new Set(document.pageStarts);
  const lines: TextLine[] = [];
  let blank = true;
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    if (pages.has(start)) blank = true;
    const line = toLine(text, start, end);
    if (line !== null) {
      line.index = lines.length;
      line.blankBefore = blank;
      line.layout = layoutAt.get(start) ?? layoutAt.get(line.start) ?? null;
      lines.push(line);
    }
    blank = line === null;
    start = end + 1;
  }
  return lines;
}

/** Markdown's signs for bold are no bullet: "**Engineer**, Acme". */
const BOLD = /^\*\*\p{L}[^*]{0,80}\*\*/u;
/** A rule such as "-----" separates lines as a blank line does. */
const RULE = /^[-=_~*─━═]{3,}$/u;

/** A line by itself, before its index and what precedes it are known. */
function toLine(text: string, start: number, end: number): TextLine | null {
  const raw = text.slice(start, end);
  const lead = raw.length - raw.trimStart().length;
  const trimmed = raw.trim();
  const bullet = BOLD.test(trimmed) ? '**' : (BULLET.exec(trimmed)?.[0] ?? '');
  const body = trimmed.slice(bullet.length);
  if (body === '' || RULE.test(body)) return null;
  const from = start + lead + bullet.length;
  return {
    index: 0,
    start: from,
    end: from + body.length,
    text: body,
    blankBefore: false,
    bullet: bullet !== '' && bullet !== '**',
    continues: false,
    layout: null,
  };
}

/** Texts memoized. Lines that come again do so within a CV: more memory finds few more and takes longer to look in. */
const MOST_FOLDED = 2_000;

/**
 * Folds letters for comparison: lower case, no accents, `&` and punctuation as blanks. Memoized, since every part asks
 * for the same lines.
 */
export const fold = memoize(foldAnew, MOST_FOLDED);

/** `fold` without memoization, for callers that remember the result of their own. */
export function foldAnew(text: string): string {
  const lower = text.toLowerCase();
  const folded = isAscii(lower)
    ? lower.replace(/[^a-z\d+#]{2,}|[^a-z\d+# ]/g, ' ')
    : stripAccents(lower).replace(/[^\p{L}\p{N}+#]+/gu, ' ');
  return folded.trim();
}

// eslint-disable-next-line no-control-regex
const isAscii = (text: string): boolean => /^[\u0000-\u007f]*$/.test(text);

/** Removes accents and other combining marks; ASCII text is returned unchanged. */
export function stripAccents(text: string): string {
  return isAscii(text)
    ? text
    : text
        .normalize('NFD')
        .replace(/\p{M}+/gu, '')
        .replace(/ß/g, 'ss')
        .replace(/ı/g, 'i')
        .replace(/ł/g, 'l');
}

/**
 * Lower-case text for regular expressions that are tried at every place and need no offsets. Characters outside Latin-1
 * become a plain dash, apostrophe, blank or a letter that no label contains, since expressions run twice as fast on
 * one-byte strings.
 */
export function plainOf(text: string): string {
  return oneByte(plainForeign(text)).toLowerCase();
}
const plainForeign = changeForeign((run) =>
  run.replace(/[^\u00a0-\u00ff]/gu, (char) =>
    char === '–' ? '-' : char === '’' ? "'" : /\p{L}/u.test(char) ? 'ÿ' : ' ',
  ),
);

/** Number of pieces between blanks that hold a letter or digit. Counting stops at `most` + 1. */
export function wordCount(text: string, most = Infinity): number {
  const { length } = text;
  let count = 0;
  let counted = false;
  for (let at = 0; at < length && count <= most; at++) {
    const unit = text.charCodeAt(at);
    if (counted) counted = !isBlank(unit);
    else if (isPlain(unit) || (unit > 127 && endOfWord(text, at) > at)) {
      count += 1;
      counted = true;
    }
  }
  return count;
}

/** An ASCII letter or digit. Most texts begin and end with one, and then no regular expression is needed. */
const isPlain = (unit: number): boolean => isLetter(unit) || isDigit(unit);

/** Whether a text ends with an ASCII letter or digit, so that there is nothing to trim. */
export const endsPlainly = (text: string): boolean => text !== '' && isPlain(text.charCodeAt(text.length - 1));

/** Whether there are letters and none is lower case. */
export function isUpperCase(text: string): boolean {
  return /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
}

/** A range of a text. */
export interface Span {
  start: number;
  end: number;
}

/**
 * From the first start to the last end of some spans. A loop, since there may be more spans than a call can have
 * arguments.
 */
export function reachOf(spans: readonly Span[]): Span {
  let { start, end } = spans[0]!;
  for (const span of spans) [start, end] = [Math.min(start, span.start), Math.max(end, span.end)];
  return { start, end };
}

const EDGE_START = /^(?:[\s,;:|*/·•\-–—−~()[\]：，、،。]|\.(?=\s))+/u;
const EDGE_END = /(?<![\s,;:|/·•\-–—−~*([：，、،。])[\s,;:|/·•\-–—−~*([：，、،。]+$/u;

/**
 * Trims separators and blanks off both ends of a span; null where nothing else is left. A closing bracket stays if it
 * was opened inside.
 */
export function tighten(text: string, span: Span): Span | null {
  if (span.start < span.end && isPlain(text.charCodeAt(span.start)) && isPlain(text.charCodeAt(span.end - 1)))
    return { start: span.start, end: span.end };
  const raw = text.slice(span.start, span.end);
  const head =
    raw.startsWith('(') && raw.includes(')') && !raw.endsWith(')') ? 0 : (EDGE_START.exec(raw)?.[0].length ?? 0);
  let rest = raw.slice(head);
  rest = rest.slice(0, rest.length - (EDGE_END.exec(rest)?.[0].length ?? 0));
  if (/[)\]]$/.test(rest) && !/[([]/.test(rest)) rest = rest.replace(/(?<![)\]\s])[)\]\s]+$/, '');
  if (rest === '') return null;
  return { start: span.start + head, end: span.start + head + rest.length };
}

const PAGE_NUMBER =
  /(?:^|(?<!\d)\s[-–—|]\s|(?:page|seite|pagina|página)\s)\s*\d{1,2}\s*(?:\/|of|von|de|sur|di|van)\s*\d{1,2}$|^(?:page|seite|pagina|página)\s*\d{1,2}$/iu;

/** Page numbers and lines that are only a link: they stand inside sections but say nothing there. */
export function isFurniture(line: TextLine): boolean {
  return (
    /^(?:https?:\/\/|www\.)\S+$/i.test(line.text) ||
    (line.text.length <= 40 &&
      isDigit(line.text.charCodeAt(line.text.length - 1)) &&
      PAGE_NUMBER.test(line.text) &&
      !/\p{L}{3,}.*\d{4}/u.test(line.text))
  );
}
