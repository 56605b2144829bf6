import { createHash } from 'node:crypto';
import type { Embedder } from '../embed/port.js';
import { EXTRACT_VERSION } from '../extract/index.js';
import { PROFILE_VERSION, type Vocabulary } from '../profile/index.js';
import { RANK_VERSION } from '../rank/features.js';
import { PROCESS_VERSION } from './process.js';

/** Under another fingerprint the same bytes may give another CV: model, vocabulary and code version, 16 hex digits. */
export function fingerprintOf(embedder: Pick<Embedder, 'id' | 'dimensions' | 'fingerprint'>, vocabulary: Vocabulary, asOf: string | null): string {
  const parts = [EXTRACT_VERSION, PROFILE_VERSION, RANK_VERSION, PROCESS_VERSION, embedder.fingerprint, embedder.dimensions, vocabulary.fingerprint, asOf];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
