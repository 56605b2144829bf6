import { existsSync } from 'node:fs';
import type { Config } from '../config/config.js';
import { CvmatchError } from '../errors.js';
import {
  interleave,
  pairedTest,
  preferences,
  type Interleaved,
  type PairedTest,
  type Preference,
} from '../evaluate/ranking/ab.js';
import { readRankingData, type RankingData } from '../evaluate/ranking/data.js';
import { defaultSystem } from '../evaluate/ranking/measure.js';
import { seeded } from '../evaluate/ranking/metrics.js';
import {
  evaluateRanking as evaluate,
  type MetricName,
  type RankingReport,
  type RankSystem,
} from '../evaluate/ranking/ranking.js';
import { type Progress, type OpenedCorpus, withCorpus, readJson } from './evaluate-corpus.js';
import { PICKS } from '../match/picks.js';
import { readWeights } from '../rank/index.js';

/**
 * One of two rankers to compare: weights as in models/ranker.json, optionally with another model or number of picks.
 */
interface RankerConfig {
  kinds?: unknown;
  words?: unknown;
  model?: string;
  embedder?: Config['embedder'];
  picks?: number;
}

export interface AbReport {
  queries: number;
  metric: MetricName;
  a: string;
  b: string;
  test: PairedTest;
  /** Null unless requested. */
  interleaving: Preference | null;
}

export interface AbOptions {
  metric: MetricName;
  judgedOnly?: boolean;
  maskTitles?: boolean;
  interleave?: boolean;
  onProgress?: Progress;
}

/** Compares two rankers on the same queries. If both use the same model, the CVs are processed once. */
export async function evaluateAb(
  files: [a: string, b: string],
  directory: string,
  config: Config,
  options: AbOptions,
): Promise<AbReport> {
  const data = readRankingData(directory);
  const [a, b] = (await Promise.all(files.map(readRankerConfig))) as [RankerConfig, RankerConfig];
  const sameModel = a.model === b.model && a.embedder === b.embedder;
  const [first, second] = sameModel
    ? await withCorpus(
        data,
        configFor(config, a),
        options,
        async (opened) => [await ranked(opened, a, options), await ranked(opened, b, options)] as const,
      )
    : [
        await withCorpus(data, configFor(config, a), options, (opened) => ranked(opened, a, options)),
        await withCorpus(data, configFor(config, b), options, (opened) => ranked(opened, b, options)),
      ];
  const values = ({ report }: Ranked) => report.perQuery.map((query) => query.metrics[options.metric] ?? 0);
  return {
    queries: data.queries.length,
    metric: options.metric,
    a: files[0],
    b: files[1],
    test: pairedTest(values(first), values(second)),
    interleaving: options.interleave === true ? interleaved(data, first, second) : null,
  };
}

async function readRankerConfig(file: string): Promise<RankerConfig> {
  if (!existsSync(file))
    throw new CvmatchError('path_not_found', `there is no file ${file}`, {
      hint: 'Give two JSON files like models/ranker.json; "model", "embedder" and "picks" may stand in them too.',
    });
  return (await readJson(file, 'It must look like models/ranker.json.')) as RankerConfig;
}

function configFor(config: Config, { model, embedder }: RankerConfig): Config {
  return { ...config, model: model ?? config.model, embedder: embedder ?? config.embedder };
}

interface Ranked {
  report: RankingReport;
  lists: Map<string, { id: string; score: number }[]>;
}

async function ranked(
  { data, corpus, embedder, tools }: OpenedCorpus,
  config: RankerConfig,
  options: AbOptions,
): Promise<Ranked> {
  const { maskTitles = false, judgedOnly = false } = options;
  const system = defaultSystem(corpus, embedder, tools, {
    maskTitles,
    weights: readWeights(config, tools.weights),
    picks: config.picks ?? PICKS,
  });
  const lists: Ranked['lists'] = new Map();
  const memoizing: RankSystem = {
    name: system.name,
    async rank(query, among) {
      const hits = await system.rank(query, among);
      lists.set(query.id, hits);
      return hits;
    },
  };
  const report = await evaluate(data, [memoizing], {
    judgedOnly,
    maskTitles,
    onQuery: (done, total) => options.onProgress?.('JDs', done, total),
  });
  return { report, lists };
}

function interleaved(data: RankingData, a: Ranked, b: Ranked): Preference {
  const random = seeded(1);
  const lists: Interleaved[][] = data.queries.map(({ id }) =>
    interleave(a.lists.get(id)!, b.lists.get(id)!, 10, random),
  );
  return preferences(
    lists,
    data.queries.map((query) => (id: string) => data.judgements.get(query.id)!.get(id) ?? 0),
  );
}
