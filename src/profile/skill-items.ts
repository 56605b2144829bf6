import type { TermHit, Vocabulary } from './port.js';

/** One entry of a list of skills, as written. */
export interface Item {
  name: string;
  /** Known already, because the vocabulary found it in running text. */
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
}

/** Fewer parts are no list. */
const MIN_LIST = 2;
/** Longer than this is a sentence, not a skill. */
const MAX_WORDS = 6;
const MAX_LENGTH = 48;
const SEPARATORS = /[,;|•●▪■◦‣⁃∙·➢➤►✓✔\uf0b7\uf0a7\uf0d8]|\t| {3,}| [-–—] |\n/g;
/** A rank, a rating or a time after a skill: "(3 years)", "- Expert", "●●●○", "80%". */
const RATING = /\s*(?:\((?:[^()]*\b(?:years?|yrs?|months?|less than|expert|advanced|intermediate|beginner|basic|fluent|native|proficient|good|excellent|\d+\/\d+)\b[^()]*|\d+[^()]{0,6})\)|[★☆●○⬤◯■□]{2,}|\d{1,3} ?%|\d+\/\d+)\s*$/iu;
/** "Languages: Java, C++": the words before the colon say what is listed. */
const LABEL = /^[^:,;()\n]{2,40}:\s*/;
const BULLET = /^[\s•●○▪▫■□◦‣⁃∙·➢➤►✓✔*\uf0b7\uf0a7\uf0d8o-]*(?<![A-Za-z0-9])/u;

/** The skills that a section lists: split at commas, bullets, semicolons, bars, line ends and "and"; sentences give what the vocabulary finds in them. */
export function skillItems(part: Part): Item[] {
  return lines(part).flatMap((line) => splitLine(line)).flatMap((piece) => readPiece(piece));
}

/** Lists of skills in a section that is headed for something else: lines of which most parts are known skills. Only those are taken. */
export function hiddenItems(part: Part): Item[] {
  return lines(part).flatMap((line) => {
    const pieces = splitLine(line).filter((piece) => trimmed(piece) !== undefined);
    const known = pieces.flatMap(readPiece).filter((item) => item.term !== undefined || part.vocabulary.canonical(item.name, 'skill') !== undefined);
    return pieces.length >= MIN_LIST && known.length * 2 >= pieces.length ? known : [];
  });
}

/** Lines, joined where a list was wrapped in the middle: after a comma, or before a small letter. */
function lines(part: Part): Part[] {
  const found: Part[] = [];
  for (const match of part.text.slice(part.start, part.end).matchAll(/[^\n]+/g)) {
    const start = part.start + match.index;
    const end = start + match[0].length;
    const last = found.at(-1);
    if (last !== undefined && isWrapped(part.text, last, start)) last.end = end;
    else found.push({ ...part, start, end });
  }
  return found;
}

function isWrapped(text: string, last: Part, start: number): boolean {
  if (text.slice(last.end, start).includes('\n\n')) return false;
  const before = text.slice(last.start, last.end);
  if (/[,;&(]\s*$/.test(before) || before.lastIndexOf('(') > before.lastIndexOf(')')) return true;
  return last.end - last.start > 50 && /^\s*[a-z(]/.test(text.slice(start, start + 8));
}

/** A line without its label, cut at separators that stand outside brackets. */
function splitLine(line: Part): Part[] {
  const label = LABEL.exec(line.text.slice(line.start, line.end).replace(BULLET, ''))?.[0] ?? '';
  const bullet = BULLET.exec(line.text.slice(line.start, line.end))?.[0].length ?? 0;
  const start = line.start + bullet + label.length;
  const body = maskBrackets(line.text.slice(start, line.end));
  const pieces: Part[] = [];
  let from = 0;
  for (const separator of body.matchAll(SEPARATORS)) {
    pieces.push({ ...line, start: start + from, end: start + separator.index });
    from = separator.index + separator[0].length;
  }
  return [...pieces, { ...line, start: start + from, end: line.end }];
}

/** The same length, with what stands in brackets blanked: commas in there separate something else. */
function maskBrackets(text: string): string {
  return text.replace(/\([^()]*\)/g, (inner) => 'x'.repeat(inner.length));
}

function readPiece(piece: Part): Item[] {
  const whole = trimmed(piece);
  if (whole === undefined) return [];
  if (whole.name.split(/\s+/).length > MAX_WORDS || whole.name.length > MAX_LENGTH) return mentioned(piece);
  const inner = bracketed(piece);
  const outer = inner === undefined ? whole : trimmed({ ...piece, end: inner.start - 1 });
  if (inner !== undefined && outer !== undefined) return [...halves(piece, outer), ...readList(inner)];
  return halves(piece, whole);
}

/** "Node and Express" -> two, unless the vocabulary knows the whole. */
function halves(piece: Part, item: Item): Item[] {
  if (piece.vocabulary.canonical(item.name, 'skill') !== undefined) return [item];
  const cut = / (?:and|&|und|et|y|e|en|\/) |(?<=\p{L})\/(?=\p{L})/u.exec(item.name);
  if (cut === null) return [item];
  const left = trimmed({ ...piece, start: item.start, end: item.start + cut.index });
  const right = trimmed({ ...piece, start: item.start + cut.index + cut[0].length, end: item.end });
  const both = [left, right].filter((half) => half !== undefined);
  return both.length === 2 && both.some((half) => piece.vocabulary.canonical(half.name, 'skill') !== undefined) ? both : [item];
}

/** Known skills inside brackets: "AWS (EC2, S3)". */
function bracketed(piece: Part): { start: number; end: number; part: Part } | undefined {
  const match = /\(([^()]+)\)/.exec(piece.text.slice(piece.start, piece.end));
  if (match === null || RATING.test(match[0])) return undefined;
  const start = piece.start + match.index + 1;
  return { start, end: start + match[1]!.length, part: piece };
}

function readList(inner: { start: number; end: number; part: Part }): Item[] {
  const pieces = splitLine({ ...inner.part, start: inner.start, end: inner.end });
  return pieces.map(trimmed).filter((item) => item !== undefined).filter((item) => inner.part.vocabulary.canonical(item.name, 'skill') !== undefined);
}

/** The vocabulary's hits inside a sentence. */
function mentioned(piece: Part): Item[] {
  return piece.hits
    .filter((hit) => hit.start >= piece.start && hit.end <= piece.end)
    .map((hit) => ({ name: piece.text.slice(hit.start, hit.end).replace(/\s+/g, ' '), term: hit.term, start: hit.start, end: hit.end }));
}

function trimmed(piece: { text: string; start: number; end: number }): Item | undefined {
  const raw = piece.text.slice(piece.start, piece.end);
  const lead = /^(?:[\s•*·:()-]|and\s|&\s)*/i.exec(raw)![0].length;
  let body = raw.slice(lead).replace(/[\s:.*(]+$/, '');
  for (let rated = body.replace(RATING, ''); rated !== body; rated = body.replace(RATING, '')) body = rated;
  body = body.replace(/[\s:;.,*(–-]+$/, '');
  if (!/\p{L}/u.test(body)) return undefined;
  const start = piece.start + lead;
  return { name: body.replace(/\s+/g, ' '), start, end: start + body.length };
}
