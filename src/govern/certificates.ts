import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { isUpload, type ControlledPlace, type CvId, type SignedCertificate } from '../domain/index.js';
import { writeWhole } from '../files/write-whole.js';
import type { StoreFiles } from '../ingest/originals/settle.js';
import { notControlled, shortId } from '../store/certificates.js';
import type { CertificateQuery, Erasures, RemovalTerms, Store, StoredControl } from '../store/port/index.js';

/** Removals with a certificate: the control of the bytes that lie outside of the store, and the certificates as files. */

export interface ControlledParts extends Pick<StoreFiles, 'uploads' | 'originals'> {
  store: Pick<Store, 'cvs' | 'intake'>;
}

interface Asking extends Pick<RemovalTerms, 'asked' | 'held'> {
  /** False: removed without any control, and then there is no certificate. */
  certified?: boolean;
}

/** Who may ask for an erasure on behalf of all: the same bytes are taken from nobody any more. */
export const FOR_ALL = { keyId: null };

/**
 * Removes CVs, as `Cvs.remove` does, once their originals were found to be what is to be removed. @throws CvmatchError `store_corrupt`; then nothing is removed.
 */
export async function eraseCvs(
  parts: ControlledParts,
  cvIds: CvId[],
  { erasure, certified = true, ...terms }: { erasure: string } & Asking,
): Promise<number> {
  const stored = certified ? await controlOf(parts, cvIds, []) : null;
  return parts.store.cvs.remove(cvIds, erasure, { stored, ...terms });
}

/** The same by a rule of retention, as `Retention.erase` does it. Null: they are not due any more. */
export async function eraseByRule(
  parts: ControlledParts & { store: Pick<Store, 'retention'> },
  rule: string,
  cvIds: CvId[],
  erasure: string,
): Promise<number | null> {
  const stored = await controlOf(parts, cvIds, []);
  return parts.store.retention.erase(rule, cvIds, erasure, { stored, asked: FOR_ALL });
}

/** The same for files, as `Intake.prune` removes them. */
export async function eraseFiles(
  parts: ControlledParts,
  paths: string[],
  { erasure, certified = true, ...terms }: { erasure?: string } & Asking = {},
): Promise<CvId[]> {
  const stored = certified ? await controlOfFiles(parts, paths) : null;
  return parts.store.intake.prune(paths, erasure, { stored, ...terms });
}

async function controlOfFiles(parts: ControlledParts, paths: string[]): Promise<StoredControl> {
  const known = await parts.store.intake.known(paths);
  const files = [...known.values()];
  const hashes = new Set(files.flatMap(({ hash, cvId }) => hash ?? cvId ?? []));
  return controlOf(
    parts,
    [...hashes],
    files.filter(({ path: file }) => isUpload(file)),
  );
}

/** What lies under the name of a hash must have it: then these are the bytes whose end is certified. */
async function controlOf(
  { originals, uploads }: ControlledParts,
  hashes: string[],
  files: { path: string; hash: string | null }[],
): Promise<ControlledPlace[]> {
  const found = { originals: 0, uploads: 0 };
  for (const hash of hashes) {
    if (!(await originals.has(hash))) continue;
    const read = await originals.read(hash, Infinity);
    // It may have gone in the meantime, with another removal.
    if (!read.ok && (await originals.has(hash))) throw notControlled(`the CV ${shortId(hash)}`, 'the originals');
    if (read.ok) found.originals += 1;
  }
  for (const { path: upload, hash } of files) {
    const read = await uploads.read(upload, Infinity);
    if (!read.ok) continue;
    if (hash !== null && read.value.hash !== hash) throw notControlled(`the upload ${upload}`, 'the uploads');
    found.uploads += 1;
  }
  return Object.entries(found).flatMap(([place, rows]) => (rows === 0 ? [] : [{ place, rows, hits: rows }]));
}

/** The newest first; `next`: what `after` is for those that follow, null if there are no more. */
export async function certificatesPage(
  erasures: Pick<Erasures, 'certificates'>,
  { limit, after }: CertificateQuery,
): Promise<{ certificates: SignedCertificate[]; next: string | null }> {
  const found = await erasures.certificates({ limit: limit + 1, after });
  const certificates = found.slice(0, limit);
  return { certificates, next: found.length > limit ? certificates.at(-1)!.id : null };
}

const FOLDER = 'erasures';
const PAGE = 500;

/** Where the certificates of a store in a folder lie. */
export function certificatesFolder(tenantFolder: string): string {
  return path.join(tenantFolder, FOLDER);
}

/**
 * Writes those certificates as files that came after the newest that is there, e.g. because a process was killed. The rows of the store are what
 * counts: a file that cannot be written now is written by the next one who comes.
 */
export async function fileCertificates(folder: string, erasures: Pick<Erasures, 'certificates'>): Promise<void> {
  const isThere = ({ id }: SignedCertificate): boolean => existsSync(path.join(folder, fileOf(id)));
  const missing: SignedCertificate[] = [];
  for (let after: string | undefined; ;) {
    const limit = after === undefined ? 1 : PAGE;
    const page = await erasures.certificates({ limit, after });
    const known = page.findIndex(isThere);
    missing.push(...(known === -1 ? page : page.slice(0, known)));
    if (known !== -1 || page.length < limit) break;
    after = page.at(-1)!.id;
  }
  if (missing.length === 0) return;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // The oldest first: wherever this stops, all before the newest file are there.
  for (const one of missing.reverse()) await writeWhole(path.join(folder, fileOf(one.id)), textOf(one));
}

function fileOf(id: string): string {
  return `erasure-${id}.json`;
}

/** Whether it is genuine is told by who holds the key, not by the file. */
function textOf({ genuine: _genuine, ...certificate }: SignedCertificate): string {
  return `${JSON.stringify(certificate, null, 2)}\n`;
}
