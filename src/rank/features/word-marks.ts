import { wordMark, type FeatureBytes, type WordMarks, type WordReader } from '../../domain/index.js';
import type { RankerWeights } from '../weights.js';
import { foldWords, hashWord, isStopWord } from '../words.js';
import { wordCounts } from './format.js';
import { timesOf, wordScales } from '../scorers/words.js';

/** What a search knows of the words of CVs: what each adds to the score by words, by these weights. */
export function wordReader({ words: weights }: Pick<RankerWeights, 'words'>): WordReader {
  return {
    fingerprint: `1 ${JSON.stringify(weights)}`,
    marksOf: (features) => marksOf(features, weights),
    hashesOf: (text) => [
      ...new Set(
        foldWords(text)
          .filter((word) => !isStopWord(word))
          .map((word) => hashWord(word)),
      ),
    ],
  };
}

function marksOf(features: FeatureBytes, weights: RankerWeights['words']): WordMarks {
  const words = wordCounts(features);
  const scales = wordScales(weights, words);
  const marks = new Uint8Array(words.hashes.length);
  for (let i = 0; i < marks.length; i++) {
    const times = timesOf(words, i, scales);
    marks[i] = wordMark(times / (weights.k1 + times), words.skills[i]! > 0);
  }
  return { hashes: words.hashes, marks };
}
