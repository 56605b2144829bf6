import type { CvId, ExtractedDocument, Profile } from '../../domain/index.js';
import type { WhereClause } from './search.js';

/** One line of a listing: columns only, neither profile nor text. */
export interface CvSummary {
  cvId: CvId;
  candidateId: string;
  revision: number;
  latest: boolean;
  duplicateOf: CvId | null;
  path: string;
  name: string | null;
  label: string | null;
  years: number | null;
  country: string | null;
  language: string | null;
  format: string;
  engine: string;
  passages: number;
  ingestedAt: string;
}

export interface CvRecord extends CvSummary {
  profile: Profile;
  document: ExtractedDocument;
}

export interface ListQuery {
  where?: WhereClause[];
  allRevisions?: boolean;
  limit?: number;
  /** By ingest; the oldest first unless told. */
  order?: 'oldest' | 'newest';
  /** CvId, or a position, after which to go on in this order. */
  after?: CvId | number;
}

export interface Cvs {
  list(query: ListQuery): Promise<CvSummary[]>;
  get(cvId: CvId): Promise<CvRecord | null>;
  /** In the order of ingest; it stays what it was when the CV is removed. */
  position(cvId: CvId): Promise<number | null>;
  /** CvIds that a person may mean: a path, or the first digits of a CvId (six or more). */
  resolve(reference: string): Promise<CvId[]>;
  /**
   * Removes CVs with passages, vectors, words, files, tasks and caches, leaving no trace of their text on disk. A near copy
   * of one, which was left out, is an open task again.
   */
  remove(cvIds: CvId[]): Promise<number>;
}
