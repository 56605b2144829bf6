import type { CvId, PossibleDuplicate } from '../../domain/index.js';

/** Who may be the same person, until somebody says who is. */
export interface Candidates {
  /**
   * Of each of these CVs the candidates who may be the same person as its own, and of whom nobody said whether they are;
   * CVs without any are absent. `keyId`: only candidates with a CV of this API key; null: all.
   */
  possibleDuplicates(cvIds: CvId[], keyId: string | null): Promise<Map<CvId, PossibleDuplicate[]>>;
}
