import type { CvId, PossibleDuplicate } from '../../domain/index.js';

/** Candidates who may be the same person, as long as nobody has decided. */
export interface Candidates {
  /**
   * For each of these CVs, the candidates who may be the same person and on whom nobody has decided; CVs without any
   * are absent. `keyId`: only candidates with a CV from this API key; null: all.
   */
  possibleDuplicates(cvIds: CvId[], keyId: string | null): Promise<Map<CvId, PossibleDuplicate[]>>;
}
