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

/** One non-empty line of a CV as the parser sees it. `start` and `end` are offsets into the document's text, without bullet and outer blanks. */
export interface TextLine {
  index: number;
  start: number;
  end: number;
  text: string;
  /** A blank line, a page break or a clear gap comes before. */
  blankBefore: boolean;
  bullet: boolean;
  /** Place and font where the engine knows them. */
  layout: Line | null;
}

const BULLET =
  /^(?:[•●○▪▫■□◦‣⁃∙·❖➢➤►▶✓✔✦★☆➔→»*♦◆◇♣⦁⚫✪✧✱➧\u2022\u25cf\uf0b7\uf0a7\uf0d8\u2756]+|[-–—](?=\s)|[o>+](?=\s)|â€¢|\(?(?:\d{1,2}[.)]|[a-h]\))(?=\s))\s*/u;

/** The non-empty lines of the text, in order, with their layout where there is one. */
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

/** "**Engineer**, Acme": signs for bold letters in a text are no bullet. */
const BOLD = /^\*\*\p{L}[^*]{0,80}\*\*/u;
/** "-----": a rule parts lines as a blank one does. */
const RULE = /^[-=_~*─━═]{3,}$/u;

/** A line on its own, not yet in its place among the others. */
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
    layout: null,
  };
}

/** Letters folded for comparison: lower case, no accents, `&` and punctuation as blanks. Remembered, since every part asks for the same lines. */
export const fold = memoize(foldAnew);

/** For those who remember what they make of it. */
export function foldAnew(text: string): string {
  const lower = text.toLowerCase();
  const folded = isAscii(lower)
    ? lower.replace(/[^a-z\d+#]{2,}|[^a-z\d+# ]/g, ' ')
    : stripAccents(lower).replace(/[^\p{L}\p{N}+#]+/gu, ' ');
  return folded.trim();
}

// eslint-disable-next-line no-control-regex
const isAscii = (text: string): boolean => /^[\u0000-\u007f]*$/.test(text);

/** Without accents and other combining marks; ASCII text is returned as it is. */
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
 * Lower case, for expressions that are tried at every place of a text and need no offsets: what is not Latin-1 becomes a
 * plain dash or apostrophe, a letter that no label has, or a blank, since expressions run twice as fast over one-byte text.
 */
export function plainOf(text: string): string {
  return oneByte(plainForeign(text)).toLowerCase();
}
const plainForeign = changeForeign((run) =>
  run.replace(/[^\u00a0-\u00ff]/gu, (char) =>
    char === '–' ? '-' : char === '’' ? "'" : /\p{L}/u.test(char) ? 'ÿ' : ' ',
  ),
);

/** Pieces between blanks that hold a letter or digit; no more than `most` and one are counted. */
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

/** An ASCII letter or digit: what most texts begin and end with, so that no expression need look for anything else there. */
const isPlain = (unit: number): boolean => isLetter(unit) || isDigit(unit);

/** Whether a text ends with an ASCII letter or digit: then there is nothing to cut off its end. */
export const endsPlainly = (text: string): boolean => text !== '' && isPlain(text.charCodeAt(text.length - 1));

/** Letters are there and none is lower case. */
export function isUpperCase(text: string): boolean {
  return /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
}

/** A trimmed range inside a text: `null` when nothing but blanks and separators is left. */
export interface Span {
  start: number;
  end: number;
}

/** From the first start of some spans to the last end; there may be more of them than a call can have arguments. */
export function reachOf(spans: readonly Span[]): Span {
  let { start, end } = spans[0]!;
  for (const span of spans) [start, end] = [Math.min(start, span.start), Math.max(end, span.end)];
  return { start, end };
}

const EDGE_START = /^(?:[\s,;:|*/·•\-–—−~()[\]：，、،。]|\.(?=\s))+/u;
const EDGE_END = /(?<![\s,;:|/·•\-–—−~*([：，、،。])[\s,;:|/·•\-–—−~*([：，、،。]+$/u;

/** Cuts separators and blanks off both ends of a span. A bracket at the end stays when its opening is inside. */
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

/** Page numbers and lines of nothing but a link: they stand inside sections but say nothing there. */
export function isFurniture(line: TextLine): boolean {
  return (
    /^(?:https?:\/\/|www\.)\S+$/i.test(line.text) ||
    (line.text.length <= 40 &&
      isDigit(line.text.charCodeAt(line.text.length - 1)) &&
      PAGE_NUMBER.test(line.text) &&
      !/\p{L}{3,}.*\d{4}/u.test(line.text))
  );
}
