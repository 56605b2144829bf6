import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { extractLimits, type Config } from '../config/config.js';
import { CvmatchError, isCvmatchError } from '../errors.js';
import { rawPath } from '../files/raw-path.js';
import { openWorkspace, type Workspace } from '../open.js';
import { containerOf, Containers } from '../ingest/containers.js';
import { openSandbox } from '../pool/sandbox.js';
import { loadVocabulary } from '../pool/vocabulary.js';
import { parseProfile } from '../profile/index.js';
import type { CvView } from '../report/cv/profile-view.js';
import { severalCvs } from './find-cv.js';

/** In bytes. Someone who asks for a particular file gets it, even one that `ingest` would refuse. */
const MAX_SHOWN = 256 * 2 ** 20;

/**
 * The CV that a reference names: the first digits of a CvId or a path in the store, else a file on disk, which is read
 * now.
 * @throws CvmatchError `not_found`, `bad_flag` (several CVs), and the file's own failure as `not_found`.
 */
export async function showCv(reference: string, config: Config, options: { asOf?: string } = {}): Promise<CvView> {
  const stored = options.asOf === undefined ? await fromStore(reference, config) : null;
  if (stored !== null) return stored;
  const raw = await rawPath(path.resolve(reference));
  if (existsSync(raw) && statSync(raw).isFile()) return fromDisk(path.resolve(reference), config, options.asOf);
  if ((await containerOf(path.resolve(reference))) !== null)
    return fromDisk(path.resolve(reference), config, options.asOf);
  throw new CvmatchError('not_found', `no CV in the store and no file is called ${reference}`, {
    hint: 'Give a path, or the first six digits of a CvId; `cvmatch list` shows them.',
  });
}

async function fromStore(reference: string, config: Config): Promise<CvView | null> {
  const workspace = await openIfThere(config);
  if (workspace === null) return null;
  try {
    const { cvs } = workspace.store;
    const found = new Set([...(await cvs.resolve(reference)), ...(await cvs.resolve(path.resolve(reference)))]);
    if (found.size > 1) throw severalCvs(reference, [...found]);
    const [cvId] = found;
    const record = cvId === undefined ? null : await cvs.get(cvId);
    if (cvId !== undefined) await workspace.store.audit.note([{ action: 'read', detail: 'show', cvs: [cvId] }]);
    return record === null
      ? null
      : {
          cvId: record.cvId,
          path: record.path,
          fileName: record.fileName,
          format: record.format,
          engine: record.engine,
          profile: record.profile,
          ...(await rightsOf(workspace, record.cvId)),
        };
  } finally {
    await workspace.close();
  }
}

async function rightsOf({ store }: Workspace, cvId: string): Promise<Pick<CvView, 'restricted'>> {
  const restriction = await store.restrictions.of(cvId);
  if (restriction === null) return {};
  const { reason, by, at } = restriction;
  return { restricted: { reason, by, at } };
}

async function openIfThere(config: Config): Promise<Workspace | null> {
  try {
    return await openWorkspace(config);
  } catch (error) {
    if (isCvmatchError(error, 'store_missing')) return null;
    throw error;
  }
}

async function fromDisk(file: string, config: Config, asOf: string | undefined): Promise<CvView> {
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
    return { cvId: hash, path: file, fileName: null, format: document.format, engine: document.engine, profile };
  } finally {
    await sandbox.close();
  }
}
