import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { blinderFor, type BlindCv } from '../blind/index.js';
import { extractLimits, type Config } from '../config/config.js';
import { CvmatchError, isCvmatchError } from '../errors.js';
import { rawPath } from '../files/raw-path.js';
import { openWorkspace, type Workspace } from '../open.js';
import { containerOf, Containers } from '../ingest/containers.js';
import { openSandbox } from '../pool/sandbox.js';
import { loadVocabulary } from '../pool/vocabulary.js';
import { parseProfile } from '../profile/index.js';
import type { CvRecord } from '../store/port/index.js';
import type { CvView } from '../report/cv/profile-view.js';
import { findCvs, severalCvs } from './find-cv.js';
import { revisionOf, revisionsOf } from './revisions.js';

export interface ShowOptions {
  /** `YYYY-MM-DD`: the file is read again, with this day for "present". */
  asOf?: string;
  /** Without what says who the person is. */
  blind?: boolean;
  /** The revision with this number of the candidate whose CV it is, instead of that CV; only of one in the store. */
  revision?: number;
}

/** In bytes. Someone who asks for a particular file gets it, even one that `ingest` would refuse. */
const MAX_SHOWN = 256 * 2 ** 20;

/**
 * The CV that a reference names: the first digits of a CvId or a path in the store, else a file on disk, which is read
 * now.
 * @throws CvmatchError `not_found`, `bad_flag` (several CVs), and the file's own failure as `not_found`.
 */
export async function showCv(reference: string, config: Config, options: ShowOptions = {}): Promise<CvView> {
  const stored = options.asOf === undefined ? await fromStore(reference, config, options) : null;
  if (stored !== null) return stored;
  if (options.revision !== undefined)
    throw new CvmatchError('not_found', `no CV in the store is called ${reference}`, {
      hint: 'Revisions are of CVs in the store; `cvmatch list` shows them.',
    });
  const raw = await rawPath(path.resolve(reference));
  if (existsSync(raw) && statSync(raw).isFile()) return fromDisk(path.resolve(reference), config, options);
  if ((await containerOf(path.resolve(reference))) !== null) return fromDisk(path.resolve(reference), config, options);
  throw new CvmatchError('not_found', `no CV in the store and no file is called ${reference}`, {
    hint: 'Give a path, or the first six digits of a CvId; `cvmatch list` shows them.',
  });
}

async function fromStore(reference: string, config: Config, { blind, revision }: ShowOptions): Promise<CvView | null> {
  const workspace = await openIfThere(config);
  if (workspace === null) return null;
  try {
    const { cvs } = workspace.store;
    const found = await findCvs(workspace.store, reference);
    if (found.length > 1) throw severalCvs(reference, found);
    const [named] = found;
    const cvId =
      named === undefined || revision === undefined
        ? named
        : revisionOf(await revisionsOf(workspace.store, named), revision).cvId;
    const record = cvId === undefined ? null : await cvs.get(cvId);
    if (cvId !== undefined) await workspace.store.audit.note([{ action: 'read', detail: 'show', cvs: [cvId] }]);
    if (record === null) return null;
    const { restricted } = await rightsOf(workspace, record.cvId);
    if (blind === true) return viewOf(await (await blinderFor(workspace)).cv(record, restricted));
    return viewOf({ ...record, restricted });
  } finally {
    await workspace.close();
  }
}

function viewOf({
  cvId,
  path: where,
  fileName,
  format,
  engine,
  profile,
  restricted,
}: (Omit<CvRecord, 'restricted'> & Pick<CvView, 'restricted'>) | BlindCv): CvView {
  return { cvId, path: where, fileName, format, engine, profile, ...(restricted && { restricted }) };
}

async function rightsOf({ store }: Workspace, cvId: string): Promise<Pick<CvView, 'restricted'>> {
  const restriction = await store.restrictions.of(cvId);
  if (restriction === null) return {};
  const { reason, by, at } = restriction;
  return { restricted: { reason, by, at } };
}

/** What somebody is called in blind review whose CV is not in the store, where labels are made. */
const UNKNOWN = 'candidate (not in the store)';

async function openIfThere(config: Config): Promise<Workspace | null> {
  try {
    return await openWorkspace(config);
  } catch (error) {
    if (isCvmatchError(error, 'store_missing')) return null;
    throw error;
  }
}

async function fromDisk(file: string, config: Config, { asOf, blind = false }: ShowOptions): Promise<CvView> {
  const read = await new Containers().read(file, Math.max(config.maxSize, MAX_SHOWN));
  if (!read.ok)
    throw new CvmatchError('not_found', `${file} gives no profile: ${read.message}`, {
      hint: `Its state would be ${read.state} (${read.code}).`,
    });
  const { bytes, mtimeMs, hash } = read.value;
  const sandbox = openSandbox();
  try {
    const outcome = await sandbox.extract(bytes, extractLimits(config));
    if (!outcome.ok)
      throw new CvmatchError('not_found', `${file} gives no profile: ${outcome.message}`, {
        hint: `Its state would be ${outcome.state} (${outcome.code}).`,
      });
    const document = outcome.value;
    const day = asOf ?? document.documentDate ?? new Date(mtimeMs).toISOString().slice(0, 10);
    const profile = parseProfile(document, { asOf: day, vocabulary: loadVocabulary() });
    const { format, engine } = document;
    if (!blind) return { cvId: hash, path: file, fileName: null, format, engine, profile };
    const [{ Redactor }, { blindProfile }] = await Promise.all([
      import('../blind/redactor.js'),
      import('../blind/views.js'),
    ]);
    const redactor = new Redactor(
      { text: document.text, profile, links: document.links, files: [file] },
      loadVocabulary(),
    );
    return {
      ...{ cvId: hash, path: UNKNOWN, fileName: null, format, engine },
      profile: blindProfile(profile, redactor, UNKNOWN),
    };
  } finally {
    await sandbox.close();
  }
}
