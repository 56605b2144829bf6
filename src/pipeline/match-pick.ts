import { foldWords, type JdPlan } from '../rank/index.js';
import type { PickQuery } from '../store/port.js';

/**
 * What the first stage searches by: the JD's vector, its most telling words, and the words of its title with those of the
 * occupation that the vocabulary knows it as. Decides who is scored, never a score.
 */
export function pickQuery(plan: JdPlan): Pick<PickQuery, 'vector' | 'words' | 'titleWords'> {
  const [vector] = plan.vectors;
  const term = plan.parts.find(({ kind }) => kind === 'title')?.requirement.term;
  return {
    vector: vector ?? new Float32Array(0),
    words: plan.words.map(({ word, weight }) => ({ word, weight })),
    titleWords: [...plan.titleWords.map(({ word }) => word), ...foldWords(term ?? '')],
  };
}
