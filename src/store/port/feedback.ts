import type { CvId } from '../../domain/index.js';

export const FEEDBACK_ACTIONS = ['viewed', 'shortlisted', 'rejected'] as const;
export type FeedbackAction = (typeof FEEDBACK_ACTIONS)[number];

export interface ShownMatch {
  /** Of the ranking's result. */
  id: string;
  cvId: CvId;
  jdHash: string;
  rank: number;
}

export interface MatchFeedback {
  matchId: string;
  action: FeedbackAction;
  /** Why, in the words of whoever decided. */
  reason: string | null;
  /** API key; null: this machine. */
  keyId: string | null;
}

/** What became of the matches that were shown at a rank. Each is counted once for each of the three. */
export interface RankOutcome {
  rank: number;
  shown: number;
  /** Those with any feedback: who decides has looked. */
  viewed: number;
  shortlisted: number;
  rejected: number;
}

/** What people did with the matches that they were shown. A removed CV takes its part along. */
export interface FeedbackRepository {
  /** A match that is shown again counts once, at its latest rank and time (ISO). */
  shown(matches: ShownMatch[], at: string): Promise<void>;
  /** The CV of a match that was shown; null where none of this id was. */
  cvOf(matchId: string): Promise<CvId | null>;
  /** False: this key did so before, and nothing changes. */
  record(feedback: MatchFeedback, at: string): Promise<boolean>;
  /** Matches shown since an ISO time, by rank. */
  outcomes(since: string): Promise<RankOutcome[]>;
}
