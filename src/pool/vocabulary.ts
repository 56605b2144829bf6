import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprintOfVocabulary } from '../profile/vocabulary/vocabulary-format.js';
import { openVocabulary } from '../profile/vocabulary/vocabulary.js';
import type { Vocabulary } from '../profile/index.js';

let opened: Vocabulary | null = null;

/**
 * The vocabulary in models/vocabulary, read once per thread. @throws CvmatchError `model_invalid` where none is
 * installed.
 */
export function loadVocabulary(): Vocabulary {
  return (opened ??= openVocabulary(readVocabulary()));
}

/**
 * The fingerprint alone, for callers that start threads and parse nothing themselves: opening the vocabulary costs four
 * times as much.
 */
export function vocabularyFingerprint(): string {
  return opened?.fingerprint ?? fingerprintOfVocabulary(readVocabulary());
}

/** Searched upwards from here, since source and compiled tree have different depths. */
function readVocabulary(): Uint8Array {
  for (
    let folder = path.dirname(fileURLToPath(import.meta.url));
    folder !== path.dirname(folder);
    folder = path.dirname(folder)
  ) {
    const candidate = path.join(folder, 'models', 'vocabulary');
    if (!existsSync(candidate)) continue;
    const file = readdirSync(candidate)
      .sort()
      .find((name) => /\.(?:bin|gz|br)$/.test(name));
    if (file !== undefined) return readFileSync(path.join(candidate, file));
  }
  return new Uint8Array();
}
