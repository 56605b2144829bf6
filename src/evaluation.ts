import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Config } from './config.js';
import type { Outcome, ProcessedCv } from './domain/index.js';
import { readRankingData, type RankingData } from './evaluate/ranking-data.js';
import { evaluateRanking as evaluate, type RankingReport } from './evaluate/ranking.js';
import { openWorkspace, type Workspace } from './open.js';
import { loadMatchTools } from './pipeline/match-tools.js';
import { baselineSystems, defaultSystem, loadCorpus } from './pipeline/match-evaluation.js';
import type { Pool } from './pipeline/pool.js';
import { CvmatchError } from './errors.js';
import { parseWeightsFlag, readWeights } from './rank/index.js';

export interface EvaluateRankingOptions {
  judgedOnly?: boolean;
  maskTitles?: boolean;
  /** As read from JSON; null: those that ship. */
  weights?: unknown;
  /** How many CVs the first stage picks. */
  picks?: number;
  onProgress?: (what: 'CVs' | 'JDs', done: number, total: number) => void;
}

/** Texts of a data set have no date of their own; a fixed one keeps "present", and so the figures, the same every day. */
const DATA_SET_DATE = '2020-01-01';
export const PICKS = 200;

/** Ranks every query of a data set in BEIR layout, with the baselines, in a store that goes when it is done. */
export async function evaluateRanking(directory: string, config: Config, options: EvaluateRankingOptions = {}): Promise<RankingReport> {
  const data = readRankingData(directory);
  const folder = await mkdtemp(path.join(tmpdir(), 'cvmatch-evaluate-'));
  try {
    const workspace = await openWorkspace({ ...config, store: folder }, { create: true });
    try {
      return await inWorkspace(workspace, data, options);
    } finally {
      await workspace.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function inWorkspace(workspace: Workspace, data: RankingData, options: EvaluateRankingOptions): Promise<RankingReport> {
  const { maskTitles = false, judgedOnly = false, onProgress } = options;
  const embedder = await workspace.embedder();
  const shipped = loadMatchTools(workspace.vocabulary);
  const weights = readWeights(options.weights ?? {}, shipped.weights);
  const pool = await workspace.pool();
  const corpus = await loadCorpus(data, {
    store: workspace.store, embedder, maskTitles,
    process: (texts) => inPool(pool, texts),
    onDocument: (done, total) => onProgress?.('CVs', done, total),
  });
  const system = { maskTitles, weights, picks: options.picks ?? PICKS };
  const systems = [defaultSystem(corpus, embedder, shipped, system), ...baselineSystems(corpus, embedder, shipped, system)];
  return evaluate(data, systems, { judgedOnly, maskTitles, onQuery: (done, total) => onProgress?.('JDs', done, total) });
}

/** As many at once as the pool takes, handed on in the order given. */
async function* inPool(pool: Pool, texts: Iterable<{ id: string; text: string }>): AsyncIterable<{ id: string; outcome: Outcome<ProcessedCv> }> {
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
  if (!existsSync(text)) return parseWeightsFlag(text);
  try {
    return JSON.parse(await readFile(text, 'utf8'));
  } catch (cause) {
    throw new CvmatchError('bad_config', `${text} is not JSON`, { cause, hint: 'It must look like models/ranker.json.' });
  }
}
