export const DECISIONS = ['shortlisted', 'maybe', 'rejected'] as const;
export type DecisionKind = (typeof DECISIONS)[number];

/** What a person decided about a candidate for a JD. */
export interface Decision {
  id: number;
  decision: DecisionKind;
  /** How far the candidate has come, in the decider's own words: `phone screen`, `offer`. */
  stage: string | null;
  reason: string | null;
  /** Name of the person who decided, as given. */
  by: string | null;
  /** API key; null for this machine. */
  keyId: string | null;
  /** ISO. */
  at: string;
}
