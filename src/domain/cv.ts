import type { ExtractedDocument } from './document.js';
import type { PassageVectors } from './passage-vectors.js';
import type { Profile } from './profile.js';
import type { Passage } from './ranking.js';

/** sha-256 of a document's bytes, as 64 lower-case hex digits. */
export type CvId = string;

/**
 * What the ranker scores besides passages. Small plain data, computed once at ingest from document and profile alone,
 * so that scoring needs neither. Made by rank/features/features.ts; opaque bytes for the store.
 */
export type FeatureBytes = Uint8Array;

/** An occupation of the vocabulary among a CV's titles. */
export interface HeldOccupation {
  term: string;
  /** Weight of the latest post in it, 0..1. */
  recent: number;
  /** Its share of the career, 0..1. */
  share: number;
}

/** Everything that a worker returns for one CV. Plain data, since it crosses a thread boundary. */
export interface ProcessedCv {
  document: ExtractedDocument;
  profile: Profile;
  passages: Passage[];
  /** One vector of length one per passage. */
  passageVectors: PassageVectors;
  /** One vector for the whole CV, for the first stage of retrieval. */
  vector: Float32Array;
  /** Each once. */
  occupations: HeldOccupation[];
  features: FeatureBytes;
  /**
   * sha-256 of the sorted folded words: equal for the same text in another format, whatever the order of its blocks.
   */
  textHash: string;
  /** MinHash signature of the folded words, to find near copies (domain/signature.ts). */
  signature: Uint8Array;
  /** Milliseconds by stage. */
  timings: { extract: number; profile: number; embed: number };
}
