import type { ExtractedDocument, FeatureBytes, Profile } from '../domain/index.js';
import type { Vocabulary } from '../profile/index.js';

/** Raised with every change that makes the same CV and JD give another score: part of the fingerprint. */
export const RANK_VERSION = 1;

/** What the ranker scores of a CV besides passages; opaque to everyone else. */
export function cvFeatures(_document: ExtractedDocument, profile: Profile, _vocabulary: Vocabulary): FeatureBytes {
  return new TextEncoder().encode(JSON.stringify({ years: profile.yearsOfExperience }));
}

/** The vector of the whole CV from those of its passages: the first stage searches it. Length one. */
export function cvVector(passageVectors: Float32Array, dimensions: number): Float32Array {
  const mean = new Float32Array(dimensions);
  for (let i = 0; i < passageVectors.length; i++) mean[i % dimensions]! += passageVectors[i]!;
  const norm = Math.hypot(...mean);
  return norm === 0 ? mean : mean.map((x) => x / norm);
}
