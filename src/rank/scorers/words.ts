import { indexOf, type WordCounts } from '../features/format.js';
import type { JdPlan } from '../jd-plan.js';
import type { Scored, View } from './view.js';

/**
 * BM25 over the fields title, skills and body (Zaragoza et al. 2004), with typical lengths in place of a collection's
 * averages. Given as a share of the limit for a CV that repeats every word of the JD without end; since no CV reaches
 * that, scores do not saturate.
 */
export function wordsScore({ plan, words }: View): Scored {
  const { k1 } = plan.weights.words;
  const [inTitle, inSkills, inBody] = [scaleOf(plan, words, 0), scaleOf(plan, words, 1), scaleOf(plan, words, 2)];
  let sum = 0;
  for (const { hash, weight } of plan.words) {
    const index = indexOf(words, hash);
    if (index < 0) continue;
    const [title, skills, body] = [words.title[index]!, words.skills[index]!, words.body[index]!];
    if (title + skills + body === 0) continue;
    const weighted = title * inTitle + skills * inSkills + body * inBody;
    sum += (weight * weighted) / (k1 + weighted);
  }
  return { score: plan.wordCeiling === 0 ? 0 : sum / plan.wordCeiling, at: null };
}

/** What one occurrence in a field counts: the less, the longer the field. */
function scaleOf({ weights }: JdPlan, words: WordCounts, field: 0 | 1 | 2): number {
  const { b, fields, lengths } = weights.words;
  return fields[field] / (1 - b + (b * words.lengths[field]) / lengths[field]);
}
