import type { CvId } from '../../domain/index.js';

export interface ShownMatch {
  /** Id of the match in a ranking. */
  id: string;
  cvId: CvId;
  jdHash: string;
  rank: number;
}

/** What became of the matches shown at a rank. Each match counts at most once in each figure. */
export interface RankOutcome {
  rank: number;
  shown: number;
  /** Matches that were viewed or have a decision, because whoever decides has looked. */
  viewed: number;
  /** Matches with such a decision; one that was undone does not count. */
  shortlisted: number;
  rejected: number;
}

/** Which matches people were shown, and what they did with them. Removing a CV removes its records too. */
export interface ImpressionRepository {
  /** A match shown again counts once, at its latest rank and time (ISO). */
  shown(matches: ShownMatch[], at: string): Promise<void>;
  /** A match that was shown; null if none with this id was. */
  find(matchId: string): Promise<{ cvId: CvId; jdHash: string } | null>;
  /** Records that somebody opened the CV of this match. False if somebody had done so before. */
  view(matchId: string, at: string): Promise<boolean>;
  /** Matches shown since an ISO time, by rank. */
  outcomes(since: string): Promise<RankOutcome[]>;
}
