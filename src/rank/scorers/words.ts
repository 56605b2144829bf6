import { indexOf, type WordCounts } from '../features/format.js';
import type { RankerWeights } from '../weights.js';
import type { Scored, View } from './view.js';

/**
 * BM25 over the fields title, skills and body (Zaragoza et al. 2004), with typical lengths in place of a collection's
 * averages. Given as a share of the limit for a CV that repeats every word of the JD without end; since no CV reaches
 * that, scores do not saturate.
 */
export function wordsScore({ plan, words }: View): Scored {
  const { k1 } = plan.weights.words;
  const scales = wordScales(plan.weights.words, words);
  let sum = 0;
  for (const { hash, weight } of plan.words) {
    const index = indexOf(words, hash);
    if (index < 0) continue;
    const times = timesOf(words, index, scales);
    if (times > 0) sum += (weight * times) / (k1 + times);
  }
  return { score: plan.wordCeiling === 0 ? 0 : sum / plan.wordCeiling, at: null };
}

type Weights = RankerWeights['words'];
type Scales = [title: number, skills: number, body: number];

/** How often a CV has a word, by fields. */
export function timesOf({ title, skills, body }: WordCounts, index: number, scales: Scales): number {
  return title[index]! * scales[0] + skills[index]! * scales[1] + body[index]! * scales[2];
}

/** What one occurrence in each field counts: the less, the longer the field. */
export function wordScales({ b, fields, lengths }: Weights, words: Pick<WordCounts, 'lengths'>): Scales {
  const of = (field: 0 | 1 | 2): number => fields[field] / (1 - b + (b * words.lengths[field]) / lengths[field]);
  return [of(0), of(1), of(2)];
}
