import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Config } from './config.js';
import { CvmatchError } from './errors.js';
import { scoringParts, readSource } from './matching.js';
import { openWorkspace, workspaceFolder } from './open.js';
import type { Jd } from './match/jd.js';
import { JdShelf, type StoredJd } from './match/jd-shelf.js';
import { rankAll, type AllRankings, type ShelfPlan } from './match/all.js';
import { matchFingerprint, planFor } from './match/match.js';
import { loadVocabulary } from './pool/vocabulary.js';
import { explainReading, jdBody, jobPostingOf, readJdSource, writeRequirementFile, type JdExplanation } from './rank/index.js';

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
  const removed = references.map((reference) => storedJd(reference, all));
  for (const { id } of removed) await shelfOf(config).remove(id);
  return removed;
}

function namesOf(reference: string, all: StoredJd[]): StoredJd[] {
  return all.filter(({ id, title, source }) => id.startsWith(reference) || title === reference || source === path.resolve(reference));
}

function storedJd(reference: string, all: StoredJd[]): StoredJd {
  const found = namesOf(reference, all);
  if (found.length === 1) return found[0]!;
  if (found.length === 0) throw new CvmatchError('not_found', `no stored JD is called ${reference}`, { hint: 'See `cvmatch jds list`; a JD is named by its id, its title or its path.' });
  throw new CvmatchError('bad_flag', `${reference} names ${found.length} stored JDs`, { hint: `Give more digits: ${found.map(({ id }) => id).join(', ')}.` });
}

/** A file or stdin as it is now, else a stored JD. */
async function anyJd(reference: string, config: Config): Promise<Jd> {
  if (reference === '-' || existsSync(reference)) return readSource(reference, config);
  const stored = existsSync(workspaceFolder(config)) ? await listJds(config) : [];
  if (namesOf(reference, stored).length > 0 || stored.length > 0) return storedJd(reference, stored);
  throw new CvmatchError('path_not_found', `there is no file ${reference}, and no stored JD of that name`, { hint: 'Give the path of a job description, - for stdin, or a stored one as `cvmatch jds list` shows them.' });
}

/** How a JD is read, line by line; `yaml` is what a person may correct and match. */
export async function explainJd(reference: string, config: Config): Promise<{ explanation: JdExplanation; yaml: string }> {
  const { text } = await anyJd(reference, config);
  const vocabulary = loadVocabulary();
  const reading = readJdSource(text, vocabulary);
  const { jd, requirements, notAsked } = reading;
  const file = { title: jd.title, requirements, notAsked: [...new Set(notAsked.map((one) => one.text))], text: jdBody(text) };
  return { explanation: explainReading(reading), yaml: writeRequirementFile(file, reference === '-' ? 'standard input' : path.basename(reference), vocabulary) };
}

export interface ShownJd {
  title: string | null;
  hash: string;
  truncated: boolean;
  text: string;
  /** As schema.org's JobPosting. */
  jobPosting: Record<string, unknown>;
}

export async function showJd(reference: string, config: Config): Promise<ShownJd> {
  const { text, hash, truncated } = await anyJd(reference, config);
  const { jd, requirements } = readJdSource(text, loadVocabulary());
  return { title: jd.title, hash, truncated, text, jobPosting: jobPostingOf(jd, requirements, jdBody(text)) };
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
