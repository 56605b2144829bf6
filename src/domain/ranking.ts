/** What a JD asks for, and how one CV answers it. */
export const REQUIREMENT_KINDS = ['skill', 'title', 'experience', 'education', 'language', 'location', 'certificate'] as const;
export type RequirementKind = (typeof REQUIREMENT_KINDS)[number];

export interface Requirement {
  /** As written in the JD or the flag, e.g. `TypeScript`, `5 years of experience`. */
  text: string;
  kind: RequirementKind;
  must: boolean;
  /** Share of the score, before normalising over all parts. */
  weight: number;
  /** Canonical vocabulary term, where there is one. */
  term?: string;
  /** Years asked for (kind experience, or a skill with years). */
  years?: number;
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
  weight: number;
  /** 0..1. */
  score: number;
  evidence: Evidence | null;
}

export interface Match {
  /** Hash of CV, JD and fingerprint. */
  id: string;
  rank: number;
  cvId: string;
  path: string;
  name: string | null;
  /** 0..1: the weighted mean of the parts. */
  score: number;
  parts: MatchPart[];
}

export interface Ranking {
  jd: { hash: string; title: string | null; truncated: boolean };
  fingerprint: string;
  results: Match[];
}
