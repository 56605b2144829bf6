export const DUPLICATE_REASONS = ['email', 'phone', 'text'] as const;
/** The same name with the same e-mail, with the same phone; the same text, or nearly so. */
export type DuplicateReason = (typeof DUPLICATE_REASONS)[number];

/** Another candidate who may be the same person, until somebody says so or says otherwise. */
export interface PossibleDuplicate {
  /** Number of the pair, by which a person decides. */
  pair: number;
  candidateId: string;
  /** The newest CV of those that look alike. */
  cvId: string;
  name: string | null;
  reasons: DuplicateReason[];
}
