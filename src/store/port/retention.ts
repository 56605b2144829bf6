import type { CvId } from '../../domain/index.js';
import type { Actor } from './candidates.js';
import type { RemovalTerms } from './erasures.js';
import type { WhereClause } from './search.js';

/**
 * Whose CVs a rule erases. `all`: everybody's. `undecided`: of candidates about whom no decision is in force. `rejected`: of
 * candidates whose last decision was to reject them, and who are rejected for every JD on which a decision is in force.
 */
export const RETENTION_SETS = ['all', 'undecided', 'rejected'] as const;
export type RetentionSet = (typeof RETENTION_SETS)[number];

/** What a rule says. Candidates go as a whole, with all their CVs. */
export interface RetentionTerms {
  of: RetentionSet;
  /** Conditions on the newest CV of a candidate; all of them hold. */
  where: WhereClause[];
  /**
   * Days of 24 hours, counted from when the candidate's CVs were last handed in; of `rejected`, from the last decision if
   * that was later.
   */
  afterDays: number;
  /** For so many days before, CVs are announced; a rule that reaches more than before waits as long before it erases. */
  warnDays: number;
}

export interface NewRetentionRule extends RetentionTerms {
  name: string;
}

/** Times are ISO 8601, by the clock of the store. */
export interface RetentionRule extends NewRetentionRule {
  setAt: string;
  /** Who set it, as in the audit log. */
  setBy: string;
  /** It erases nothing before this. */
  notBefore: string;
  /** CVs that it has erased so far, and when the last ones. */
  erased: number;
  erasedAt: string | null;
}

/** A CV that a rule reaches. */
export interface DueCv {
  cvId: CvId;
  candidateId: string;
  /** What its age is counted from. */
  countedFrom: string;
  /** When the rule may erase it: it is old enough, and the rule's own time of waiting is over. */
  dueAt: string;
  /** Its candidate is held, or restricted (see `Restrictions`), so it stays. */
  held: boolean;
}

export interface DueQuery {
  /** Those who are due now or within so many milliseconds; Infinity: all whom the rule will reach one day. */
  aheadMs: number;
  /** Leaves out those who are held. */
  free?: boolean;
  /** Most candidates; all their CVs are listed. */
  limit: number;
  /** `next` of the page before. */
  after?: string;
}

export interface DuePage {
  cvs: DueCv[];
  /** What `after` is for those that follow; null: there are no more. */
  next: string | null;
}

export interface DueCount {
  /** Without those who are held. */
  cvs: number;
  held: number;
  /** When the first of them is due; null if there is none. */
  first: string | null;
}

export interface NewHold {
  id: string;
  reason: string;
  /** All CVs of their candidates are held, those that come later included. */
  cvIds: CvId[];
}

/** Somebody wants CVs to stay, whatever rules say. */
export interface Hold extends Actor {
  id: string;
  reason: string;
  at: string;
  /** How many CVs it was set on and are still there. */
  cvs: number;
}

export interface HoldQuery {
  limit: number;
  /** Those that are listed after this one. */
  after?: string;
  /** Those that hold the candidate of this CV. */
  cvId?: CvId;
}

/** How long CVs are kept. A candidate of whom one CV is held is held with all of them. */
export interface Retention {
  /** By name. */
  rules(): Promise<RetentionRule[]>;
  /**
   * Adds a rule, or replaces the one of this name. Unless it only lets CVs live longer, it waits for its time of warning
   * before it erases anything. `before`: what it replaced; the same as `rule` if nothing changed.
   */
  set(rule: NewRetentionRule): Promise<{ rule: RetentionRule; before: RetentionRule | null }>;
  /** The rule that was removed; null if there was none of this name. */
  remove(name: string): Promise<RetentionRule | null>;
  /** The oldest first, nearly. The rule need not be set. */
  due(rule: RetentionTerms & { notBefore: string }, query: DueQuery): Promise<DuePage>;
  count(rule: RetentionTerms & { notBefore: string }, aheadMs: number): Promise<DueCount>;
  /**
   * Erases CVs by a rule, as `Cvs.remove` does: all CVs of some candidates, all of whom the rule, as it is set now, lets go now.
   * Null, and nothing is erased, if that is not so any more: e.g. one is held since, or another process was quicker.
   * @throws CvmatchError as `Cvs.remove`.
   */
  erase(name: string, cvIds: CvId[], erasure: string, terms?: RemovalTerms): Promise<number | null>;
  /** @throws CvmatchError `not_found` if a CV is not in the store; then nothing is held. */
  hold(hold: NewHold, actor: Actor): Promise<Hold>;
  /** The newest first. */
  holds(query: HoldQuery): Promise<Hold[]>;
  /** Null if there is none. */
  release(id: string): Promise<Hold | null>;
  /** CVs of all candidates who are held. */
  heldCvs(): Promise<number>;
}
