import type { CvId } from '../../domain/index.js';

export const FEEDBACK_ACTIONS = ['viewed', 'shortlisted', 'rejected'] as const;
export type FeedbackAction = (typeof FEEDBACK_ACTIONS)[number];

export interface ShownMatch {
  /** Id of the match in a ranking. */
  id: string;
  cvId: CvId;
  jdHash: string;
  rank: number;
}

export interface MatchFeedback {
  matchId: string;
  action: FeedbackAction;
  /** The reason, in the words of the person who decided. */
  reason: string | null;
  /** API key; null for this machine. */
  keyId: string | null;
}

/** Results of the matches shown at a rank. Each match counts at most once for each of the three. */
export interface RankOutcome {
  rank: number;
  shown: number;
  /** Matches with any feedback: a person who decides has looked. */
  viewed: number;
  shortlisted: number;
  rejected: number;
}

/** What people did with the matches they were shown. Removing a CV removes its records too. */
export interface FeedbackRepository {
  /** A match shown again counts once, at its latest rank and time (ISO). */
  shown(matches: ShownMatch[], at: string): Promise<void>;
  /** The CV of a match that was shown; null if none with this id was. */
  cvOf(matchId: string): Promise<CvId | null>;
  /** False if this key did so before; then nothing changes. */
  record(feedback: MatchFeedback, at: string): Promise<boolean>;
  /** Matches shown since an ISO time, by rank. */
  outcomes(since: string): Promise<RankOutcome[]>;
}
