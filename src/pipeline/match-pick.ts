import type { JdPlan } from '../rank/index.js';
import type { PickQuery } from '../store/port.js';

/** What the first stage searches by: the JD's vector and its most telling words. Decides who is scored, never a score. */
export function pickQuery(plan: JdPlan): Pick<PickQuery, 'vector' | 'words'> {
  const [vector] = plan.vectors;
  return { vector: vector ?? new Float32Array(0), words: plan.words.map(({ word, weight }) => ({ word, weight })) };
}
