import { lookUp } from '../features/features.js';
import type { Scored, View } from './view.js';

/**
 * BM25 over title, skills and body (Zaragoza et al. 2004) with usual lengths in place of a collection's, as a share of
 * what it would be if every word of the JD stood in the CV without end: never reached, so nothing saturates.
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
