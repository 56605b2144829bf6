import type { ExtractedDocument } from './document.js';
import type { Profile } from './profile.js';
import type { Passage } from './ranking.js';

/** sha-256 of a document's bytes, 64 lower-case hex digits. */
export type CvId = string;

/**
 * What the ranker scores besides passages: small, plain, computed once at ingest from document and profile alone,
 * so that a score needs neither the profile nor the text. Made by rank/features/features.ts; the store keeps it as opaque bytes.
 */
export type FeatureBytes = Uint8Array;

/** Words for the search index (FTS5), already folded and masked (no name, no contact lines), and the occupations by name. */
export interface IndexedWords {
  title: string;
  skills: string;
  body: string;
  /** Each occupation once. */
  occupations: HeldOccupation[];
}

/** An occupation of the vocabulary among a CV's titles. */
export interface HeldOccupation {
  term: string;
  /** How much the latest post of it counts, 0..1. */
  recent: number;
  /** Its share of the career, 0..1. */
  share: number;
}

/** Everything a worker hands back for one CV. Plain data: it crosses a thread boundary. */
export interface ProcessedCv {
  document: ExtractedDocument;
  profile: Profile;
  passages: Passage[];
  /** `passages.length * dimensions` values, row after row, each row of length one. */
  passageVectors: Float32Array;
  /** One vector for the whole CV: what the first stage searches. */
  vector: Float32Array;
  words: IndexedWords;
  features: FeatureBytes;
  /** sha-256 of the folded words, sorted: equal for the same text in another format, whatever the order of its blocks. */
  textHash: string;
  /** MinHash signature of the folded words for near copies (domain/signature.ts). */
  signature: Uint8Array;
  /** Milliseconds per stage. */
  timings: { extract: number; profile: number; embed: number };
}
