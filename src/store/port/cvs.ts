import type { CvId, ExtractedDocument, ProcessedCv, Profile, ProfileOverride } from '../../domain/index.js';
import type { RemovalTerms } from './erasures.js';
import type { WhereClause } from './search.js';

/** One line of a listing, from columns only; without profile and text. */
export interface CvSummary {
  cvId: CvId;
  /** The candidate: CVs of one path or of one sender's `candidate`, and those that a person merged with them. */
  candidateId: string;
  revision: number;
  /** Whether it is the latest of its candidate. */
  latest: boolean;
  duplicateOf: CvId | null;
  path: string;
  /** As it was called where it was uploaded from; null for a file on the disk. */
  fileName: string | null;
  /** Of the person. */
  name: string | null;
  label: string | null;
  years: number | null;
  country: string | null;
  language: string | null;
  format: string;
  engine: string;
  passages: number;
  /** Kept out of every ranking, as the whole candidate is: see `Restrictions`. */
  restricted: boolean;
  ingestedAt: string;
}

export interface CvRecord extends CvSummary {
  profile: Profile;
  document: ExtractedDocument;
}

export interface ListQuery {
  where?: WhereClause[];
  allRevisions?: boolean;
  /** Only CVs of the candidate with this id. */
  candidate?: string;
  limit?: number;
  /** By time of ingest; default oldest first. With a condition that equals a key: by when that key handed them in. */
  order?: 'oldest' | 'newest';
  /** CvId or position after which to continue in this order. */
  after?: CvId | Position;
}

/** Of the CVs with the highest 1,000 keys, so that it costs the same in a store of any size. */
export interface ProfileSizes {
  profiles: number;
  /** Bytes of text. */
  mean: number;
  largest: number;
  /** Those of more than `large` bytes (PROFILE_BYTES). */
  large: number;
  /** Bytes in the database, as a share of those of text: less than 1 where it compresses. */
  storedShare: number;
}

/** A place in an order: of all CVs, or (a text) of those that one key handed in. */
export type Position = number | `upload:${string}`;

/**
 * With a key (in `list`: a condition that equals it), a CV is told as if nobody else had handed in anything: its date is
 * when the key handed it in first, and it is a revision among the key's own.
 */
export interface Cvs {
  list(query: ListQuery): Promise<CvSummary[]>;
  get(cvId: CvId, keyId?: string | null): Promise<CvRecord | null>;
  /** Position in the order of ingest, or of a key's own; it stays the same after the CV is removed. */
  position(cvId: CvId, keyId?: string | null): Promise<Position | null>;
  /** Sizes of the profiles that were written last. */
  profileSizes(): Promise<ProfileSizes>;
  /** CvIds that a reference may mean: a path, a name as uploaded, or the first six or more digits of a CvId. */
  resolve(reference: string): Promise<CvId[]>;
  /**
   * Writes a CV again, read with other corrections than `before`. `fingerprint`: under which it was read. False if it has other
   * corrections than `before` by now, or is gone; then nothing is changed.
   */
  rectify(cvId: CvId, processed: ProcessedCv, on: { before: ProfileOverride[]; fingerprint: string }): Promise<boolean>;
  /**
   * Removes CVs with their passages, vectors, words, files, tasks and caches; returns how many. `Erasures` then erases
   * their traces from the disk; it knows this removal by the id `erasure`. Near copies of them that had been left out
   * become open tasks again. `terms`: what a look at the bytes outside of the store found of them, and whether they may come again.
   * @throws CvmatchError `store_corrupt` if a place that must hold a CV does not; then nothing is removed.
   */
  remove(cvIds: CvId[], erasure?: string, terms?: RemovalTerms): Promise<number>;
}
