import { lookUp } from '../features/features.js';
import type { Scored, View } from './view.js';

/**
 * BM25 over the fields title, skills and body (Zaragoza et al. 2004), with typical lengths in place of a collection's
 * averages. Given as a share of the limit for a CV that repeats every word of the JD without end; since no CV reaches
 * that, scores do not saturate.
 */
export function wordsScore({ plan, words }: View): Scored {
  const { k1, b, fields, lengths } = plan.weights.words;
  const scale = fields.map((weight, i) => weight / (1 - b + (b * words.lengths[i]!) / lengths[i]!));
  let sum = 0;
  for (const { hash, weight } of plan.words) {
    const tf = lookUp(words, hash);
    if (!tf) continue;
    const weighted = tf[0] * scale[0]! + tf[1] * scale[1]! + tf[2] * scale[2]!;
    sum += (weight * weighted) / (k1 + weighted);
  }
  return { score: plan.wordCeiling === 0 ? 0 : sum / plan.wordCeiling, at: null };
}
