import { scoreCv, type Candidate, type ScoredCv, type ScoreTools } from './score.js';
import type { JdPlan } from './plan.js';

/** Scores every candidate and orders them: fewest hard requirements missing, then score, then id. */
export function rankCandidates(plan: JdPlan, candidates: Candidate[], tools: ScoreTools): ScoredCv[] {
  return candidates.map((cv) => scoreCv(plan, cv, tools)).sort(compareScored);
}

export function compareScored(a: ScoredCv, b: ScoredCv): number {
  return a.missing - b.missing || b.score - a.score || (a.cvId < b.cvId ? -1 : a.cvId > b.cvId ? 1 : 0);
}
