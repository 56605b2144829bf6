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
