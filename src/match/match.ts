import { createHash } from 'node:crypto';
import { setImmediate as yieldNow } from 'node:timers/promises';
import type { Match, Ranking } from '../domain/index.js';
import type { Embedder } from '../embed/index.js';
import { CvmatchError } from '../errors.js';
import {
  explainParts,
  planJd,
  RANK_VERSION,
  readWeights,
  requirementFrom,
  withVectors,
  type JdPlan,
  type RankerWeights,
  type ScoredCv,
} from '../rank/index.js';
import type { ShownCv, Store, WhereClause } from '../store/port/index.js';
import type { Jd } from './jd.js';
import { pickQuery } from './pick.js';
import { PICKS } from './picks.js';
import { rerankFirst, type Rerank } from './rerank.js';
import { scorePicked } from './score.js';
import type { MatchTools } from './tools.js';

/** CVs explained at once. */
const EXPLAINED = 10;

export interface MatchOptions {
  top: number;
  /** Requirements that a candidate must show. One that lacks them ranks below all that do: marked, never hidden. */
  must?: string[];
  minYears?: number;
  where?: WhereClause[];
  allRevisions?: boolean;
  /** Parsed JSON that overrides single shipped weights. */
  weights?: unknown;
  /** Rankings are neither read from nor written to the cache. */
  noCache?: boolean;
  cacheTtlMs: number;
}

/** The repositories that matching reads, and those that save it repeated work. */
export type MatchStore = Pick<
  Store,
  'search' | 'cvs' | 'cache' | 'jdVectors' | 'matches' | 'explanations' | 'restrictions' | 'summary'
>;

/** What matching works with; the caller opens it, the embedder only if the cache has no answer. */
export interface MatchParts {
  store: MatchStore;
  tools: MatchTools;
  embedder: () => Promise<Embedder>;
  /** Fingerprint of model, vocabulary and code with which CVs are processed. */
  fingerprint: string;
  /** If absent, scores are not reranked. */
  rerank?: Rerank;
}

/**
 * Matches one JD against the store: picks candidates, scores them requirement by requirement, explains the first `top`.
 */
export async function matchJd(jd: Jd, parts: MatchParts, options: MatchOptions): Promise<Ranking> {
  const weights = readWeights(options.weights ?? {}, parts.tools.weights);
  const fingerprint = matchFingerprint(parts, weights);
  const key = cacheKey(jd, fingerprint, options, parts.rerank?.top ?? 0);
  if (options.noCache === true) return rank(jd, parts, weights, fingerprint, options);
  const version = await parts.store.search.version();
  const cached = await parts.store.cache.get(key);
  if (cached !== null) return JSON.parse(cached) as Ranking;
  const ranking = await rank(jd, parts, weights, fingerprint, options);
  await parts.store.cache.set(key, JSON.stringify(ranking), { ttlMs: options.cacheTtlMs, version });
  return ranking;
}

/**
 * Identifies model, vocabulary, idf table, weights, code and cross-encoder: with equal fingerprints the same CV and JD
 * have the same score.
 */
export function matchFingerprint(
  { fingerprint, tools, rerank }: Pick<MatchParts, 'fingerprint' | 'tools' | 'rerank'>,
  weights: RankerWeights,
): string {
  return hash(
    JSON.stringify([
      fingerprint,
      RANK_VERSION,
      tools.vocabulary.fingerprint,
      tools.idf.fingerprint,
      weights,
      ...(rerank ? [rerank.fingerprint] : []),
    ]),
  );
}

function cacheKey(
  jd: Jd,
  fingerprint: string,
  { top, must, minYears, where, allRevisions }: MatchOptions,
  reranked: number,
): string {
  return `match:${hash(JSON.stringify([jd.hash, jd.truncated, fingerprint, reranked, top, must ?? [], minYears ?? null, where ?? [], allRevisions ?? false]))}`;
}

/** Derived from CV, JD and fingerprint: the same match has the same id wherever it is computed. */
export function matchIdOf(cvId: string, jdHash: string, fingerprint: string): string {
  return hash(JSON.stringify([cvId, jdHash, fingerprint]));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

async function rank(
  jd: Jd,
  parts: MatchParts,
  weights: RankerWeights,
  fingerprint: string,
  options: MatchOptions,
): Promise<Ranking> {
  const plan = await planFor(jd, parts, weights, options);
  const ids = await parts.store.search.pick({
    ...pickQuery(plan, parts.tools),
    limit: Math.max(PICKS, options.top),
    allRevisions: options.allRevisions,
    where: options.where,
  });
  const most = Math.max(options.top, parts.rerank?.top ?? 0);
  const { scored, cvs } = await scorePicked(plan, ids, parts.store, parts.tools, most);
  if (scored.length === 0) await explainNothing(parts.store, options);
  const final =
    parts.rerank === undefined ? scored : await rerankFirst(plan, scored, cvs, parts.store, parts.rerank, options.top);
  const results: Match[] = [];
  const shown = final.slice(0, options.top);
  for (let from = 0; from < shown.length; from += EXPLAINED) {
    if (from > 0) await yieldNow();
    const group = shown.slice(from, from + EXPLAINED);
    const told = await parts.store.search.shown(group.map(({ cvId }) => cvId));
    for (const one of group) {
      const cv = told.get(one.cvId);
      // It was removed meanwhile.
      if (cv === undefined) continue;
      const explained = explainParts(plan, one, cvs.get(one.cvId)!, cv.text);
      results.push(matchOf(one, results.length + 1, cv, explained, jd, fingerprint));
    }
  }
  const notAsked = [...new Set(plan.notAsked)];
  return {
    jd: { hash: jd.hash, title: plan.title, truncated: jd.truncated, ...(notAsked.length === 0 ? {} : { notAsked }) },
    fingerprint,
    results,
  };
}

/** A JD prepared for scoring: the requirements of its text and of flags, and its vectors. */
export async function planFor(
  jd: Jd,
  parts: MatchParts,
  weights: RankerWeights,
  { must = [], minYears }: Pick<MatchOptions, 'must' | 'minYears'>,
): Promise<JdPlan> {
  const extra = must.map((text) => requirementFrom(text, parts.tools.vocabulary));
  if (minYears !== undefined)
    extra.push({
      text: `${minYears} ${minYears === 1 ? 'year' : 'years'} of experience`,
      kind: 'experience',
      must: true,
      weight: 1,
      years: minYears,
    });
  const plan = planJd(jd.text, { ...parts.tools, weights, extra });
  const stored =
    plan.texts.length === 0 ? null : await parts.store.jdVectors.get(jd.hash, parts.fingerprint, plan.texts);
  if (stored !== null) return withVectors(plan, stored, stored.length / plan.texts.length);
  const embedder = await parts.embedder();
  return withVectors(plan, await embedder.embed(plan.texts, 'query'), embedder.dimensions);
}

function matchOf(
  scored: ScoredCv,
  rank: number,
  cv: ShownCv,
  parts: Match['parts'],
  jd: Jd,
  fingerprint: string,
): Match {
  const findings = scored.findings.length === 0 ? {} : { findings: scored.findings };
  return {
    id: matchIdOf(scored.cvId, jd.hash, fingerprint),
    rank,
    cvId: scored.cvId,
    candidateId: cv.candidateId,
    path: cv.path,
    fileName: cv.fileName,
    name: cv.name,
    score: scored.score,
    parts,
    ...findings,
  };
}

/** Called where there is no candidate at all: throws the reason, with what the user can do about it. */
async function explainNothing(store: Pick<Store, 'summary'>, { where = [] }: MatchOptions): Promise<void> {
  const { cvs } = await store.summary();
  if (cvs === 0)
    throw new CvmatchError('nothing_to_do', 'the store holds no CV yet', {
      hint: 'Fill it with `cvmatch ingest <folder of CVs>`.',
    });
  if (where.length === 0)
    throw new CvmatchError('nothing_to_do', 'no CV shares a word or a meaning with this JD', {
      hint: 'Check that the JD is the text of a job description.',
    });
}
