import type { CvId, DuplicateReason, PossibleDuplicate } from '../../domain/index.js';

/** The person who decides, by name if one was given, and by API key; a null key is this machine. */
export interface Actor {
  by: string | null;
  keyId: string | null;
}

export const PAIR_STATES = ['open', 'merged', 'split'] as const;
/** `open`: nobody has decided. `merged`: both are one candidate. `split`: they are different people. */
export type PairState = (typeof PAIR_STATES)[number];

export interface PairSide {
  candidateId: string;
  /** The newest CV on this side. */
  cvId: CvId;
  name: string | null;
  path: string;
}

export interface PairDecision extends Actor {
  action: 'merge' | 'split';
  /** ISO. */
  at: string;
  /** Null while the decision is in force. */
  undoneAt: string | null;
  undoneBy: string | null;
}

/** Two candidates that may be the same person, or about whom a person decided. */
export interface CandidatePair {
  id: number;
  state: PairState;
  /** Empty if only a person said that they belong together. */
  reasons: DuplicateReason[];
  foundAt: string;
  sides: [PairSide, PairSide];
  /** The decision in force, else the last one that was undone; null if nobody has decided. */
  decision: PairDecision | null;
}

export interface PairQuery {
  /** `open` leaves out pairs that were settled by other decisions. All pairs if it is missing. */
  state?: PairState;
  /** Id of a pair: lists those with larger ids, in ascending order. */
  after?: number;
  limit: number;
}

/** A pair by its id, or two CVs. */
export type PairReference = { pair: number } | { cvs: [CvId, CvId] };

/**
 * Who may be the same person, and what people decided about it. `keyId` restricts a call to candidates with a CV that this
 * API key handed in; null: all.
 */
export interface Candidates {
  /**
   * For each of these CVs the candidates who may be the same person as its own and about whom nobody has decided. CVs
   * without any are absent.
   */
  possibleDuplicates(cvIds: CvId[], keyId: string | null): Promise<Map<CvId, PossibleDuplicate[]>>;
  pairs(query: PairQuery, keyId: string | null): Promise<CandidatePair[]>;
  /**
   * Makes the candidates of a pair one candidate, whose latest CV is the one that came last. Does nothing if they are
   * merged already.
   * @throws CvmatchError `not_found`, `conflict` (two CVs of one candidate).
   */
  merge(reference: PairReference, actor: Actor): Promise<CandidatePair>;
  /**
   * Says that the candidates of a pair are different people, who are never suggested again. Of two CVs of one candidate
   * the second one becomes a candidate of its own.
   * @throws CvmatchError as `merge`; `conflict` also if other pairs still join them.
   */
  split(reference: PairReference, actor: Actor): Promise<CandidatePair>;
  /**
   * Takes back the last decision in force about a pair; everything is then as it was before that decision. Null if the
   * pair is gone, because its two CVs belonged to one candidate before.
   * @throws CvmatchError as `merge`; `nothing_to_do` if no decision is in force; `conflict` if later decisions build on
   * it.
   */
  undo(pair: number, actor: Actor): Promise<CandidatePair | null>;
}
