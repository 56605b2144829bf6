import type { CvId } from '../../domain/index.js';

/** One CV against one JD, made ahead of any question. Under another fingerprint (of `matchFingerprint`) it is out of date. */
export interface StoredMatch {
  jdHash: string;
  cvId: CvId;
  /** As in a ranking. */
  matchId: string;
  /** 0..1. */
  score: number;
}

export interface Matches {
  /** Latest CVs that were not matched to this JD under this fingerprint, oldest first. */
  missing(jdHash: string, fingerprint: string, limit: number): Promise<CvId[]>;
  write(fingerprint: string, matches: StoredMatch[]): Promise<void>;
  /** Best first; ties by id. Latest CVs alone. */
  ofJd(jdHash: string, fingerprint: string, limit: number): Promise<StoredMatch[]>;
  /** Best first; ties by hash. */
  ofCv(cvId: CvId, fingerprint: string, limit: number): Promise<StoredMatch[]>;
}

export interface Explanations {
  get(jdHash: string, cvId: CvId, fingerprint: string): Promise<string | null>;
  /** Of the first `top` of a JD, those without one. */
  missing(jdHash: string, fingerprint: string, top: number): Promise<CvId[]>;
  write(jdHash: string, fingerprint: string, texts: { cvId: CvId; text: string }[]): Promise<void>;
}

/** Vectors of the texts that a JD is compared by, so that nobody waits for the model. */
export interface JdVectors {
  /** Null where there are none of exactly these texts under this fingerprint of the model. */
  get(jdHash: string, fingerprint: string, texts: string[]): Promise<Float32Array | null>;
  set(jdHash: string, fingerprint: string, texts: string[], vectors: Float32Array): Promise<void>;
}
