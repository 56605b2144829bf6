import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Config } from '../config/config.js';
import type { Outcome, ProcessedCv } from '../domain/index.js';
import type { Embedder } from '../embed/index.js';
import { CvmatchError } from '../errors.js';
import type { RankingData } from '../evaluate/ranking/data.js';
import { loadCorpus, type JudgedCorpus } from '../evaluate/ranking/measure.js';
import { loadMatchTools, type MatchTools } from '../match/tools.js';
import { withScratch } from './scratch.js';
import type { Pool } from '../pool/pool.js';
import { parseWeightsFlag } from '../rank/index.js';

export interface EvaluateRankingOptions {
  /** Rank only the CVs judged for a JD. */
  judgedOnly?: boolean;
  maskTitles?: boolean;
  /** Parsed JSON that overrides single shipped weights. */
  weights?: unknown;
  /** Number of CVs that the first stage picks. */
  picks?: number;
  onProgress?: Progress;
}
export type Progress = (what: 'CVs' | 'JDs' | 'scored', done: number, total: number) => void;

/**
 * Texts of a data set have no dates of their own; a fixed one keeps "present", and so the results, the same every day.
 */
const DATA_SET_DATE = '2020-01-01';

/** A data set processed like files, in a store that is removed when `body` is done. */
export interface OpenedCorpus {
  data: RankingData;
  corpus: JudgedCorpus;
  embedder: Embedder;
  tools: MatchTools;
}

export async function withCorpus<T>(
  data: RankingData,
  config: Config,
  options: Pick<EvaluateRankingOptions, 'maskTitles' | 'onProgress'>,
  body: (opened: OpenedCorpus) => Promise<T>,
): Promise<T> {
  return withScratch(config, async (workspace) => {
    const [embedder, pool] = [await workspace.embedder(), await workspace.pool()];
    const corpus = await loadCorpus(data, {
      store: workspace.store,
      embedder,
      maskTitles: options.maskTitles ?? false,
      process: (texts) => inPool(pool, texts),
      onDocument: (done, total) => options.onProgress?.('CVs', done, total),
    });
    return body({ data, corpus, embedder, tools: loadMatchTools(workspace.vocabulary, embedder.id) });
  });
}

/** Processes as many at once as the pool takes, and yields them in the given order. */
async function* inPool(
  pool: Pool,
  texts: Iterable<{ id: string; text: string }>,
): AsyncIterable<{ id: string; outcome: Outcome<ProcessedCv> }> {
  const running: { id: string; outcome: Promise<Outcome<ProcessedCv>> }[] = [];
  for (const { id, text } of texts) {
    running.push({ id, outcome: pool.run({ kind: 'text', text, asOf: null, fallbackDate: DATA_SET_DATE }) });
    if (running.length >= pool.capacity * 2) yield await next(running);
  }
  while (running.length > 0) yield await next(running);
}

async function next(running: { id: string; outcome: Promise<Outcome<ProcessedCv>> }[]) {
  const { id, outcome } = running.shift()!;
  return { id, outcome: await outcome };
}

/** @throws CvmatchError `bad_config` for a file that is not JSON. */
export async function readWeightsOption(text: string): Promise<unknown> {
  const isFile = existsSync(text);
  if (!isFile && !text.includes('='))
    throw new CvmatchError('path_not_found', `there is no file ${text}`, {
      hint: 'Give weights such as title=0.5,skill=0.2, or a JSON file like models/ranker.json.',
    });
  return isFile ? readJson(text, 'It must look like models/ranker.json.') : parseWeightsFlag(text);
}

export async function readJson(file: string, hint: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new CvmatchError('bad_config', `${file} is not JSON`, { cause, hint });
  }
}
