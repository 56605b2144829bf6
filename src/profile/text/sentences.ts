import type { TextLine } from './lines.js';

/**
 * The end of a sentence before a capital or digit. After an open bracket, a single letter or an abbreviation with dots
 * it is none.
 */
const STOP = /[.;](?=\s+[\p{Lu}\d])/gu;
/** Abbreviations whose dot does not end a sentence. */
const SHORT =
  /(?:^|[\s(,])(?:\p{Lu}\p{Ll}{0,3}|\p{L}|\S*\.\S*|m\/s|inc|ltd|corp|co|st|jr|sr|dept|univ|approx|no|dipl|ing)$/iu;
/** Characters before a dot in which its word is looked for. */
const WORD = 24;

/** Cuts a line of running text into sentences; each becomes a line with offsets into the text. */
export function sentencesOf(line: TextLine): TextLine[] {
  const pieces: TextLine[] = [];
  let from = 0;
  for (const match of line.text.matchAll(STOP)) {
    const before = line.text.slice(Math.max(from, match.index - WORD), match.index);
    if (match[0] === '.' && SHORT.test(before)) continue;
    pieces.push(pieceOf(line, from, match.index + 1));
    from = match.index + 1;
  }
  if (from === 0) return [line];
  pieces.push(pieceOf(line, from, line.text.length));
  return pieces
    .filter((piece) => piece.text !== '')
    .map((piece, i) => (i === 0 ? { ...piece, bullet: line.bullet, blankBefore: line.blankBefore } : piece));
}

/** A part of a line, without outer blanks, as a line of its own that continues what stands before it. */
export function pieceOf(line: TextLine, from: number, to: number): TextLine {
  const raw = line.text.slice(from, to);
  const text = raw.trim();
  const start = line.start + from + (raw.length - raw.trimStart().length);
  return { ...line, text, start, end: start + text.length, blankBefore: false, bullet: false, continues: false };
}
