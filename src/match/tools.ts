import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Vocabulary } from '../profile/index.js';
import {
  DEFAULT_WEIGHTS,
  idfOf,
  openIdf,
  readWeights,
  type Idf,
  type RankerWeights,
  type ScoreTools,
} from '../rank/index.js';

export interface MatchTools extends ScoreTools {
  weights: RankerWeights;
  modelReadsAll: boolean;
  /** The embedding model was pulled rather than shipped, so it may know words that nothing else here does. */
  pulled: boolean;
}

let opened: { idf: Idf; weights: RankerWeights } | null = null;

/**
 * What scoring needs besides CV and JD, read once per process from models/: idf table and learned weights. `modelId` is
 * the embedder's id.
 */
export function loadMatchTools(vocabulary: Vocabulary, modelId: string): MatchTools {
  opened ??= { idf: loadIdf(), weights: loadWeights() };
  return {
    vocabulary,
    ...opened,
    modelReadsAll: modelId !== 'builtin',
    pulled: !/^(?:builtin|(?:hashing|mock)-\d+)$/.test(modelId),
  };
}

function loadIdf(): Idf {
  const bytes = readModelFile('builtin/idf.json');
  // Without a table, all words are equally rare.
  return bytes === null
    ? idfOf(1000, new Map(), 'none')
    : openIdf(bytes, createHash('sha256').update(bytes).digest('hex').slice(0, 16));
}

function loadWeights(): RankerWeights {
  const bytes = readModelFile('ranker.json');
  return bytes === null ? DEFAULT_WEIGHTS : readWeights(JSON.parse(bytes.toString('utf8')));
}

/** Searched upwards from here, since source and compiled tree have different depths. */
function readModelFile(name: string): Buffer | null {
  for (
    let folder = path.dirname(fileURLToPath(import.meta.url));
    folder !== path.dirname(folder);
    folder = path.dirname(folder)
  ) {
    const file = path.join(folder, 'models', name);
    if (existsSync(file)) return readFileSync(file);
  }
  return null;
}
