import { foldWords } from '../../src/rank/words.js';
import type { TrainingCv } from './data.js';

/** Words in fewer CVs are kept nowhere: a word in 20 CVs is not the name of one particular person. */
const LEAST_CVS = 20;

/** Number of CVs with each word, most frequent first, ties by word; words in fewer than LEAST_CVS are left out. */
export function documentFrequencies(documents: Iterable<string[]>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const words of documents) {
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const kept = [...counts].filter(([, n]) => n >= LEAST_CVS);
  return new Map(kept.sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)));
}

/**
 * models/builtin/idf.json: what scoring needs to know about CVs in general. Words are folded as the ranker folds them.
 */
export interface IdfFile {
  /** Number of CVs counted. */
  documents: number;
  /** Mean number of words in headline and CV, including repetitions. */
  averageLength: { title: number; body: number };
  /** Folded word -> number of CVs with it. */
  words: Record<string, number>;
}

export function idfFile(cvs: TrainingCv[]): IdfFile {
  const bodies = cvs.map(({ text }) => foldWords(text));
  const headlines = cvs.map(({ headline }) => headline.length).filter((n) => n > 0);
  return {
    documents: cvs.length,
    averageLength: { title: mean(headlines), body: mean(bodies.map((words) => words.length)) },
    words: Object.fromEntries(documentFrequencies(bodies)),
  };
}

function mean(values: number[]): number {
  return Math.round((10 * values.reduce((sum, value) => sum + value, 0)) / Math.max(1, values.length)) / 10;
}
