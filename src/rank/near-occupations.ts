import type { Vocabulary } from '../profile/index.js';
import type { JdPlan } from './plan.js';
import { sharedWords } from './scorers/titles.js';
import type { ScoreTools } from './scorers/view.js';
import { foldWords } from './words.js';

/**
 * The occupations that a title of a CV may stand for to be at least so near to the JD's: those that the vocabulary knows as
 * near, and those that share its telling words. As near as the score will find a title that is written like the occupation.
 */
export function nearOccupations(plan: Pick<JdPlan, 'parts' | 'titleWords' | 'titleCover'>, least: number, { vocabulary, idf }: ScoreTools): { term: string; near: number }[] {
  const near = new Map<string, number>();
  const asked = plan.parts.find(({ kind }) => kind === 'title')?.requirement.term;
  for (const one of asked === undefined ? [] : vocabulary.occupationsNear(asked, least)) near.set(one.term, plan.titleCover * one.near);
  const byWord = occupationsByWord(vocabulary);
  for (const occupation of new Set(plan.titleWords.flatMap(({ word }) => byWord.get(word) ?? []))) {
    const shared = sharedWords(plan, occupation.words, idf);
    if (shared >= Math.max(least, near.get(occupation.term) ?? 0)) near.set(occupation.term, shared);
  }
  return [...near].map(([term, value]) => ({ term, near: value }));
}

interface Occupation {
  term: string;
  words: string[];
}

/** Made once for a vocabulary. */
function occupationsByWord(vocabulary: Vocabulary): Map<string, Occupation[]> {
  let byWord = made.get(vocabulary);
  if (byWord !== undefined) return byWord;
  byWord = new Map();
  for (const term of vocabulary.occupations()) {
    const occupation = { term, words: foldWords(term) };
    for (const word of new Set(occupation.words)) byWord.set(word, [...(byWord.get(word) ?? []), occupation]);
  }
  made.set(vocabulary, byWord);
  return byWord;
}
const made = new WeakMap<Vocabulary, Map<string, Occupation[]>>();
