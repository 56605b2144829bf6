import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Config } from './config.js';
import { CvmatchError } from './errors.js';
import { scoringParts, readSource } from './matching.js';
import { openWorkspace, workspaceFolder } from './open.js';
import { JdShelf, type StoredJd } from './pipeline/jd-shelf.js';
import { rankAll, type AllRankings, type ShelfPlan } from './pipeline/match-all.js';
import { matchFingerprint, planFor } from './pipeline/match.js';

/** Rankings of all are made anew after a day, and whenever the store changes. */
const ALL_TTL_MS = 24 * 3600 * 1000;

export async function addJds(sources: string[], config: Config): Promise<StoredJd[]> {
  const jds = await Promise.all(sources.map(async (source) => ({ jd: await readSource(source, config), source: source === '-' ? '-' : path.resolve(source) })));
  const added: StoredJd[] = [];
  for (const { jd, source } of jds) added.push(await shelfOf(config).add(jd, source));
  return added;
}

export async function listJds(config: Config): Promise<StoredJd[]> {
  return shelfOf(config).list();
}

function shelfOf(config: Config): JdShelf {
  return new JdShelf(workspaceFolder(config));
}

/** @throws CvmatchError `not_found` when a reference names none; `bad_flag` when it names several. */
export async function removeJds(references: string[], config: Config): Promise<StoredJd[]> {
  const all = await listJds(config);
  const removed = references.map((reference) => {
    const found = all.filter(({ id, title, source }) => id.startsWith(reference) || title === reference || source === path.resolve(reference));
    if (found.length === 1) return found[0]!;
    if (found.length === 0) throw new CvmatchError('not_found', `no stored JD is called ${reference}`, { hint: 'See `cvmatch jds list`; a JD is named by its id, its title or its path.' });
    throw new CvmatchError('bad_flag', `${reference} names ${found.length} stored JDs`, { hint: `Give more digits: ${found.map(({ id }) => id).join(', ')}.` });
  });
  for (const { id } of removed) await shelfOf(config).remove(id);
  return removed;
}

/** Every stored JD against every CV, ten best each way. */
export async function matchAll(config: Config, options: { noCache?: boolean } = {}): Promise<AllRankings> {
  const stored = await listJds(config);
  if (stored.length === 0) throw new CvmatchError('nothing_to_do', 'no JD is stored', { hint: 'Store some with `cvmatch jds add <file...>`.' });
  const workspace = await openWorkspace(config);
  try {
    await workspace.requireModel();
    const parts = await scoringParts(workspace);
    const fingerprint = matchFingerprint(parts, parts.tools.weights);
    const key = `all:${createHash('sha256').update(JSON.stringify([fingerprint, stored.map(({ hash }) => hash)])).digest('hex').slice(0, 16)}`;
    const version = await workspace.store.search.version();
    const cached = options.noCache === true ? null : await workspace.store.cache.get(key);
    if (cached !== null) return JSON.parse(cached) as AllRankings;
    const plans: ShelfPlan[] = [];
    for (const { id, text, hash, truncated } of stored) plans.push({ id, plan: await planFor({ text, hash, truncated }, parts, parts.tools.weights, {}) });
    const rankings = await rankAll(plans, workspace.store, parts.tools, fingerprint);
    if (options.noCache !== true) await workspace.store.cache.set(key, JSON.stringify(rankings), { ttlMs: ALL_TTL_MS, version });
    return rankings;
  } finally {
    await workspace.close();
  }
}
