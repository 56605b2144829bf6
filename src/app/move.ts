import type { Config } from '../config/config.js';
import { isServer, NOWHERE, parsePlace, placeExpects, PLACES } from '../config/places.js';
import { DEFAULT_TENANT } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import { moveFiles, type MovedFiles } from '../govern/move/files.js';
import { partsIn, partsOf, type OrderedPart } from '../govern/move/parts.js';
import { compareParts, copyParts, type Ends, type MovedTableReport } from '../govern/move/rows.js';
import { withWorkspace, type Workspace } from '../open.js';
import { filesOf, openEnds, openMovedFiles, sameFiles, type OpenedEnds } from '../open/move.js';
import { cvVector } from '../rank/features/features.js';
import { bytesOf, decodeVectors } from '../store/blobs.js';

export interface MoveRequest {
  /** A folder or URL, as in the setting `store`. */
  to: string;
  /** As in the setting `files`; undefined: as configured. */
  files?: string;
  /** Begins anew, where a move was begun before. */
  restart?: boolean;
  signal: AbortSignal;
  /** Rows that were copied or compared, of all. */
  onProgress: (done: number, total: number) => void;
}

export interface FilePlaces {
  from: string;
  to: string;
  /** Whether both are the same place. */
  stay: boolean;
  /** The new value of the setting `files`, without options. */
  setting: string;
}

/** What the source holds, and whether the target can take it. */
export interface MovePlan {
  from: string;
  to: string;
  files: FilePlaces & { originals: number; bytes: number };
  tenants: string[];
  /** Rows of all tenants by table, without those that are made anew. */
  tables: Record<string, number>;
  /** `continue`: a move of this store was begun there. */
  target: 'empty' | 'continue';
  /** Changes of the target's tables that come first. */
  changes: string[];
}

export interface MoveReport {
  from: string;
  to: string;
  files: FilePlaces & MovedFiles;
  tenants: number;
  cvs: number;
  tables: MovedTableReport[];
  /** Rows, then the indexes made from them, then the comparison, then the bytes of files. */
  seconds: { rows: number; indexes: number; comparison: number; files: number };
  /** Whether it went on where an earlier call was stopped, so that its seconds are not of all rows. */
  continued: boolean;
  /** Whether everything is there; otherwise the target stays closed. */
  complete: boolean;
}

/** What is known of the source before it is held. */
interface Source {
  workspace: string;
  tenants: string[];
  originals: number;
  bytes: number;
}

/**
 * Copies a store with all its tenants, keys and files to another place, and compares every row and byte. What is moved stays
 * as it is; until all is the same, the other place cannot be opened. If stopped, the next call goes on.
 * @throws CvmatchError of both stores, `bad_flag`, `bad_config`; `store_locked` while somebody has one of them open.
 */
export async function move(config: Config, request: MoveRequest): Promise<MoveReport> {
  const to = targetOf(config, request);
  const source = await look(config);
  const ends = await openEnds(config, to);
  try {
    return await moveAll({ from: config, to }, source, ends, request);
  } finally {
    await ends.close();
  }
}

/** What `move` would do; nothing is changed. */
export async function planMove(config: Config, request: MoveRequest): Promise<MovePlan> {
  const to = targetOf(config, request);
  const { workspace, tenants, originals, bytes } = await look(config);
  const { source, target, close } = await openEnds(config, to);
  try {
    const begun = await isBegun(target, workspace, request);
    const tables: Record<string, number> = {};
    for (const part of await partsIn(source))
      tables[part.table.name] = (tables[part.table.name] ?? 0) + (await source.count(part));
    return {
      from: source.where,
      to: target.where,
      files: { ...filePlaces(config, to), originals, bytes },
      tenants,
      tables,
      target: begun ? 'continue' : 'empty',
      changes: await target.pending(),
    };
  } finally {
    await close();
  }
}

function filePlaces(from: Config, to: Config): FilePlaces {
  const where = filesOf(to);
  return { from: filesOf(from), to: where, stay: sameFiles(from, to), setting: to.files === null ? NOWHERE : where };
}

/** @throws CvmatchError `bad_flag` for a place that is none, `bad_config` if the target could not be used afterwards. */
function targetOf(config: Config, { to, files }: MoveRequest): Config {
  const store = placeIn('to', PLACES.store, to);
  if (store === null) throw wrongPlace('to', PLACES.store);
  if (isServer(store) && config.encryptionKey !== null)
    throw new CvmatchError('bad_config', 'a store on a database server cannot be encrypted by cvmatch', {
      hint: 'Encrypt the disk of the server, and set encryptionKey to none.',
    });
  return { ...config, store, files: files === undefined ? config.files : placeIn('files', PLACES.files, files) };
}

function placeIn(flag: string, place: (typeof PLACES)['store' | 'files'], text: string): string | null {
  const parsed = parsePlace(place, text);
  if (parsed === undefined) throw wrongPlace(flag, place);
  return parsed;
}

/** The text is not repeated: it may hold a password. */
function wrongPlace(flag: string, place: (typeof PLACES)['store' | 'files']): CvmatchError {
  return new CvmatchError('bad_flag', `--${flag} takes ${placeExpects(place)}`, {
    hint: 'docs/move.md shows how a store is moved.',
  });
}

/** Opens the source as every command does, which brings its tables up to date and finishes what is left of removals. */
function look(config: Config): Promise<Source> {
  return withWorkspace({ ...config, tenant: DEFAULT_TENANT }, {}, async (place) => {
    await requireMovable(place);
    const tenants = (await place.registry.tenants.list()).map(({ id }) => id);
    const found = { originals: 0, bytes: 0 };
    for (const id of tenants) {
      const tenant = await place.as(id);
      await requireErased(tenant);
      const usage = await tenant.originals.usage();
      found.originals += usage.files;
      found.bytes += usage.bytes;
      if (id !== DEFAULT_TENANT) await place.leave(id);
    }
    return { workspace: await place.registry.tenants.workspace(), tenants, ...found };
  });
}

async function requireMovable({ keyring, registry }: Workspace): Promise<void> {
  if ((await keyring.list()).length > 0)
    throw new CvmatchError('bad_config', 'an encrypted store is not moved', {
      hint: 'Copy its folder, run `cvmatch encryption off` on the copy, and move the copy; then remove it.',
    });
  const [removing] = await registry.tenants.removing();
  if (removing !== undefined)
    throw new CvmatchError('store_locked', `the tenant ${removing} is being removed`, {
      hint: `Run \`cvmatch tenants remove ${removing}\` until it is gone, then this again.`,
    });
}

/** Nobody would look for what is left of them once the store is elsewhere. */
async function requireErased({ store, tenant }: Workspace): Promise<void> {
  const pending = await store.erasures.pending();
  if (pending.length === 0) return;
  throw new CvmatchError('store_locked', `${pending.length} removals of ${tenant} are not finished`, {
    hint: 'See `cvmatch status`: another process may have the store open. They are finished by the next command.',
  });
}

/** Whether a move of this store was begun in the target. @throws CvmatchError `bad_flag` if it holds anything else. */
async function isBegun(
  target: OpenedEnds['target'],
  workspace: string,
  { restart = false }: MoveRequest,
): Promise<boolean> {
  const mark = await target.begun();
  if (mark === null) {
    if (await target.isEmpty()) return false;
    throw new CvmatchError('bad_flag', `there is a store at ${target.where} already`, {
      hint: 'Name an empty database or another folder with --to.',
    });
  }
  if (mark.workspace === workspace || restart) return true;
  throw new CvmatchError('bad_flag', `a move of ${mark.from} into ${target.where} is not complete`, {
    hint: 'Complete it, name another place with --to, or begin anew with --restart, which removes what it wrote.',
  });
}

async function moveAll(
  configs: { from: Config; to: Config },
  { workspace, tenants }: Source,
  { source, target }: OpenedEnds,
  request: MoveRequest,
): Promise<MoveReport> {
  const continued = await begin({ source, target }, workspace, request);
  await requireFiles(configs.to, workspace);
  await source.hold();
  const { signal } = request;
  const parts = await partsOf(source, target);
  const ends: Ends = { source, target, vectorOf, signal, onRows: await progressOf(source, parts, request) };
  const copied = await copyParts(ends, parts);
  const indexes = await timed(async () => {
    for (const tenant of tenants) await target.buildIndexes(tenant);
  });
  const files = await timed(() => moveAllFiles(configs, workspace, tenants, signal));
  const comparison = await timed(() => compareParts(ends, parts));
  const tables = comparison.result.map((one) => ({ ...one, copied: copied.get(one.table) ?? 0 }));
  const complete = tables.every(({ equal }) => equal) && files.result.differs.length === 0;
  if (complete) await target.complete();
  const sum = (isIndex: boolean): number =>
    tables.filter((one) => one.isIndex === isIndex).reduce((total, one) => total + one.copied, 0);
  return {
    from: source.where,
    to: target.where,
    files: files.result,
    tenants: tenants.length,
    cvs: tables.find(({ table }) => table === 'cvs')?.rows ?? 0,
    tables,
    seconds: {
      rows: sum(false),
      indexes: sum(true) + indexes.seconds,
      comparison: comparison.seconds,
      files: files.seconds,
    },
    continued,
    complete,
  };
}

/** Returns whether it goes on where another call was stopped. */
async function begin(
  { source, target }: Pick<OpenedEnds, 'source' | 'target'>,
  workspace: string,
  request: MoveRequest,
): Promise<boolean> {
  let begun = await isBegun(target, workspace, request);
  if (begun && request.restart === true) {
    await target.empty();
    begun = false;
  }
  await target.prepare();
  if (!begun) await target.begin({ workspace, from: source.where });
  return begun;
}

/** Asked before anything is copied. @throws CvmatchError if bytes of files cannot be kept where they should be. */
async function requireFiles(to: Config, workspace: string): Promise<void> {
  const place = await openMovedFiles(to, workspace, true);
  await place.examine().finally(() => place.close());
}

/** Every row is copied and compared. */
async function progressOf(
  source: OpenedEnds['source'],
  parts: OrderedPart[],
  { onProgress }: MoveRequest,
): Promise<(rows: number) => void> {
  let total = 0;
  for (const part of parts) total += 2 * (await source.count(part));
  let done = 0;
  return (rows) => {
    done += rows;
    onProgress(Math.min(done, total), total);
  };
}

async function moveAllFiles(
  { from, to }: { from: Config; to: Config },
  workspace: string,
  tenants: string[],
  signal: AbortSignal,
): Promise<MoveReport['files']> {
  const places = filePlaces(from, to);
  if (places.stay) return { ...places, originals: 0, uploads: 0, bytes: 0, damaged: [], differs: [] };
  const source = await openMovedFiles(from, workspace, false);
  const target = await openMovedFiles(to, workspace, true);
  try {
    const each = tenants.map((tenant) => ({ from: source.of(tenant), to: target.of(tenant) }));
    return { ...places, ...(await moveFiles(each, signal)) };
  } finally {
    await source.close();
    await target.close();
  }
}

function vectorOf(passages: Uint8Array, dimensions: number): Uint8Array {
  return bytesOf(cvVector(decodeVectors(passages, dimensions), dimensions));
}

async function timed<T>(body: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const began = performance.now();
  const result = await body();
  return { result, seconds: (performance.now() - began) / 1000 };
}
