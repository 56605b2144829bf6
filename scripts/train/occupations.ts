import type { Occupation, TrainingCv } from './data.js';
import { sample, type Random } from './random.js';

/** The words of one text, and its share of each occupation (by index). */
export interface Example {
  words: string[];
  shares: Map<number, number>;
}

/** Title (words separated by blanks) -> share of each occupation that uses it; the shares sum to one. */
export type TitleIndex = Map<string, Map<number, number>>;

/** In words: the longest title that is looked for. */
const LONGEST = 6;

export function indexTitles(occupations: Occupation[]): TitleIndex {
  const index: TitleIndex = new Map();
  occupations.forEach(({ titles }, i) => {
    for (const { words, weight } of titles) {
      const title = words.join(' ');
      if (title === '') continue;
      const row = index.get(title) ?? new Map<number, number>();
      row.set(i, (row.get(i) ?? 0) + weight);
      index.set(title, row);
    }
  });
  return new Map([...index].map(([title, row]) => [title, shared(row)]));
}

function shared(row: Map<number, number>): Map<number, number> {
  const sum = [...row.values()].reduce((a, b) => a + b, 0);
  return new Map([...row].map(([i, weight]) => [i, weight / sum]));
}

/**
 * The occupations of the first title of two or more words in a headline, or of the whole headline; undefined where
 * there is none.
 */
export function occupationsOf(headline: string[], index: TitleIndex): Map<number, number> | undefined {
  for (let at = 0; at < headline.length - 1; at++) {
    for (let n = Math.min(LONGEST, headline.length - at); n > 1; n--) {
      const found = index.get(headline.slice(at, at + n).join(' '));
      if (found !== undefined) return found;
    }
  }
  return index.get(headline.join(' '));
}

/** Words per piece of a CV, and the most words of it that are used. */
const PIECE = 70;
const READ = 900;

/** Pieces of CVs whose headline names an occupation: the body must predict the headline. */
export function cvExamples(cvs: TrainingCv[], index: TitleIndex): Example[] {
  return cvs.flatMap(({ headline, body }) => {
    const shares = occupationsOf(headline, index);
    if (shares === undefined) return [];
    const pieces: Example[] = [];
    for (let at = 0; at < Math.min(body.length, READ); at += PIECE) {
      const words = body.slice(at, at + PIECE);
      if (words.length >= PIECE / 2) pieces.push({ words, shares });
    }
    return pieces;
  });
}

export function titleExamples(index: TitleIndex): Example[] {
  return [...index].map(([title, shares]) => ({ words: title.split(' '), shares }));
}

/**
 * O*NET's descriptions of each occupation, in pieces about as long as a passage: single tasks, several tasks, tools,
 * the description.
 */
export function occupationExamples(occupations: Occupation[], random: Random): Example[] {
  return occupations.flatMap(({ description, tasks, tools }, i) => {
    const some = (of: string[][], n: number) => sample(of.length, n, random).flatMap((j) => of[j]!);
    const texts = [description, ...tasks];
    for (let n = 0; n < 6; n++) texts.push(some(tasks, 6));
    for (let n = 0; n < 3; n++) texts.push(some(tools, 12));
    return texts.filter((words) => words.length > 0).map((words) => ({ words, shares: new Map([[i, 1]]) }));
  });
}
