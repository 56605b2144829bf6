import type { CvId, Decision } from '../../domain/index.js';
import type { Actor } from './candidates.js';

export interface DecisionRecord extends Decision {
  /** Hash of the text that was ranked. If the JD is stored, it stands for all its versions. */
  jdHash: string;
  /** The CV that was decided on. It stands for its candidate. */
  cvId: CvId;
  candidateId: string;
  name: string | null;
  /** Null if it was not undone. */
  undoneAt: string | null;
  undoneBy: string | null;
}

export type NewDecision = Pick<DecisionRecord, 'jdHash' | 'cvId' | 'decision' | 'stage' | 'reason'>;

export interface DecisionQuery {
  /** Decisions for the JD with this text, all its versions included. */
  jdHash?: string;
  /** Decisions about the candidate of this CV. */
  cvId?: CvId;
  /** Undone ones too. */
  undone?: boolean;
  /** Id of the last decision that was listed before; those after it follow, in the order of ids. */
  after?: number;
  limit: number;
}

/**
 * What people decided about a candidate for a JD; the last decision that was not undone is in force. All versions of a
 * stored JD share their decisions; a JD that is not stored has those of its text only. All CVs of a candidate share
 * theirs. Removing a CV removes the decisions that were made on it. `keyId`: only decisions by this API key; null: all.
 */
export interface Decisions {
  /**
   * `added`: false if the same decision by the same actor is already in force; then nothing changes.
   * @throws CvmatchError `not_found` if the CV is not in the store.
   */
  add(decision: NewDecision, actor: Actor): Promise<{ decision: DecisionRecord; added: boolean }>;
  list(query: DecisionQuery, keyId: string | null): Promise<DecisionRecord[]>;
  /** For each of these CVs, the decision in force about its candidate; CVs without one are absent. */
  holding(jdHash: string, cvIds: CvId[], keyId: string | null): Promise<Map<CvId, Decision>>;
  /**
   * Undoes a decision, so that the one before it is in force again. @throws CvmatchError `not_found`, `nothing_to_do`
   * if it was undone before.
   */
  undo(id: number, actor: Actor, keyId: string | null): Promise<DecisionRecord>;
}
