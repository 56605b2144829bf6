import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from './config.js';
import { CvmatchError } from './errors.js';
import { scoringParts, readSource } from './matching.js';
import { openWorkspace, workspaceFolder } from './open.js';
import { rankAll, type AllRankings, type ShelfPlan } from './pipeline/match-all.js';
import { matchFingerprint, planFor } from './pipeline/match.js';
import { readJd } from './rank/index.js';

/** A JD that was stored: one small file each in the workspace's folder jds/, so that they can be read, copied and versioned. */
export interface StoredJd {
  /** The first 12 digits of the text's sha-256. */
  id: string;
  title: string | null;
  hash: string;
  truncated: boolean;
  source: string;
  addedAt: string;
  text: string;
}

const FOLDER = 'jds';
/** Rankings of all are made anew after a day, and whenever the store changes. */
const ALL_TTL_MS = 24 * 3600 * 1000;

export async function addJds(sources: string[], config: Config): Promise<StoredJd[]> {
  const folder = path.join(workspaceFolder(config), FOLDER);
  const added: StoredJd[] = [];
  for (const source of sources) {
    const jd = await readSource(source, config);
    added.push({ id: jd.hash.slice(0, 12), title: readJd(jd.text).title, hash: jd.hash, truncated: jd.truncated, source: source === '-' ? '-' : path.resolve(source), addedAt: new Date().toISOString(), text: jd.text });
  }
  await mkdir(folder, { recursive: true });
  for (const jd of added) {
    const file = path.join(folder, `${jd.id}.json`);
    await writeFile(`${file}.tmp`, `${JSON.stringify(jd, null, 2)}\n`);
    await rename(`${file}.tmp`, file);
  }
  return added;
}

export async function listJds(config: Config): Promise<StoredJd[]> {
  const folder = path.join(workspaceFolder(config), FOLDER);
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).filter((name) => /^[0-9a-f]{12}\.json$/.test(name)).sort();
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(path.join(folder, name), 'utf8')) as StoredJd));
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
  for (const { id } of removed) await rm(path.join(workspaceFolder(config), FOLDER, `${id}.json`), { force: true });
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
