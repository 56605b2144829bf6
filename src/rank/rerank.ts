import type { Passage } from '../domain/index.js';
import { nearestPassages, type Candidate, type ScoredCv, type ScoredPart } from './score.js';
import type { Place } from './features/titles.js';
import type { JdPlan } from './jd-plan.js';

/** Share of the score that the cross-encoder gets; all other parts share the rest. */
const SHARE = 0.5;
/** Characters of a CV that a cross-encoder is given; common models read less. */
const LONGEST = 4000;

/** What a cross-encoder reads of a JD: everything that asks for something. */
export function rerankQuery(plan: JdPlan): string {
  return plan.texts[0] ?? '';
}

/** What it reads of a CV: passages as given by `textOf`, those nearest to the JD first. */
export function rerankText(
  plan: JdPlan,
  cv: Candidate,
  textOf: (passage: Passage) => string,
): { text: string; at: Place | null } {
  const [jd] = plan.vectors;
  const near = jd === undefined ? cv.passages : nearestPassages(jd, cv).map(({ passage }) => passage);
  const [first] = near;
  let text = '';
  for (const passage of near) {
    if (text.length >= LONGEST) break;
    text += `${text === '' ? '' : ' '}${textOf(passage)}`;
  }
  return { text, at: first === undefined ? null : [first.start, first.end, first.page] };
}

/** Adds the cross-encoder's score as one more part; the shares still sum to 1. */
export function reranked(cv: ScoredCv, judged: { score: number; at: Place | null; model: string }): ScoredCv {
  const others = cv.parts.map((one): ScoredPart => ({ ...one, weight: one.weight * (1 - SHARE) }));
  const requirement = { text: `the JD as ${judged.model} reads it`, kind: 'skill' as const, must: false, weight: 1 };
  const parts: ScoredPart[] = [
    {
      part: { requirement, kind: 'rerank', share: SHARE, hard: false, counted: false },
      weight: SHARE,
      score: judged.score,
      at: judged.at,
    },
    ...others,
  ];
  return { ...cv, score: Math.min(1, (1 - SHARE) * cv.score + SHARE * judged.score), parts };
}
