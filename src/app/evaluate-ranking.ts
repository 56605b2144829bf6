import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../config/config.js';
import { CvmatchError } from '../errors.js';
import {
  differencesOf,
  meanDifferences,
  pooledDifferences,
  resampleSet,
  type Differences,
} from '../evaluate/ranking/compare.js';
import { readRankingData } from '../evaluate/ranking/data.js';
import {
  judgeBars,
  modesFor,
  parseGateFile,
  sameMode,
  type Bar,
  type JudgedBar,
  type MeasuredRun,
  type RankingMode,
} from '../evaluate/ranking/gate.js';
import { evaluateRanking, type PairsOf, type RankingReport } from '../evaluate/ranking/ranking.js';
import { withCorpus, type EvaluateRankingOptions, type OpenedCorpus } from './evaluate-corpus.js';
import { baselineSystems, defaultSystem } from '../evaluate/ranking/measure.js';
import { PICKS } from '../match/picks.js';
import { readWeights } from '../rank/index.js';

/** A measured data set, with the ranker's differences to each baseline. */
export interface RankingSet extends RankingReport {
  name: string;
  directory: string;
  differences: Differences;
}

export interface RankingSetsReport {
  sets: RankingSet[];
  /** All JDs of the sets that were ranked in the common mode, pooled as one set. */
  pooled: { sets: string[]; queries: number; differences: Differences };
  /** Mean difference over the same sets, with equal weight per set. */
  meanOverSets: Differences;
  /** Null without a gate file. */
  gate: JudgedBar[] | null;
}

export interface EvaluateSetsOptions extends EvaluateRankingOptions {
  /** A file of bars; a set that it names is ranked in the modes that its bars ask for. */
  gate?: string;
}

interface SetRun extends MeasuredRun {
  directory: string;
}

/**
 * Ranks several data sets one after the other, so that only one corpus is in memory at a time. All sets and the gate
 * are read before any work. Unless told otherwise, several sets are ranked among their judged CVs only, as Spearman and
 * AUC require.
 * @throws CvmatchError `dataset_invalid`, `bad_config`, `bad_flag`, `path_not_found`.
 */
export async function evaluateRankingSets(
  directories: string[],
  config: Config,
  options: EvaluateSetsOptions = {},
): Promise<RankingSetsReport> {
  const bars = options.gate === undefined ? null : await readGate(options.gate);
  const common = {
    judgedOnly: options.judgedOnly ?? (directories.length > 1 || bars !== null),
    maskTitles: options.maskTitles ?? false,
  };
  const asked = namedSets(directories).map((set) => ({ ...set, modes: modesOf(bars, set.name, common) }));
  if (bars !== null)
    refuseIdle(
      bars,
      asked.map(({ name }) => name),
      options.gate!,
    );
  for (const { directory } of asked) readRankingData(directory);
  const runs: SetRun[] = [];
  for (const [i, set] of asked.entries()) runs.push(...(await measureSet(set, i + 1, config, options)));
  return reportOf(runs, common, bars);
}

async function readGate(file: string): Promise<Bar[]> {
  if (!existsSync(file))
    throw new CvmatchError('path_not_found', `there is no file ${file}`, {
      hint: 'Give a gate file such as bench/gate.json.',
    });
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new CvmatchError('bad_config', `${file} is not JSON`, { cause, hint: 'It must look like bench/gate.json.' });
  }
  return parseGateFile(value, file);
}

/** Sets are named after their folders in tables and gates, so two of the same name are refused. */
function namedSets(directories: string[]): { name: string; directory: string }[] {
  const sets = directories.map((directory) => ({ name: path.basename(path.resolve(directory)), directory }));
  const twice = sets.find(({ name }, i) => sets.findIndex((other) => other.name === name) < i);
  if (twice === undefined) return sets;
  throw new CvmatchError('bad_flag', `two data sets are called ${twice.name}`, {
    hint: 'Data sets are named after their folders: rename one.',
  });
}

function modesOf(bars: Bar[] | null, set: string, common: RankingMode): RankingMode[] {
  const modes = bars === null ? [] : modesFor(bars, set);
  return modes.length > 0 ? modes : [common];
}

/** A gate without any applicable bar would pass whatever the rankings are, so it is refused. */
function refuseIdle(bars: Bar[], names: string[], file: string): void {
  if (bars.some(({ over }) => over.sets.every((set) => names.includes(set)))) return;
  throw new CvmatchError('bad_flag', `no bar of ${file} is about ${names.join(', ')}`, {
    hint: `Its bars name the folders ${[...new Set(bars.flatMap(({ over }) => over.sets))].join(', ')}.`,
  });
}

interface AskedSet {
  name: string;
  directory: string;
  modes: RankingMode[];
}

/** The corpus is processed once, and a second time if titles are masked. */
async function measureSet(
  set: AskedSet,
  number: number,
  config: Config,
  options: EvaluateSetsOptions,
): Promise<SetRun[]> {
  const runs: SetRun[] = [];
  for (const maskTitles of [false, true]) {
    const modes = set.modes.filter((mode) => mode.maskTitles === maskTitles);
    if (modes.length === 0) continue;
    await withCorpus(readRankingData(set.directory), config, { ...options, maskTitles }, async (opened) => {
      for (const mode of modes) runs.push(await measureRun(set, mode, number, opened, options));
    });
  }
  return runs;
}

async function measureRun(
  { name, directory }: AskedSet,
  mode: RankingMode,
  number: number,
  { data, corpus, embedder, tools }: OpenedCorpus,
  options: EvaluateSetsOptions,
): Promise<SetRun> {
  const system = {
    maskTitles: mode.maskTitles,
    weights: readWeights(options.weights ?? {}, tools.weights),
    picks: options.picks ?? PICKS,
  };
  const systems = [defaultSystem(corpus, embedder, tools, system), ...baselineSystems(corpus, embedder, tools, system)];
  const pairs: PairsOf = new Map();
  const report = await evaluateRanking(data, systems, {
    ...mode,
    pairs,
    onQuery: (done, total) => options.onProgress?.('JDs', done, total),
  });
  const resampled = resampleSet(report, pairs, number);
  return { name, directory, mode, report, resampled, differences: differencesOf(resampled) };
}

function reportOf(runs: SetRun[], common: RankingMode, bars: Bar[] | null): RankingSetsReport {
  const alike = runs.filter(({ mode }) => sameMode(mode, common));
  const reports = alike.map(({ report }) => report);
  return {
    sets: runs.map(({ name, directory, report, differences }) => ({ name, directory, ...report, differences })),
    pooled: {
      sets: alike.map(({ name }) => name),
      queries: reports.reduce((sum, { queries }) => sum + queries, 0),
      differences: pooledDifferences(reports),
    },
    meanOverSets: meanDifferences(alike.map(({ resampled }) => resampled)),
    gate: bars === null ? null : judgeBars(bars, runs),
  };
}
