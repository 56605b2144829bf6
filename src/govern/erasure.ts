import type { ErasureWait, ScannedPlace } from '../domain/index.js';
import { mayPass } from '../errors.js';
import { eraseLoose, type StoreFiles } from '../ingest/originals/settle.js';
import type { Erasure, ErasureEffort, KnownBackups, Store } from '../store/port/index.js';
import type { TraceFinder } from '../store/traces.js';
import { fileCertificates } from './certificates.js';

/** The parts that a removal needs. */
export interface ErasureParts extends Pick<StoreFiles, 'uploads' | 'originals'> {
  store: Pick<Store, 'erasures' | 'intake' | 'originals'>;
  /** Lets backups know what was removed. Never fails. */
  tellBackups?(): Promise<void>;
  /** Backups that may still hold what is removed. Never fails. */
  knownBackups?(): Promise<KnownBackups[]>;
  /** Folder of the certificates; none for a store on a server. */
  certificates?: string | null;
}

/**
 * How much work to do for unfinished removals, depending on who is waiting. Rewriting takes about a second for 100 MB.
 */
export const EFFORTS = {
  /** Whoever opens the store for something else. */
  opening: { waitMs: 0, scanBytes: 64e6, rewriteBytes: 64e6 },
  /** A client waits for an answer over HTTP. */
  request: { waitMs: 1000, scanBytes: 64e6, rewriteBytes: 64e6 },
  /** In the background of a service: while a large store is rewritten, uploads would wait. */
  background: { waitMs: 1000, scanBytes: Infinity, rewriteBytes: 256e6 },
  /** Whoever removes, prunes or cleans up came for this. */
  thorough: { waitMs: 3000, scanBytes: Infinity, rewriteBytes: Infinity },
} as const satisfies Record<string, ErasureEffort>;

export interface Erased {
  /** Removals that are not finished. */
  pending: Erasure[];
  /** Number of bytes that were searched for traces. */
  scannedBytes: number;
}

/**
 * Continues every unfinished removal: first the bytes of uploads and originals, then the store's files. Of a removal
 * that is not pending afterwards, no file of the workspace contains a trace.
 */
export async function finishErasures(parts: ErasureParts, effort: ErasureEffort): Promise<Erased> {
  const erased = await advanceAll(parts, effort);
  const { certificates, store } = parts;
  if (certificates !== undefined && certificates !== null)
    await fileCertificates(certificates, store.erasures).catch(notFiled);
  return erased;
}

/** The store has it all the same; a full disk must not make a removal fail that has ended. */
function notFiled(error: unknown): void {
  if (!mayPass(error) && (error as NodeJS.ErrnoException).code === undefined) throw error;
}

async function advanceAll(parts: ErasureParts, effort: ErasureEffort): Promise<Erased> {
  const { erasures, originals: rows } = parts.store;
  await eraseLoose(rows, parts);
  const pending = await erasures.pending();
  if (pending.length === 0) return { pending, scannedBytes: 0 };
  await parts.tellBackups?.();
  const finder = await erasures.finder();
  const places = [await lookAtUploads(parts, finder), await lookAtOriginals(parts, finder)];
  const stored = new Set(places.flatMap(({ owners }) => owners));
  await erasures.filesGone(pending.map(({ id }) => id).filter((id) => !stored.has(id)));
  return erasures.advance(effort, {
    places: places.map(({ place, bytes }) => ({ place, bytes })),
    backups: (await parts.knownBackups?.()) ?? [],
  });
}

/** A place outside of the store's rows, and the removals that left something in it. */
interface LookedAt extends ScannedPlace {
  owners: string[];
}

/** How far a removal has come, for whoever asked for it. */
export interface Completion {
  /** `erasure_pending`: no longer in the store, but traces may still be on disk. This is finished automatically. */
  status: 'removed' | 'erasure_pending';
  waitsFor: ErasureWait | null;
  /** The error that kept it from being finished, if any. */
  problem: string | null;
  /** Number of bytes scanned for traces. */
  scannedBytes: number;
}

/** `own`: ids of the removals that were asked for. */
export function completionOf(finished: Awaited<ReturnType<typeof finishNow>>, ...own: string[]): Completion {
  const { pending, scannedBytes, problem } = finished;
  const mine = pending.find(({ id }) => own.includes(id));
  if (mine === undefined) return { status: 'removed', waitsFor: null, problem: null, scannedBytes };
  return { status: 'erasure_pending', waitsFor: mine.waitsFor, problem, scannedBytes };
}

/**
 * Like `finishErasures`, for callers whose removal is already committed: a temporary error is returned together with
 * what is pending.
 */
export async function finishNow(
  parts: ErasureParts,
  effort: ErasureEffort,
): Promise<Erased & { problem: string | null }> {
  try {
    return { ...(await finishErasures(parts, effort)), problem: null };
  } catch (error) {
    if (!mayPass(error)) throw error;
    return { pending: await parts.store.erasures.pending(), scannedBytes: 0, problem: error.message };
  }
}

/** Removals with a trace in an upload that no row knows, e.g. because a process ended before it wrote the row. */
async function lookAtUploads({ store, uploads }: ErasureParts, finder: TraceFinder): Promise<LookedAt> {
  const looked: LookedAt = { place: 'uploads', bytes: 0, owners: [] };
  for await (const page of uploads.older(0)) {
    const known = await store.intake.known(page.map(({ path }) => path));
    for (const { path } of page.filter((one) => !known.has(one.path))) {
      const read = await uploads.read(path, Infinity);
      if (!read.ok) continue;
      const { bytes, hash } = read.value;
      looked.bytes += bytes.length;
      for (const piece of [bytes, Buffer.from(hash)]) looked.owners.push(...(await ownersOf(store, finder, piece)));
    }
  }
  return looked;
}

/** Removals whose original is still stored, which its name shows: it is the hash of its bytes. */
async function lookAtOriginals({ store, originals }: ErasureParts, finder: TraceFinder): Promise<LookedAt> {
  const looked: LookedAt = { place: 'names of originals', bytes: 0, owners: [] };
  for await (const page of originals.all()) {
    const names = Buffer.from(page.join('\n'));
    looked.bytes += names.length;
    looked.owners.push(...(await ownersOf(store, finder, names)));
  }
  return looked;
}

async function ownersOf(
  { erasures }: ErasureParts['store'],
  finder: TraceFinder,
  bytes: Uint8Array,
): Promise<string[]> {
  const owners: string[] = [];
  for (const { trace, text } of finder.find(bytes)) if (!(await erasures.isElsewhere(text))) owners.push(trace.owner);
  return owners;
}
