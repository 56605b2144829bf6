import { createHash } from 'node:crypto';
import { blinderFor } from '../blind/index.js';
import type { Config } from '../config/config.js';
import { CvmatchError } from '../errors.js';
import { rankAll, type AllRankings, type StoredPlan } from '../match/all.js';
import { matchFingerprint, planFor } from '../match/match.js';
import { scoringParts } from './match.js';
import { withWorkspace, type Workspace } from '../open.js';
import { mayHaveStore } from '../config/workspace.js';
import type { StoredJd } from '../store/port/index.js';

/** Complete rankings are recomputed after a day, and whenever the store changes. */
const ALL_TTL_MS = 24 * 3600 * 1000;

export interface MatchAllOptions {
  noCache?: boolean;
  /** Without what says who the people are. */
  blind?: boolean;
}

/** Matches every stored JD with every CV; ten best each way. */
export async function matchAll(config: Config, options: MatchAllOptions = {}): Promise<AllRankings> {
  if (!mayHaveStore(config)) throw noneStored();
  return withWorkspace(config, {}, async (workspace) => {
    const stored = await workspace.store.jds.list();
    if (stored.length === 0) throw noneStored();
    await workspace.requireModel();
    const rankings = await rankingsOf(stored, workspace, options.noCache === true);
    await workspace.store.audit.note([{ action: 'match', detail: 'match --all', count: stored.length }]);
    return options.blind === true ? blindRankings(rankings, workspace) : rankings;
  });
}

async function blindRankings(
  { fingerprint, rankedAt, jds, cvs }: AllRankings,
  workspace: Workspace,
): Promise<AllRankings> {
  const blinder = await blinderFor(workspace);
  const all = await blinder.candidates();
  const blindJds: AllRankings['jds'] = [];
  for (const { id, title, results } of jds) blindJds.push({ id, title, results: await blinder.named(results, all) });
  return { fingerprint, rankedAt, jds: blindJds, cvs: await blinder.named(cvs, all) };
}

function noneStored(): CvmatchError {
  return new CvmatchError('nothing_to_do', 'no JD is stored', { hint: 'Store some with `cvmatch jds add <file...>`.' });
}

async function rankingsOf(stored: StoredJd[], workspace: Workspace, noCache: boolean): Promise<AllRankings> {
  const { search, cache } = workspace.store;
  const parts = await scoringParts(workspace);
  const fingerprint = matchFingerprint(parts, parts.tools.weights);
  const key = `all:${createHash('sha256')
    .update(JSON.stringify([fingerprint, stored.map(({ hash }) => hash)]))
    .digest('hex')
    .slice(0, 16)}`;
  const version = await search.version();
  const cached = noCache ? null : await cache.get(key);
  if (cached !== null) return JSON.parse(cached) as AllRankings;
  const plans: StoredPlan[] = [];
  for (const { id, text, hash, truncated } of stored)
    plans.push({ id, plan: await planFor({ text, hash, truncated }, parts, parts.tools.weights, {}) });
  const rankings = await rankAll(plans, workspace.store, parts.tools, fingerprint);
  if (!noCache) await cache.set(key, JSON.stringify(rankings), { ttlMs: ALL_TTL_MS, version });
  return rankings;
}
