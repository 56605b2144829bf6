import { randomUUID } from 'node:crypto';
import type { Config } from '../config/config.js';
import { DEFAULT_TENANT } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import { readMarks, type KeptMark } from '../govern/backup/erasures.js';
import { Backups } from '../govern/backup/backups.js';
import { findBackup, readManifest, type Manifest } from '../govern/backup/manifest.js';
import { restoreFiles } from '../govern/backup/restore.js';
import { eraseCvs, eraseFiles } from '../govern/certificates.js';
import { completionOf, EFFORTS, finishNow } from '../govern/erasure.js';
import { withWorkspace, type Workspace } from '../open.js';
import { backupPlaceOf, withBackupPlace } from '../open/backups.js';
import { openMovedFiles, type MovedPlace } from '../open/move.js';
import { restoreTarget, type StoreTarget } from '../open/restore-target.js';
import { ErasedSet } from '../store/erased.js';

export interface RestoreRequest {
  /** The place of the backups: a folder, or `s3://BUCKET/PREFIX`. */
  from: string;
  /** Or the beginning of an id; undefined: the latest. */
  id?: string;
  signal: AbortSignal;
  onProgress: (done: number, total: number) => void;
}

/** What was removed after the backup was made, and is removed from what was restored. */
export interface KeptRemovals {
  cvs: number;
  files: number;
  jds: number;
  tenants: number;
}

export interface RestoreReport {
  id: string;
  /** The moment that was restored (ISO 8601). */
  at: string;
  /** The workspace folder, or the URL of the database without secrets. */
  store: string;
  tenants: number;
  originals: number;
  uploads: number;
  bytes: number;
  removed: KeptRemovals;
  /** Whether the files of the store hold no trace of these any more. */
  status: 'removed' | 'erasure_pending';
  seconds: number;
}

/**
 * Writes a backup into an empty workspace folder, or an empty database where it is of one. What was removed since it was made is removed again before anybody can open
 * the store. @throws CvmatchError `bad_flag` if it is not empty; `store_corrupt` if a byte of the backup is not what it
 * was, or it is not known what was removed; `key_missing` if it is encrypted and no key is configured.
 */
export function restore(config: Config, request: RestoreRequest): Promise<RestoreReport> {
  return withBackupPlace(backupPlaceOf(request.from), async (place) =>
    restoreFrom(await Backups.open(place), config, request),
  );
}

async function restoreFrom(from: Backups, config: Config, request: RestoreRequest): Promise<RestoreReport> {
  const began = performance.now();
  const manifest = await readManifest(from, await findBackup(from, request.id));
  const marks = await readMarks(from);
  requireKey(config, manifest);
  const into = restoreTarget(config, manifest);
  await into.begin();
  await writeAll(into, from, manifest, request);
  const { removed, status } = await removeAgain(into.config, from, manifest, marks);
  await into.end();
  const of = (kind: string): number => manifest.files.filter((one) => one.kind === kind).length;
  return {
    id: manifest.id,
    at: manifest.at,
    store: into.where,
    tenants: manifest.tenants.length,
    originals: of('original'),
    uploads: of('upload'),
    bytes: manifest.files.reduce((sum, { size }) => sum + size, 0),
    removed,
    status,
    seconds: (performance.now() - began) / 1000,
  };
}

function requireKey({ encryptionKey }: Config, { tenants }: Manifest): void {
  if (encryptionKey === null && tenants.some(({ keyId }) => keyId !== null))
    throw new CvmatchError('key_missing', 'the backup is encrypted, and no key is configured', {
      hint: 'Set CVMATCH_ENCRYPTION_KEY as it was for the store: what was removed since can be found only with it.',
    });
}

async function writeAll(
  { config, databases }: StoreTarget,
  from: Backups,
  manifest: Manifest,
  { signal, onProgress }: RestoreRequest,
): Promise<void> {
  const files = await openMovedFiles(config, manifest.workspace, true);
  try {
    await requireEmpty(files, manifest);
    await restoreFiles(from, manifest, { databases, files: files.of }, { signal, onProgress });
  } finally {
    await files.close();
  }
}

/** The setting `files` may lead elsewhere. A restore that was interrupted may have left some of its own files there. */
async function requireEmpty(files: MovedPlace, manifest: Manifest): Promise<void> {
  const own = new Set(manifest.files.map(({ name }) => name));
  for (const { id } of manifest.tenants) {
    const { originals, uploads } = files.of(id);
    for await (const names of originals.all()) if (names.some((name) => !own.has(name))) throw notEmpty();
    for await (const page of uploads.older(0)) if (page.some(({ path: name }) => !own.has(name))) throw notEmpty();
  }
}

function notEmpty(): CvmatchError {
  return new CvmatchError('bad_flag', 'the place of the setting files holds the files of another store', {
    hint: 'Set CVMATCH_FILES to an empty place, or to none.',
  });
}

/** Removes what was removed later, and forgets the processes that were at work when the backup was made. */
function removeAgain(
  config: Config,
  from: Backups,
  { at }: Manifest,
  all: KeptMark[],
): Promise<{ removed: KeptRemovals; status: RestoreReport['status'] }> {
  const marks = all.filter((mark) => mark.at >= at);
  const removed: KeptRemovals = { cvs: 0, files: 0, jds: 0, tenants: 0 };
  let status: RestoreReport['status'] = 'removed';
  return withWorkspace({ ...config, tenant: DEFAULT_TENANT }, { restoring: true }, async (place) => {
    const { processes } = place.registry;
    await processes.leave((await processes.list()).map(({ id }) => id));
    const tenants = new ErasedSet(marks.filter(({ tenant }) => tenant === DEFAULT_TENANT));
    for (const { id } of await place.registry.tenants.list()) {
      if (tenants.has('tenant', id)) {
        await place.beginErasure(id);
        await place.erase(id);
        removed.tenants += 1;
        continue;
      }
      const own = marks.filter(({ tenant }) => tenant === id);
      if ((await removeFrom(await place.as(id), own, removed)) === 'erasure_pending') status = 'erasure_pending';
      if (id !== DEFAULT_TENANT) await place.leave(id);
    }
    await place.backupNotes.note(from.where);
    return { removed, status };
  });
}

async function removeFrom(
  workspace: Workspace,
  marks: KeptMark[],
  removed: KeptRemovals,
): Promise<RestoreReport['status']> {
  const { store } = workspace;
  // Whoever had them in hand has them in another store.
  await store.taskRows.release(await store.taskRows.owners());
  const { cvs, files, jds } = await store.erasures.meantBy(marks);
  const ids = [randomUUID(), randomUUID(), ...jds.map(() => randomUUID())];
  await store.erasures.remember(marks.filter(({ asked }) => asked).map(({ tenant: _tenant, ...mark }) => mark));
  // They were removed, held or not.
  await eraseCvs(workspace, cvs, { erasure: ids[0]!, held: 'remove' });
  await eraseFiles(workspace, files, { erasure: ids[1]!, held: 'remove' });
  for (const [i, jd] of jds.entries()) await store.jds.remove(jd, ids[i + 2]);
  removed.cvs += cvs.length;
  removed.files += files.length;
  removed.jds += jds.length;
  return completionOf(await finishNow(workspace, EFFORTS.thorough), ...ids).status;
}
