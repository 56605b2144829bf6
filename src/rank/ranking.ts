import { scoreCv, type Candidate, type ScoredCv, type ScoreTools } from './score.js';
import type { Vocabulary } from '../profile/index.js';
import type { JdPlan } from './jd-plan.js';

/** Scores all candidates and orders them: fewest missing hard requirements, then score, then id. */
export function rankCandidates(plan: JdPlan, candidates: Candidate[], tools: ScoreTools): ScoredCv[] {
  return scoreCandidates(plan, candidates, tools).sort(compareScored);
}

/** Scores in the order of `candidates`. */
export function scoreCandidates(plan: JdPlan, candidates: Candidate[], tools: ScoreTools): ScoredCv[] {
  const memoizing = { ...tools, vocabulary: memoized(tools.vocabulary) };
  return candidates.map((cv) => scoreCv(plan, cv, memoizing));
}

/**
 * The same few terms are compared for one candidate after the other, and for one JD after the other while the process
 * lives.
 */
function memoized(vocabulary: Vocabulary): Vocabulary {
  let known = memories.get(vocabulary);
  if (!known || known.size > MOST_TERMS) memories.set(vocabulary, (known = new Map()));
  return memoizing(vocabulary, known);
}
const memories = new WeakMap<Vocabulary, Map<string, Map<string, number>>>();
/** The most JD terms remembered, each with the CV terms that it was compared with. */
const MOST_TERMS = 500;

function memoizing(vocabulary: Vocabulary, known: Map<string, Map<string, number>>): Vocabulary {
  return {
    fingerprint: vocabulary.fingerprint,
    find: (text) => vocabulary.find(text),
    canonical: (text, kind) => vocabulary.canonical(text, kind),
    occupationsNear: (term, least) => vocabulary.occupationsNear(term, least),
    occupations: () => vocabulary.occupations(),
    relatedness(a, b) {
      let row = known.get(a);
      if (!row) known.set(a, (row = new Map()));
      let value = row.get(b);
      if (value === undefined) row.set(b, (value = vocabulary.relatedness(a, b)));
      return value;
    },
  };
}

export function compareScored(a: ScoredCv, b: ScoredCv): number {
  return a.missing - b.missing || b.score - a.score || (a.cvId < b.cvId ? -1 : a.cvId > b.cvId ? 1 : 0);
}
