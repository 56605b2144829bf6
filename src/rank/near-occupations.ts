import type { Vocabulary } from '../profile/index.js';
import type { Idf } from './idf.js';
import type { JdPlan } from './plan.js';
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
  const byWord = occupationsByWord(vocabulary, idf);
  const whole = plan.titleWords.reduce((sum, { weight }) => sum + weight, 0);
  for (const [occupation, shared] of sharing(plan, byWord)) {
    const value = (2 * shared) / (whole + occupation.weight);
    if (value >= Math.max(least, near.get(occupation.term) ?? 0)) near.set(occupation.term, value);
  }
  return [...near].map(([term, value]) => ({ term, near: value }));
}

/** Occupations with the weight of the title's words that they hold: the terms of `sharedWords`, summed word by word. */
function sharing({ titleWords }: Pick<JdPlan, 'titleWords'>, byWord: ReadonlyMap<string, Occupation[]>): Map<Occupation, number> {
  const shared = new Map<Occupation, number>();
  for (const { word, weight } of titleWords) for (const one of byWord.get(word) ?? []) shared.set(one, (shared.get(one) ?? 0) + weight);
  return shared;
}

interface Occupation {
  term: string;
  /** Of its words. */
  weight: number;
}

/** Made once for a vocabulary. */
function occupationsByWord(vocabulary: Vocabulary, idf: Idf): Map<string, Occupation[]> {
  let byWord = made.get(vocabulary);
  if (byWord !== undefined) return byWord;
  byWord = new Map();
  for (const term of vocabulary.occupations()) {
    const words = foldWords(term);
    const occupation = { term, weight: words.reduce((sum, word) => sum + idf.of(word), 0) };
    for (const word of new Set(words)) byWord.set(word, [...(byWord.get(word) ?? []), occupation]);
  }
  made.set(vocabulary, byWord);
  return byWord;
}
const made = new WeakMap<Vocabulary, Map<string, Occupation[]>>();
