import type { Config } from '../config/config.js';
import type { CandidatePair, DecisionRecord, PairQuery } from '../store/port/index.js';
import type { PairDecisionOptions } from './candidates.js';
import type { DecisionFilter, DecisionRequest } from './decisions.js';

/** Decisions of people about candidates. As in index.ts, the modules behind it are loaded on first use. */
export { PAIR_STATES } from '../store/port/index.js';
export type { CandidatePair, DecisionFilter, DecisionRecord, DecisionRequest, PairDecisionOptions, PairQuery };

/** Candidates who may be the same person, and what was decided about them. */
export async function listPairs(config: Config, query: PairQuery): Promise<CandidatePair[]> {
  return (await import('./candidates.js')).listPairs(config, query);
}

/** Makes the candidates of a pair, or of two CVs, one. @throws CvmatchError `not_found`, `conflict`, `bad_flag`. */
export async function mergeCandidates(
  config: Config,
  references: string[],
  options?: PairDecisionOptions,
): Promise<CandidatePair> {
  return (await import('./candidates.js')).mergeCandidates(config, references, options);
}

/** Says that they are different people. @throws CvmatchError as `mergeCandidates`. */
export async function splitCandidates(
  config: Config,
  references: string[],
  options?: PairDecisionOptions,
): Promise<CandidatePair> {
  return (await import('./candidates.js')).splitCandidates(config, references, options);
}

/**
 * Takes back the last decision about a pair; null if the pair is gone with it. @throws CvmatchError `not_found`,
 * `nothing_to_do`, `conflict`.
 */
export async function undoPair(
  config: Config,
  pair: number,
  options?: PairDecisionOptions,
): Promise<CandidatePair | null> {
  return (await import('./candidates.js')).undoPair(config, pair, options);
}

/** What a person decided about a candidate for a JD. @throws CvmatchError `not_found`, `path_not_found`, `bad_flag`. */
export async function addDecision(config: Config, request: DecisionRequest): Promise<DecisionRecord> {
  return (await import('./decisions.js')).addDecision(config, request);
}

/** Decisions, the oldest first. */
export async function listDecisions(config: Config, filter: DecisionFilter): Promise<DecisionRecord[]> {
  return (await import('./decisions.js')).listDecisions(config, filter);
}

/**
 * Takes a decision back, so that the one before it is in force again. @throws CvmatchError `not_found`,
 * `nothing_to_do`.
 */
export async function undoDecision(config: Config, id: number, by?: string): Promise<DecisionRecord> {
  return (await import('./decisions.js')).undoDecision(config, id, by);
}
