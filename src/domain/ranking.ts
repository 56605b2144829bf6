import type { PossibleDuplicate } from './candidate.js';
import type { Decision } from './decision.js';

/** What a JD asks for, and how well a CV meets it. */
export const REQUIREMENT_KINDS = [
  'skill',
  'term',
  'title',
  'seniority',
  'experience',
  'education',
  'language',
  'location',
  'certificate',
] as const;
export type RequirementKind = (typeof REQUIREMENT_KINDS)[number];

export interface Requirement {
  /** As written in the JD or the flag, e.g. `TypeScript`, `5 years of experience`. */
  text: string;
  kind: RequirementKind;
  must: boolean;
  /** Share of the score before normalisation over all parts. */
  weight: number;
  /**
   * What it is compared by: canonical vocabulary term, language code, degree or certificate; absent where words and
   * meaning decide (kind `term`).
   */
  term?: string;
  /** Least number of years asked for (kind experience, or a skill with years); may be fractional. */
  years?: number;
  /** Largest number of years asked for: "2 to 4 years", "maximum 3 years". */
  maxYears?: number;
  /** Alternatives that fulfil it too: "Java or Kotlin" is the requirement Java with the alternative Kotlin. */
  alternatives?: Alternative[];
}

export interface Alternative {
  /** As written. */
  text: string;
  /** As in `Requirement`. */
  term?: string;
}

/** A piece of a CV that is embedded and can be quoted: `text.slice(start, end)` of its document. */
export interface Passage {
  start: number;
  end: number;
  page: number;
}

export interface Evidence {
  /** Verbatim from the CV's text. */
  text: string;
  start: number;
  end: number;
  page: number;
}

export interface MatchPart {
  requirement: string;
  kind: string;
  must: boolean;
  /** Alternatives that fulfil it too. */
  alternatives?: string[];
  /** Years that it asks for. */
  years?: number;
  maxYears?: number;
  weight: number;
  /** 0..1. */
  score: number;
  evidence: Evidence | null;
}

/** Something that the reader of a ranking should know about a CV: text that earned nothing, and why. */
export interface MatchFinding {
  /** `jd_copied` depends on the JD; `keyword_stuffing` and `obfuscated_text` are from the CV's profile. */
  code: string;
  message: string;
}

export interface Match {
  /** Hash of CV, JD and fingerprint. */
  id: string;
  rank: number;
  cvId: string;
  candidateId: string;
  path: string;
  /** As it was called where it was uploaded from; null for a file on the disk. */
  fileName: string | null;
  /** Of the person. */
  name: string | null;
  /** 0..1: the weighted mean of the parts. */
  score: number;
  parts: MatchPart[];
  /** Absent where there are none. */
  findings?: MatchFinding[];
  /** Other candidates who may be the same person; absent where there are none. */
  possibleDuplicates?: PossibleDuplicate[];
  /** What a person decided about the candidate for this JD; absent if nobody has. */
  decision?: Decision;
}

export interface Ranking {
  /** `notAsked`: what the JD expressly does not ask for; absent where there is none. */
  jd: { hash: string; title: string | null; truncated: boolean; notAsked?: string[] };
  fingerprint: string;
  results: Match[];
}
