import type { CvId } from '../../domain/index.js';

/** What a person is known by in a store. */
export interface SubjectIds {
  cvIds: CvId[];
  /** Paths of files that became no CV. */
  paths: string[];
}

/** A row as it is kept, decrypted, by column; bytes as base64. What it says of others is left out. */
export type HeldRow = Record<string, string | number | boolean | null>;

/** What a store holds of a person, whom the law gives rights (docs/rights.md). */
export interface Subjects {
  /** CVs of the people who may be meant: by the id of a candidate, an e-mail address, or a name. Reads all CVs. */
  find(who: string): Promise<CvId[]>;
  /** Every place in the store through which the scan of a removal looks. */
  places(): Promise<string[]>;
  /**
   * The rows of one place about a person. @throws CvmatchError `store_newer` for a place of which this version does not know
   * what it holds.
   */
  held(place: string, ids: SubjectIds): Promise<HeldRow[]>;
}
