import type { TermHit, Vocabulary } from '../port.js';
import { isLetter } from '../text/beginnings.js';
import { endsPlainly } from '../text/lines.js';
import { flattenedLabelLength, skillLabelLength } from './skill-labels.js';

/** One item of a list of skills, as written. */
export interface Item {
  name: string;
  /** Set where the vocabulary found it in running text. */
  term?: string;
  start: number;
  end: number;
}

interface Part {
  text: string;
  start: number;
  end: number;
  hits: readonly TermHit[];
  vocabulary: Vocabulary;
  /** Offsets of line ends that break a name. */
  breaks?: readonly number[];
}

/** Longer items are sentences, not skills. */
const MAX_WORDS = 6;
const MAX_LENGTH = 48;
const SEPARATORS =
  /[,;|、，；،؛•●▪■◦‣⁃∙·❖➢➤►▶✓✔➔♦◆⦁➧\uf0b7\uf0a7\uf0d8]|\t| {3,}| [-–—] |\n|(?<=[\p{L}\d)]{2})\.\s+(?=\p{Lu})|\s\d{1,2}[.)]\s+(?=\p{Lu})/uy;
/** In characters: longer pieces are prose and not searched for a skill with its rating. */
const LONGEST_PIECE = 400;
/** A level, rating or duration after a skill: "(3 years)", "- Expert", "●●●○", "80%". */
const RATING =
  /\s*(?:\((?:[^()]*\b(?:years?|yrs?|months?|less than|expert|advanced|intermediate|beginner|basics?|preliminary|familiar|fluent|native|proficient|good|excellent|\d+\/\d+)\b[^()]*|\d+[^()]{0,6})\)|[★☆●○⬤◯■□]{2,}|\d{1,3} ?%|\d+\/\d+)\s*$/iu;
/** "Languages: Java, C++": words before a colon say what the list contains. */
const LABEL = /^[^:,;()\n]{2,40}:\s*/;
const BULLET = /^[\s•●○▪▫■□◦‣⁃∙·❖➢➤►▶✓✔➔♦◆⦁➧*\uf0b7\uf0a7\uf0d8o-]*(?<![A-Za-z0-9])(?:\d{1,2}[.)]\s+)?/u;

/**
 * The skills that a section lists: split at commas, bullets, semicolons, bars, line ends and "and". Of sentences, only
 * what the vocabulary finds in them.
 */
export function skillItems(part: Part): Item[] {
  return lines(part).flatMap((line) => {
    const pieces = splitLine(line);
    return isProse(line, pieces.length) ? pieces.flatMap(mentioned) : pieces.flatMap(readPiece);
  });
}

/** A sentence has at least so many words; an item between two separators has fewer. */
const SENTENCE_WORDS = 12;
const WORDS_PER_PIECE = 3.5;

/** Whether a line is prose: sentences have commas too, but many words between them, mostly in lower case. */
function isProse(line: Part, pieces: number): boolean {
  const words = line.text.slice(line.start, line.end).split(/\s+/u);
  return (
    words.length >= SENTENCE_WORDS &&
    words.length >= pieces * WORDS_PER_PIECE &&
    words.filter((word) => /^\p{Ll}/u.test(word)).length * 2 >= words.length
  );
}

/** What makes a line a list of skills where a section's heading does not say so. */
interface ListRule {
  /** With fewer pieces it is no list. */
  least: number;
  /** The most words of a piece. */
  words: number;
  /** The least share of pieces that are known skills, as a fraction. */
  known: readonly [some: number, of: number];
}
const HIDDEN: ListRule = { least: 2, words: Infinity, known: [1, 2] };
const SURELY_HIDDEN: ListRule = { least: 3, words: 3, known: [4, 5] };

/**
 * Skills listed in a section whose heading says something else: only from lines of which most parts are known skills,
 * and only the known ones.
 */
export const hiddenItems = (part: Part): Item[] => linesOfSkills(part, HIDDEN);

/** The same among posts and prose, with stricter conditions: longer lists, nearly all of it known. */
export const surelyHiddenItems = (part: Part): Item[] => linesOfSkills(part, SURELY_HIDDEN);

function linesOfSkills(part: Part, rule: ListRule): Item[] {
  return lines(part).flatMap((line) => {
    const pieces = piecesOfList(line, rule);
    if (pieces.length === 0) return [];
    const known = pieces.flatMap(readPiece).filter((item) => item.term !== undefined || isKnown(part, item.name));
    return known.length * rule.known[1] >= pieces.length * rule.known[0] ? known : [];
  });
}

/**
 * The pieces of a line that may be a list; empty for any other line. Most lines are prose and ruled out by the form of
 * their first piece, before the others are cut off and any is looked up.
 */
function piecesOfList(line: Part, { least, words }: ListRule): Part[] {
  const isShort = (piece: Part): boolean =>
    piece.text.slice(piece.start, piece.end).trim().split(/\s+/u).length <= words;
  const pieces: Part[] = [];
  const all = splitLine(line, (piece) => {
    const fits = words === Infinity || isShort(piece);
    if (trimmed(piece) === undefined) return true;
    if (fits) pieces.push(piece);
    return fits;
  });
  return all === null || pieces.length < least ? [] : pieces;
}

/** Lines, joined where a list was wrapped: after a comma, or before a lower-case letter. */
function lines(part: Part): Part[] {
  const found: Part[] = [];
  for (let start = part.start; start < part.end;) {
    const newline = part.text.indexOf('\n', start);
    const end = newline < 0 || newline > part.end ? part.end : newline;
    if (end > start) addLine(part, start, end, found);
    start = end + 1;
  }
  return found;
}

/** Adds a line, joined with the one before where a list was wrapped. */
function addLine(part: Part, start: number, end: number, found: Part[]): void {
  const last = found.at(-1);
  if (last !== undefined && isKnownOverBreak(part, last, { start, end }))
    Object.assign(last, { breaks: [...(last.breaks ?? []), last.end], end });
  else if (last !== undefined && isWrapped(part.text, last, start)) last.end = end;
  else found.push({ ...part, start, end });
}

/** Characters at the end of the joined text that show whether the list continues. */
const LINE_END = 200;

function isWrapped(text: string, last: Part, start: number): boolean {
  if (text.slice(last.end, start).includes('\n\n')) return false;
  const before = text.slice(Math.max(last.start, last.end - LINE_END), last.end);
  if (
    /[,;&(]\s*$/.test(before) ||
    before.lastIndexOf('(') > before.lastIndexOf(')') ||
    /^\s*\(/.test(text.slice(start, start + 8))
  )
    return true;
  return last.end - last.start > 50 && /^\s*[a-z(]/.test(text.slice(start, start + 8));
}

/** "…, Stakeholder" above "Management, …": the last piece is known only together with the first one below. */
function isKnownOverBreak(part: Part, last: Part, next: { start: number; end: number }): boolean {
  const [before, after] = [part.text.slice(last.start, last.end), part.text.slice(next.start, next.end)];
  if (part.text.slice(last.end, next.start).includes('\n\n') || (!before.includes(',') && !after.includes(',')))
    return false;
  const comma = after.indexOf(',');
  const [end, begin] = [
    before.slice(before.lastIndexOf(',') + 1).trim(),
    after.slice(0, comma < 0 ? after.length : comma).trim(),
  ];
  return (
    end !== '' &&
    begin !== '' &&
    end.length + begin.length < MAX_LENGTH &&
    part.vocabulary.canonical(`${end} ${begin}`, 'skill') !== undefined
  );
}

/** A line without its label, cut at separators outside brackets; null as soon as a piece is refused. */
function splitLine(line: Part): Part[];
function splitLine(line: Part, fits: (piece: Part) => boolean): Part[] | null;
function splitLine(line: Part, fits: (piece: Part) => boolean = () => true): Part[] | null {
  const raw = line.text.slice(line.start, line.end);
  const bullet = BULLET.exec(raw)?.[0].length ?? 0;
  const listed = raw.slice(bullet);
  const start = line.start + bullet + (LABEL.exec(listed)?.[0].length ?? skillLabelLength(listed));
  const body = maskBrackets(withoutBreaks(line, start));
  const pieces: Part[] = [];
  const add = (from: number, end: number): boolean =>
    fits(pieces[pieces.push({ ...line, start: start + from, end }) - 1]!);
  let from = 0;
  for (let at = nextSign(body, 0); at >= 0; at = nextSign(body, Math.max(from, at + 1))) {
    SEPARATORS.lastIndex = at;
    if (!SEPARATORS.test(body)) continue;
    const next = SEPARATORS.lastIndex;
    if (!add(from, start + at)) return null;
    from = next;
  }
  return add(from, line.end) ? pieces : null;
}

/** Where a separator may begin: a quick test, since nearly all of a text is letters with single blanks between. */
function nextSign(text: string, from: number): number {
  SIGN.lastIndex = from;
  return SIGN.test(text) ? SIGN.lastIndex - 1 : -1;
}
const SIGN = /[^A-Za-z\d ]| (?=[^A-Za-z])/g;

function withoutBreaks({ text, end, breaks = [] }: Part, start: number): string {
  const from = [start, ...breaks.map((at) => at + 1)];
  return from.map((at, i) => text.slice(at, breaks[i] ?? end)).join(' ');
}

/** Blanks out what stands in brackets, keeping the length: commas in there separate something else. */
function maskBrackets(text: string): string {
  return text.includes('(') ? text.replace(/\([^()]*\)/g, (inner) => 'x'.repeat(inner.length)) : text;
}

function readPiece(piece: Part): Item[] {
  const whole = trimmed(piece);
  if (whole === undefined || FRAGMENT.test(whole.name)) return [];
  if (whole.name.split(/\s+/).length > MAX_WORDS || whole.name.length > MAX_LENGTH) return mentioned(piece);
  const label = flattenedLabelLength(whole.name);
  if (label > 0 && isKnown(piece, whole.name.slice(label)) && !isKnown(piece, whole.name))
    return readPiece({ ...piece, start: whole.start + label });
  const inner = bracketed(piece);
  const outer = inner === undefined ? whole : trimmed({ ...piece, end: inner.start - 1 });
  if (inner !== undefined && outer !== undefined) return [...halves(piece, outer), ...readList(inner)];
  return halves(piece, whole);
}

const isKnown = ({ vocabulary }: Part, name: string): boolean => vocabulary.canonical(name, 'skill') !== undefined;

/** Beginnings that no skill has: the rest of a sentence cut at its commas. */
const FRAGMENT =
  /^(?:I(?:['’]m|\s(?:am|have|was))\s|(?:and|or|which|who|whose|when|where|while|that|this|also|etc|is|are|was|were|has|have|had|in|of|to|from|by|at|as|the|then|so|but|will|can|i|my)(?:\s|$|\.)|[Ee][Tt][Cc]$)/u;

/** Splits "Node and Express" in two, unless the vocabulary knows the whole. */
function halves(piece: Part, item: Item): Item[] {
  if (isKnown(piece, item.name)) return [item];
  const cut = / (?:and|&|und|et|y|e|en|\/) |(?<=\p{L})\/(?=\p{L})/u.exec(item.name);
  if (cut === null) return [item];
  const left = trimmed({ ...piece, start: item.start, end: item.start + cut.index });
  const right = trimmed({ ...piece, start: item.start + cut.index + cut[0].length, end: item.end });
  const both = [left, right].filter((half) => half !== undefined);
  return both.length === 2 && both.some((half) => isKnown(piece, half.name)) ? both : [item];
}

/** Known skills in brackets: "AWS (EC2, S3)". */
function bracketed(piece: Part): { start: number; end: number; part: Part } | undefined {
  const match = /\(([^()]+)\)/.exec(piece.text.slice(piece.start, piece.end));
  if (match === null || RATING.test(match[0])) return undefined;
  const start = piece.start + match.index + 1;
  return { start, end: start + match[1]!.length, part: piece };
}

function readList(inner: { start: number; end: number; part: Part }): Item[] {
  const pieces = splitLine({ ...inner.part, start: inner.start, end: inner.end });
  return pieces
    .map(trimmed)
    .filter((item) => item !== undefined)
    .filter((item) => isKnown(inner.part, item.name));
}

/** The vocabulary's hits in a sentence. */
function mentioned(piece: Part): Item[] {
  const found: TermHit[] = [];
  for (let i = firstFrom(piece.hits, piece.start); i < piece.hits.length && piece.hits[i]!.start < piece.end; i++)
    if (piece.hits[i]!.end <= piece.end) found.push(piece.hits[i]!);
  return found.map((hit) => ({
    name: piece.text.slice(hit.start, hit.end).replace(/\s+/g, ' '),
    term: hit.term,
    start: hit.start,
    end: hit.end,
  }));
}

/** Index of the first hit that starts at or after an offset; hits are in order. */
function firstFrom(hits: readonly TermHit[], offset: number): number {
  let [low, high] = [0, hits.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hits[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Versions of the item before them: "8i", "11g", "v2", "10.x". */
const VERSION = /^v?\d+(?:\.\d+)*(?:[cgi]|\.x)?$/u;

function trimmed(piece: { text: string; start: number; end: number }): Item | undefined {
  const raw = piece.text.slice(piece.start, piece.end);
  if (raw.length > LONGEST_PIECE)
    return /\p{L}/u.test(raw) ? { name: raw, start: piece.start, end: piece.end } : undefined;
  if (mayEndRated(raw) && RATING.exec(raw)?.[0].trim() === raw.trim()) return undefined;
  const lead = /^(?:[\s•*·:()-]|and\s|&\s)*/i.exec(raw)![0].length;
  const rated = withoutRatings(withoutEnd(raw.slice(lead), /[\s:.*(]+$/));
  const body = withoutEnd(balanced(rated).replace(/\s+etc\.?$/iu, ''), /[\s:;.,*(–-]+$/);
  if (!/\p{L}/u.test(body) || VERSION.test(body)) return undefined;
  const start = piece.start + lead;
  return { name: body.replace(/\s+/g, ' '), start, end: start + body.length };
}

/** Whether a rating may stand at the end: most pieces end with a letter. */
const mayEndRated = (text: string): boolean => text !== '' && !isLetter(text.charCodeAt(text.length - 1));

function withoutRatings(text: string): string {
  const rest = mayEndRated(text) ? text.replace(RATING, '') : text;
  return rest === text ? text : withoutRatings(rest);
}

const withoutEnd = (text: string, signs: RegExp): string => (endsPlainly(text) ? text : text.replace(signs, ''));

/** Cuts a text before a bracket whose other half is missing. */
function balanced(body: string): string {
  const [open, close] = [body.lastIndexOf('('), body.indexOf(')')];
  if (close >= 0 && !body.slice(0, close).includes('(')) return body.slice(0, close);
  return open >= 0 && !body.slice(open).includes(')') ? body.slice(0, open) : body;
}
