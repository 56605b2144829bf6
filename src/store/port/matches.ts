import type { CvId } from '../../domain/index.js';

/**
 * The score of one CV against one JD, computed in advance. Under another fingerprint (of `matchFingerprint`) it is out
 * of date.
 */
export interface StoredMatch {
  jdHash: string;
  cvId: CvId;
  /** Id of the match in a ranking. */
  matchId: string;
  /** 0..1. */
  score: number;
}

export interface Matches {
  /** Latest CVs not yet matched with this JD under this fingerprint, oldest first. */
  missing(jdHash: string, fingerprint: string, limit: number): Promise<CvId[]>;
  write(fingerprint: string, matches: StoredMatch[]): Promise<void>;
  /** Best first, ties by id; only latest CVs. */
  ofJd(jdHash: string, fingerprint: string, limit: number): Promise<StoredMatch[]>;
  /** Best first, ties by hash. */
  ofCv(cvId: CvId, fingerprint: string, limit: number): Promise<StoredMatch[]>;
}

export interface Explanations {
  get(jdHash: string, cvId: CvId, fingerprint: string): Promise<string | null>;
  /** Those without an explanation among the first `top` of a JD. */
  missing(jdHash: string, fingerprint: string, top: number): Promise<CvId[]>;
  write(jdHash: string, fingerprint: string, texts: { cvId: CvId; text: string }[]): Promise<void>;
}

/** Vectors of the texts of JDs, so that nobody has to wait for the model. */
export interface JdVectors {
  /** Null if there are none of exactly these texts under this fingerprint of the model. */
  get(jdHash: string, fingerprint: string, texts: string[]): Promise<Float32Array | null>;
  set(jdHash: string, fingerprint: string, texts: string[], vectors: Float32Array): Promise<void>;
}
