import type { Passage, PassageVectors } from '../../domain/index.js';
import type { Vocabulary } from '../../profile/index.js';
import type { CvFacts, WordCounts } from '../features/format.js';
import type { Idf } from '../idf.js';
import type { JdPlan, PlannedPart } from '../jd-plan.js';
import type { Place } from '../features/titles.js';

/** What is scored of one CV, as loaded from the store. */
export interface Candidate {
  cvId: string;
  features: Uint8Array;
  passages: Passage[];
  /** One vector of length one per passage, in order. */
  passageVectors: PassageVectors;
  /** Which of these vectors are those of its passages, where some passages are left out; absent: all, in order. */
  rows?: readonly number[];
}

export interface ScoreTools {
  vocabulary: Vocabulary;
  idf: Idf;
}

/** One CV, decoded, beside one JD: the input of every scorer. */
export interface View {
  plan: JdPlan;
  cv: Candidate;
  words: WordCounts;
  facts: CvFacts;
  tools: ScoreTools;
}

/** A score 0..1 and the place in the CV's text that it comes from. */
export interface Scored {
  score: number;
  at: Place | null;
}

export type Scorer = (view: View, part: PlannedPart) => Scored;

export function clamp(x: number): number {
  return Math.min(1, Math.max(0, x));
}
