import type { Config } from '../config/config.js';
import type { PairsReport } from '../evaluate/parsing/pairs.js';
import type { ParsingEvaluation, ParsingReport } from '../evaluate/parsing/parsing.js';
import type { PickReport } from '../evaluate/ranking/pick.js';
import type { AbOptions, AbReport } from './evaluate-ab.js';
import type { BiasAuditOptions, BiasAuditReport } from './evaluate-bias-audit.js';
import type { FairnessOptions, FairnessReport } from './evaluate-fairness.js';
import type { EvaluateParsingOptions } from './evaluate-parsing.js';
import type { EvaluatePickOptions } from './evaluate-pick.js';
import type { EvaluateSetsOptions, RankingSet, RankingSetsReport } from './evaluate-ranking.js';

/** Measurements of quality. As in index.ts, the modules behind it are loaded on first use. */

export { METRICS, missedGates, parseGate, type MetricName, type RankingReport } from '../evaluate/ranking/ranking.js';
export type { RankingSet, RankingSetsReport };

/** Ranks every JD of data sets in BEIR layout, each in a temporary store, with baselines. See EvaluateSetsOptions. */
export async function evaluateRankingSets(
  directories: string[],
  config: Config,
  options?: EvaluateSetsOptions,
): Promise<RankingSetsReport> {
  return (await import('./evaluate-ranking.js')).evaluateRankingSets(directories, config, options);
}

export { missedPickGates, parsePickGate } from '../evaluate/ranking/pick.js';
export type { PickReport };

/** How many of the best CVs by full scoring the first stage picks. See EvaluatePickOptions. */
export async function evaluatePick(
  directory: string,
  config: Config,
  options?: EvaluatePickOptions,
): Promise<PickReport> {
  return (await import('./evaluate-pick.js')).evaluatePick(directory, config, options);
}

export type { AbReport };

/** Compares two rankers, each a JSON file, on the same JDs of a data set. */
export async function evaluateAb(
  files: [a: string, b: string],
  directory: string,
  config: Config,
  options: AbOptions,
): Promise<AbReport> {
  return (await import('./evaluate-ab.js')).evaluateAb(files, directory, config, options);
}

export { missedParsingGates, parseParsingGate } from '../evaluate/parsing/gate.js';
export type { PairsReport, ParsingEvaluation, ParsingReport };

/** Parses CVs given by labels, a file or a folder, and scores the profiles. See EvaluateParsingOptions. */
export async function evaluateParsing(
  target: string,
  config: Config,
  options?: EvaluateParsingOptions,
): Promise<ParsingEvaluation> {
  return (await import('./evaluate-parsing.js')).evaluateParsing(target, config, options);
}

/** Parses files in pairs, the same CV in two formats, and compares their fields. See EvaluateParsingOptions. */
export async function evaluatePairs(
  list: string,
  config: Config,
  options?: EvaluateParsingOptions,
): Promise<PairsReport> {
  return (await import('./evaluate-parsing.js')).evaluatePairs(list, config, options);
}

export { missedSwaps, SWAPS, type Swap } from '../evaluate/fairness/fairness.js';
export type { BiasAuditReport, FairnessReport };

/** Counterfactual swaps in the store's best CVs for a JD, and impact ratios from a demographics file. */
export async function evaluateFairness(
  source: string,
  config: Config,
  options: FairnessOptions,
): Promise<FairnessReport> {
  return (await import('./evaluate-fairness.js')).evaluateFairness(source, config, options);
}

/** The tables of a bias audit after New York's Local Law 144, from recorded decisions. @throws CvmatchError `dataset_invalid`. */
export async function evaluateBiasAudit(config: Config, options: BiasAuditOptions): Promise<BiasAuditReport> {
  return (await import('./evaluate-bias-audit.js')).evaluateBiasAudit(config, options);
}
