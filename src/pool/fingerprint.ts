import { createHash } from 'node:crypto';
import { joinFingerprint } from '../domain/index.js';
import type { Embedder } from '../embed/port.js';
import { EXTRACT_VERSION } from '../extract/version.js';
import type { Vocabulary } from '../profile/index.js';
import { PROFILE_VERSION } from '../profile/version.js';
import { RANK_VERSION } from '../rank/version.js';
import { PROCESS_VERSION } from './process-version.js';

/** Fingerprint of code, model and vocabulary: see domain/fingerprint.ts. */
export function fingerprintOf(
  embedder: Pick<Embedder, 'id' | 'dimensions' | 'fingerprint'>,
  vocabulary: Pick<Vocabulary, 'fingerprint'>,
  asOf: string | null,
): string {
  const parts = [
    PROFILE_VERSION,
    RANK_VERSION,
    PROCESS_VERSION,
    embedder.fingerprint,
    embedder.dimensions,
    vocabulary.fingerprint,
    asOf,
  ];
  return joinFingerprint(
    String(EXTRACT_VERSION),
    createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16),
  );
}
