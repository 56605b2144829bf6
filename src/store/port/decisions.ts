import type { CvId, Decision } from '../../domain/index.js';
import type { Actor } from './candidates.js';

export interface DecisionRecord extends Decision {
  /** Of the text that was ranked; it stands for all versions of a stored JD. */
  jdHash: string;
  /** The CV that was decided on; it stands for its candidate. */
  cvId: CvId;
  candidateId: string;
  name: string | null;
  /** Null while it is not undone. */
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
  /** Id after which to go on; the order is by id. */
  after?: number;
  limit: number;
}

/**
 * What people decided for a JD about a candidate; the last decision that was not undone holds. Where a JD is stored, all
 * its versions share their decisions, else those of one text; the CVs of a candidate share theirs. Removing a CV removes
 * the decisions that were made on it. `keyId`: only decisions by this API key; null: all.
 */
export interface Decisions {
  /**
   * `added`: false if the same actor's same decision holds already; then nothing changes.
   * @throws CvmatchError `not_found` if the CV is not in the store.
   */
  add(decision: NewDecision, actor: Actor): Promise<{ decision: DecisionRecord; added: boolean }>;
  list(query: DecisionQuery, keyId: string | null): Promise<DecisionRecord[]>;
  /** For each of these CVs the decision that holds about its candidate; CVs without any are absent. */
  holding(jdHash: string, cvIds: CvId[], keyId: string | null): Promise<Map<CvId, Decision>>;
  /** The decision before it holds again. @throws CvmatchError `not_found`, `nothing_to_do` if it was undone before. */
  undo(id: number, actor: Actor, keyId: string | null): Promise<DecisionRecord>;
}
