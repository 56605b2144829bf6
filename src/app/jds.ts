import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../config/config.js';
import { CvmatchError } from '../errors.js';
import { completionOf, EFFORTS, finishNow, type Completion } from '../govern/erasure.js';
import type { Jd } from '../match/jd.js';
import { storeJd } from '../match/stored-jds.js';
import { readSource } from './match.js';
import { withWorkspace } from '../open.js';
import { mayHaveStore } from '../config/workspace.js';
import { loadVocabulary } from '../pool/vocabulary.js';
import {
  explainReading,
  jdBody,
  jobPostingOf,
  readJdSource,
  writeRequirementFile,
  type JdExplanation,
} from '../rank/index.js';
import type { Jds, StoredJd } from '../store/port/index.js';

/** Creates the store if there is none, as `ingest` does, but not for a JD that cannot be read. */
export async function addJds(sources: string[], config: Config): Promise<StoredJd[]> {
  const read = await Promise.all(
    sources.map(async (source) => ({
      jd: await readSource(source, config),
      source: source === '-' ? '-' : path.resolve(source),
    })),
  );
  return withWorkspace(config, { create: true }, async ({ store }) => {
    const added: StoredJd[] = [];
    for (const { jd, source } of read) added.push(await storeJd(store.jds, jd, source));
    return added;
  });
}

/** Empty if there is no store. */
export async function listJds(config: Config): Promise<StoredJd[]> {
  if (!mayHaveStore(config)) return [];
  return withWorkspace(config, {}, ({ store }) => store.jds.list());
}

export interface JdRemovalReport extends Completion {
  /** No longer in the store; see `status` for their traces. */
  removed: StoredJd[];
}

/** @throws CvmatchError `not_found` if a reference names no JD, `bad_flag` if it names several. */
export async function removeJds(references: string[], config: Config): Promise<JdRemovalReport> {
  if (!mayHaveStore(config)) throw unknownJd(references[0] ?? '');
  return withWorkspace(config, {}, async (workspace) => {
    const { jds } = workspace.store;
    const removed: StoredJd[] = [];
    for (const reference of references) removed.push(await storedJd(reference, jds));
    const erasures = removed.map(() => randomUUID());
    for (const [i, { id }] of removed.entries()) await jds.remove(id, erasures[i]);
    return { removed, ...completionOf(await finishNow(workspace, EFFORTS.thorough), ...erasures) };
  });
}

/** Finds a JD by the first digits of its id, its title or its path; by a complete id, older versions too. */
async function storedJd(reference: string, jds: Pick<Jds, 'list' | 'get'>): Promise<StoredJd> {
  const found = (await jds.list()).filter(
    ({ id, title, source }) => id.startsWith(reference) || title === reference || source === path.resolve(reference),
  );
  const [first = await jds.get(reference)] = found;
  if (first === null) throw unknownJd(reference);
  if (found.length <= 1) return first;
  throw new CvmatchError('bad_flag', `${reference} names ${found.length} stored JDs`, {
    hint: `Give more digits: ${found.map(({ id }) => id).join(', ')}.`,
  });
}

function unknownJd(reference: string): CvmatchError {
  return new CvmatchError('not_found', `no stored JD is called ${reference}`, {
    hint: 'See `cvmatch jds list`; a JD is named by its id, its title or its path.',
  });
}

/** A file or stdin with its present content, or else a stored JD. */
export async function anyJd(reference: string, config: Config): Promise<Jd> {
  if (reference === '-' || existsSync(reference)) return readSource(reference, config);
  const stored = await listJds(config);
  if (stored.length > 0) return withWorkspace(config, {}, ({ store }) => storedJd(reference, store.jds));
  throw new CvmatchError('path_not_found', `there is no file ${reference}, and no stored JD of that name`, {
    hint: 'Give the path of a job description, - for stdin, or a stored one as `cvmatch jds list` shows them.',
  });
}

/** How a JD is read, line by line; a person may correct `yaml` and match it. */
export async function explainJd(
  reference: string,
  config: Config,
): Promise<{ explanation: JdExplanation; yaml: string }> {
  const { text } = await anyJd(reference, config);
  const vocabulary = loadVocabulary();
  const reading = readJdSource(text, vocabulary);
  const { jd, requirements, notAsked } = reading;
  const file = {
    title: jd.title,
    requirements,
    notAsked: [...new Set(notAsked.map((one) => one.text))],
    text: jdBody(text),
  };
  return {
    explanation: explainReading(reading),
    yaml: writeRequirementFile(file, reference === '-' ? 'standard input' : path.basename(reference), vocabulary),
  };
}

export interface ShownJd {
  title: string | null;
  hash: string;
  truncated: boolean;
  text: string;
  /** As a schema.org JobPosting. */
  jobPosting: Record<string, unknown>;
}

export async function showJd(reference: string, config: Config): Promise<ShownJd> {
  const { text, hash, truncated } = await anyJd(reference, config);
  const { jd, requirements } = readJdSource(text, loadVocabulary());
  return { title: jd.title, hash, truncated, text, jobPosting: jobPostingOf(jd, requirements, jdBody(text)) };
}
