import type { MatchFinding } from '../domain/index.js';
import { ownText } from './features/own-text.js';
import {
  certificateScore,
  educationScore,
  experienceScore,
  languageScore,
  locationScore,
  seniorityScore,
  skillScore,
  termScore,
} from './scorers/asked.js';
import { meaningScore } from './scorers/meaning.js';
import { titleScore } from './scorers/titles.js';
import { clamp, type Candidate, type Scorer, type ScoreTools, type View } from './scorers/view.js';
import { wordsScore } from './scorers/words.js';
import type { Place } from './features/titles.js';
import type { JdPlan, MustRule, PlannedPart } from './jd-plan.js';
import { SHOWN } from './weights.js';

export { nearestPassages } from './scorers/meaning.js';
export { TITLES_ALIKE, titleCredit, titleNearness, titlesScore } from './scorers/titles.js';
export type { Candidate, ScoreTools } from './scorers/view.js';

export interface ScoredPart {
  /** `rerank` is the cross-encoder's score of the whole CV. */
  part: PlannedPart<PlannedPart['kind'] | 'rerank'>;
  /** Weight of the part in this CV's score: its share, reduced where musts are missing. */
  weight: number;
  /** 0..1 */
  score: number;
  /** The place in the CV's text that the score comes from. */
  at: Place | null;
}

export interface ScoredCv {
  cvId: string;
  /** Sum of weight x score over the parts, 0..1. */
  score: number;
  /** Number of hard requirements that the CV does not show. */
  missing: number;
  parts: ScoredPart[];
  /** Text of the CV that earned nothing, and the reason. */
  findings: MatchFinding[];
}

/** Scores one CV against one JD: a pure function of its arguments. */
export function scoreCv(plan: JdPlan, cv: Candidate, tools: ScoreTools): ScoredCv {
  const { findings, withLists, cv: ownCv, words, facts } = ownText(plan, cv);
  const own: View = { plan, cv: ownCv, words, facts, tools };
  if (withLists === null) return scoredCv(cv, scoredParts(own), findings);
  const whole = scoredParts({ plan, cv: withLists.cv, words: withLists.words, facts: withLists.facts, tools });
  if (meaningScore(own).score >= NEAR) return scoredCv(cv, whole, findings);
  const earned = total(scoredParts(own));
  return scoredCv(cv, atMost(whole, earned + LISTED_MOST), [
    withLists.finding,
    ...findings.filter(({ code }) => code !== withLists.finding.code),
  ]);
}

function scoredCv({ cvId }: Candidate, parts: ScoredPart[], findings: MatchFinding[]): ScoredCv {
  return {
    cvId,
    score: total(parts),
    missing: parts.filter(({ part, score }) => part.hard && score < SHOWN).length,
    parts,
    findings,
  };
}

/** Keyword lists are believed if the CV's work, with these lists left out, is at least this similar to the JD. */
const NEAR = 0.75;

/**
 * The most that unsupported keyword lists can add: an honest CV without posts still ranks above one with nothing to
 * show, and stuffing does not pay.
 */
const LISTED_MOST = 0.03;

function scoredParts(view: View): ScoredPart[] {
  const parts = view.plan.parts.map((part): ScoredPart & { part: PlannedPart } => {
    const { score, at } = SCORERS[part.kind](view, part);
    return { part, weight: 0, score, at };
  });
  const open = gate(view.plan.musts, parts);
  for (const one of parts) one.weight = weightOf(one, open);
  return parts;
}

/** The parts with their weights scaled down so that they sum to at most `most`. */
function atMost(parts: ScoredPart[], most: number): ScoredPart[] {
  const factor = Math.min(1, most / total(parts));
  return factor === 1 ? parts : parts.map((one) => ({ ...one, weight: one.weight * factor }));
}

export function total(parts: { weight: number; score: number }[]): number {
  return clamp(parts.reduce((sum, { weight, score }) => sum + weight * score, 0));
}

/** The parts with their weights in this CV's score. */
export function weighed<T extends { part: PlannedPart; score: number }>(
  parts: T[],
  musts: MustRule | null,
): (T & { weight: number })[] {
  const open = gate(musts, parts);
  return parts.map((one) => ({ ...one, weight: weightOf(one, open) }));
}

function weightOf(one: { part: PlannedPart; score: number }, open: number): number {
  return isShownMust(one) ? one.part.share : one.part.share * open;
}

/**
 * Factor for all other parts by the share of musts that the CV shows: `floor` for none, 1 from `enough` on. Together
 * with the floor (see `mustsOf`) it keeps a CV that shows no must from ranking above one that shows most of them.
 */
function gate(musts: MustRule | null, parts: { part: PlannedPart; score: number }[]): number {
  if (musts === null) return 1;
  const shown = parts.reduce((sum, one) => (isShownMust(one) ? sum + one.part.share : sum), 0) / musts.share;
  return musts.floor + (1 - musts.floor) * Math.min(1, shown / musts.enough);
}

function isShownMust({ part, score }: { part: PlannedPart; score: number }): boolean {
  return part.counted && score >= SHOWN;
}

const SCORERS: Record<PlannedPart['kind'], Scorer> = {
  words: wordsScore,
  meaning: meaningScore,
  title: titleScore,
  skill: skillScore,
  term: termScore,
  seniority: seniorityScore,
  experience: experienceScore,
  education: educationScore,
  language: languageScore,
  location: locationScore,
  certificate: certificateScore,
};
