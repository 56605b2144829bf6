import type { CvId, DuplicateReason, PossibleDuplicate } from '../../domain/index.js';

/** Who decides: by name, where one was given, and by API key; a null key is this machine. */
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
  /** Null while it holds. */
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
  /** The decision that holds, else the last one that was undone; null if nobody has decided. */
  decision: PairDecision | null;
}

export interface PairQuery {
  /** `open` leaves out pairs that other decisions have settled. Missing: all pairs. */
  state?: PairState;
  /** Id of a pair; later ones follow, in the order of ids. */
  after?: number;
  limit: number;
}

/** A pair by its id, or two CVs. */
export type PairReference = { pair: number } | { cvs: [CvId, CvId] };

/**
 * Who may be the same person, and what people decided about it. `keyId` restricts a call to what an API key may know and
 * do: it sees candidates with a CV that it handed in, and decides about candidates that it alone handed in. Null: all.
 */
export interface Candidates {
  /**
   * For each of these CVs the candidates who may be the same person as its own and about whom nobody has decided. CVs
   * without any are absent.
   */
  possibleDuplicates(cvIds: CvId[], keyId: string | null): Promise<Map<CvId, PossibleDuplicate[]>>;
  pairs(query: PairQuery, keyId: string | null): Promise<CandidatePair[]>;
  /**
   * Makes the candidates of a pair one, of which the CV that came last is the latest. Does nothing if they are merged.
   * @throws CvmatchError `not_found`, `forbidden` (not the key's to decide), `conflict` (two CVs of one candidate).
   */
  merge(reference: PairReference, actor: Actor, keyId: string | null): Promise<CandidatePair>;
  /**
   * Says that the candidates of a pair are different people, who are never suggested again. Of two CVs of one candidate
   * the second one becomes a candidate of its own.
   * @throws CvmatchError as `merge`; `conflict` also if other pairs still join them.
   */
  split(reference: PairReference, actor: Actor, keyId: string | null): Promise<CandidatePair>;
  /**
   * Takes back the last decision about a pair that holds; everything is then as it was before that decision. Null: its
   * candidates were one before, and the pair is gone.
   * @throws CvmatchError as `merge`; `nothing_to_do` if no decision holds; `conflict` if later decisions build on it.
   */
  undo(pair: number, actor: Actor, keyId: string | null): Promise<CandidatePair | null>;
}
