import { decomposeWords } from '../../domain/index.js';
import { endOfFolded, foldText, foldWords, stem } from '../words.js';

/** The folded words of a text, as foldWords gives them, with the offset at which each begins. */
export interface PlacedWords {
  words: string[];
  starts: number[];
  /** Indices of the words that begin a line. */
  firsts: number[];
}

/**
 * Folding sometimes changes lengths, so offsets no longer fit. Then the text is read line by line, and such a line word
 * by word.
 */
export function placedWords(text: string): PlacedWords {
  const found: PlacedWords = { words: [], starts: [], firsts: [] };
  readWhole(text, 0, found);
  let line = -1;
  for (const [i, start] of found.starts.entries()) {
    if (start < line) continue;
    found.firsts.push(i);
    const end = text.indexOf('\n', start);
    line = end < 0 ? text.length : end;
  }
  return found;
}

function readWhole(text: string, from: number, found: PlacedWords): void {
  const folded = foldText(decomposeWords(text));
  if (folded.length === text.length && sameLines(folded, text)) readFolded(folded, from, found);
  else if (text.includes('\n'))
    for (const line of text.matchAll(/[^\n]+/g)) readWhole(line[0], from + line.index, found);
  else for (const run of text.matchAll(/\S+/g)) readRun(run[0], from + run.index, found);
}

/** Equal total length is not enough: one line may have grown by what another lost. */
function sameLines(folded: string, text: string): boolean {
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
    if (folded.charCodeAt(at) !== 0x0a) return false;
  return true;
}

function readFolded(folded: string, from: number, { words, starts }: PlacedWords): void {
  for (let at = 0; at < folded.length;) {
    const end = endOfFolded(folded, at);
    if (end > at) {
      words.push(stem(folded.slice(at, end)));
      starts.push(from + at);
    }
    at = Math.max(end, at + 1);
  }
}

/** Reads a run of non-blanks; all of its words get the offset of the run. */
function readRun(run: string, from: number, { words, starts }: PlacedWords): void {
  for (const word of foldWords(run)) {
    words.push(word);
    starts.push(from);
  }
}
