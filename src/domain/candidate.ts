/** What a candidate is called where nobody may see who it is: a pseudonym of the tenant, e.g. `candidate 3f2a91c07b`. */
export const CANDIDATE_LABEL = /^candidate [0-9a-f]{10}$/;

export const DUPLICATE_REASONS = ['email', 'phone', 'text'] as const;
/** The same name with the same e-mail or phone; the same or nearly the same text. */
export type DuplicateReason = (typeof DUPLICATE_REASONS)[number];

/** Another candidate who may be the same person, as long as nobody has decided. */
export interface PossibleDuplicate {
  /** Number of the pair, by which a person refers to it in a decision. */
  pair: number;
  candidateId: string;
  /** The newest similar CV of that candidate. */
  cvId: string;
  name: string | null;
  reasons: DuplicateReason[];
}
