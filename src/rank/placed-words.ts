import { decomposeWords } from '../domain/index.js';
import { endOfFolded, foldText, foldWords, stem } from './words.js';

/** The folded words of a text, as foldWords gives them, and where in it each begins. */
export interface PlacedWords {
  words: string[];
  starts: number[];
}

/** Folding changes lengths here and there: then each line is read by itself, and in such a line each word. */
export function placedWords(text: string): PlacedWords {
  const found: PlacedWords = { words: [], starts: [] };
  readWhole(text, 0, found);
  return found;
}

function readWhole(text: string, from: number, found: PlacedWords): void {
  const folded = foldText(decomposeWords(text));
  if (folded.length === text.length) readFolded(folded, from, found);
  else if (text.includes('\n')) for (const line of text.matchAll(/[^\n]+/g)) readWhole(line[0], from + line.index, found);
  else for (const run of text.matchAll(/\S+/g)) readRun(run[0], from + run.index, found);
}

function readFolded(folded: string, from: number, { words, starts }: PlacedWords): void {
  for (let at = 0; at < folded.length; ) {
    const end = endOfFolded(folded, at);
    if (end > at) {
      words.push(stem(folded.slice(at, end)));
      starts.push(from + at);
    }
    at = Math.max(end, at + 1);
  }
}

/** All words of a run without blanks are placed at its beginning. */
function readRun(run: string, from: number, { words, starts }: PlacedWords): void {
  for (const word of foldWords(run)) {
    words.push(word);
    starts.push(from);
  }
}
