import { countWords, type ExtractedDocument, type Passage, type Profile } from '../../domain/index.js';
import { maskedCv } from './masking.js';

/** Words per passage: enough for a meaningful vector, few enough to quote. Masked words do not count. */
const FULL = 70;
const ENOUGH = 35;
const PIECE_END = /(?<=[.!?;:]\s|\s)(?=[•●▪◦■➢✓*?–-]\s)|(?<=[.!?;]\s)(?=\p{Lu}|\d)/u;

/** Cuts a CV into passages worth quoting: an entry, a group of bullets, a paragraph. Contact lines are left out. */
export function passagesOf(document: ExtractedDocument, profile: Profile): Passage[] {
  const { cutting, ...masked } = maskedCv(document, profile);
  const passages: Passage[] = [];
  for (const section of sectionsOf(masked.document, masked.profile)) {
    for (const group of groups(pieces(masked.document.text, section.start, section.end))) {
      const start = cutting.toWhole(group.start);
      passages.push({ start, end: cutting.endToWhole(group.end), page: pageOf(document, start) });
    }
  }
  return passages;
}

/** The text of a passage that is embedded: name and contact details masked, runs of space collapsed. */
export function passageText(document: ExtractedDocument, profile: Profile, passage: Passage): string {
  const { cutting, document: masked } = maskedCv(document, profile);
  return masked.text.slice(cutting.toCut(passage.start), cutting.toCut(passage.end)).replace(/\s+/g, ' ').trim();
}

function sectionsOf(document: ExtractedDocument, profile: Profile): { start: number; end: number }[] {
  const sections = profile.sections.filter((section) => section.kind !== 'contact');
  return sections.length > 0 ? sections : [{ start: 0, end: document.text.length }];
}

/** The page that an offset is on, counted from 1. */
export function pageOf(document: Pick<ExtractedDocument, 'pageStarts'>, offset: number): number {
  return Math.max(1, document.pageStarts.filter((start) => start <= offset).length);
}

interface Piece {
  start: number;
  end: number;
  words: number;
  /** Preceded by a blank line. */
  opens: boolean;
}

/** The lines of a stretch; lines too long for one passage are cut into sentences. */
function pieces(masked: string, start: number, end: number): Piece[] {
  const found: Piece[] = [];
  const section = masked.slice(0, end);
  let opens = false;
  for (let at = start; at < section.length;) {
    const line = section.slice(at, section.indexOf('\n', at) + 1 || section.length);
    const words = countWords(line);
    if (words > 0) found.push(...(words <= FULL ? [trimmed(line, at, words, opens)] : sentences(line, at, opens)));
    opens = words === 0 && line.trim() === '';
    at += line.length;
  }
  return found;
}

/** Sentences and bullets of a line; a run without either is cut every FULL words. */
function sentences(line: string, start: number, opens: boolean): Piece[] {
  let at = start;
  const parts = line
    .split(PIECE_END)
    .flatMap((part) => (countWords(part) <= FULL ? [part] : (part.match(CHUNK) ?? [part])));
  const found = parts.map((part, i) => {
    at += part.length;
    return trimmed(part, at - part.length, countWords(part), opens && i === 0);
  });
  return found.filter((piece) => piece.words > 0);
}
const CHUNK = new RegExp(`(?:\\s*\\S+){1,${FULL}}\\s*`, 'g');

/** A piece without surrounding blanks; `start` is where `text` begins. */
function trimmed(text: string, start: number, words: number, opens: boolean): Piece {
  const from = start + (text.length - text.trimStart().length);
  const to = start + text.trimEnd().length;
  return { start: from, end: Math.max(from, to), words, opens };
}

function groups(all: Piece[]): { start: number; end: number }[] {
  const done: Piece[] = [];
  for (const piece of all) {
    const open = done.at(-1);
    const full = !open || open.words + piece.words > FULL || (piece.opens && open.words >= ENOUGH);
    if (full) done.push({ ...piece });
    else done[done.length - 1] = { ...open, end: piece.end, words: open.words + piece.words };
  }
  return done.map(({ start, end }) => ({ start, end }));
}
