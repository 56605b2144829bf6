import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { FILE_STATES, isUpload, type ErasureWait, type FileState } from '../domain/index.js';
import type { FileRecord, Intake, ModelRepository, CommittedFile, StoredModel, Tasks } from '../store/port/index.js';
import { rawPath } from '../files/raw-path.js';
import { readProblem } from '../files/read-problem.js';
import { inOrder, memberAgain, type Collected, type FoundFile } from './collect.js';
import { containerOf, Containers, INSIDE } from './containers.js';
import { runIntake, type RunParts } from './intake-run.js';
import { madeWith, stillHolds, type ReadingOptions } from './made-with.js';
import type { Keeping } from './originals/keeping.js';
import { releaseDead } from './owner.js';
import type { Pool } from '../pool/pool.js';

export interface IngestParts {
  intake: Intake;
  tasks: Tasks;
  model: ModelRepository;
  /** Opened only when there is work. */
  pool: () => Promise<Pool>;
  modelInUse: StoredModel;
  /** Keeps the bytes of files that are read; null: only their paths are stored. */
  keeping: Keeping | null;
}

export interface IngestOptions extends ReadingOptions {
  asOf: string | null;
  prune: boolean;
  /** Takes in also what was removed on request. */
  again: boolean;
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
}

export interface Progress {
  done: number;
  total: number;
  failed: number;
}

export type Counts = Record<FileState | 'received' | 'unchanged', number>;

/** The result of a run; `ingest --json` prints the first five fields. */
export interface IngestReport {
  /** Null where a resume found nothing to do. */
  batch: string | null;
  counts: Counts;
  seconds: number;
  cvsPerSecond: number;
  failures: { path: string; state: FileState; code: string; message: string }[];
  /** Files that reached a state in this run, by state and format; `unknown` if the format was not recognised. */
  formats: Partial<Record<FileState, Record<string, number>>>;
  /** Unchanged files in a state other than ready or duplicate. */
  unchangedNotReady: number;
  /** CVs removed because their files are gone. */
  pruned: number;
  /** Why traces of the pruned CVs may still be on the disk; null if none are left. */
  erasureWaits: ErasureWait | null;
  /** Files left for `cvmatch resume`, because the run was stopped. */
  left: number;
  /** Symbolic links that lead out of the given folders and were not followed. */
  linksLeftOut: number;
}

/** Records a batch with its tasks, works on them, and prunes. @throws CvmatchError of the store or `model_mismatch`. */
export async function ingest(parts: IngestParts, collected: Collected, options: IngestOptions): Promise<IngestReport> {
  const { files, folders, linksLeftOut = 0 } = collected;
  const records = await parts.intake.known(files.map((file) => file.path));
  const tally = new Tally(files.length, options.onProgress);
  const isAgain = ({ path }: FoundFile): boolean => options.again && records.get(path)?.state === 'erased';
  const work = files.filter(
    (file) => isAgain(file) || !tally.addIfUnchanged(file, records.get(file.path), madeWith(options)),
  );
  const batch = randomUUID();
  if (work.length > 0) await parts.model.adopt(parts.modelInUse);
  await parts.intake.open({ id: batch, source: 'ingest' }, work);
  await workThrough(parts, work, records, options, tally);
  await keepUnchanged(parts.keeping, files, records, options.signal);
  if (options.prune && !options.signal.aborted) {
    tally.pruned = await prune(parts.intake, folders, files);
    if (tally.pruned > 0) await readReopened(parts, files, options, tally);
  }
  return { ...tally.report(batch), linksLeftOut };
}

/** Near copies that had been left out in favour of a CV that is now pruned are read in the same run. */
async function readReopened(
  parts: IngestParts,
  files: FoundFile[],
  options: IngestOptions,
  tally: Tally,
): Promise<void> {
  const records = await parts.intake.known(files.map((file) => file.path));
  const reopened = files.filter(({ path }) => records.get(path)?.state === null);
  for (const { path } of reopened) tally.takeBack(path);
  await workThrough(parts, reopened, records, options, tally);
}

/**
 * Finishes what earlier runs left open; uploads are for a worker (worker.ts). The order is that of the walk over the
 * files, not of task numbers, which are the same from run to run.
 */
export async function resume(parts: IngestParts, options: IngestOptions): Promise<IngestReport> {
  await releaseDead(parts.intake);
  const open = (await parts.tasks.list({ status: ['pending', 'running'] })).filter((task) => !isUpload(task.path));
  const containers = new Containers();
  const files: FoundFile[] = [];
  for (const task of open) files.push(await findAgain(containers, task.path));
  inOrder(files);
  const tally = new Tally(files.length, options.onProgress);
  await workThrough(parts, files, await parts.intake.known(files.map((file) => file.path)), options, tally);
  return tally.report(open.at(-1)?.batch ?? null);
}

async function workThrough(
  parts: IngestParts,
  work: FoundFile[],
  records: Map<string, FileRecord>,
  options: IngestOptions,
  tally: Tally,
): Promise<void> {
  if (work.length === 0) return;
  await parts.model.adopt(parts.modelInUse);
  await releaseDead(parts.intake);
  const onCommitted = (file: CommittedFile, worked: boolean): void => {
    tally.add(file, worked);
  };
  const { intake, keeping } = parts;
  const keep: RunParts['keep'] = keeping === null ? null : (committed) => keeping.keep(committed);
  const run: RunParts = { intake, pool: await parts.pool(), options, signal: options.signal, onCommitted, keep };
  await runIntake(run, work, records);
}

/** Keeps the bytes of files that an earlier run read without keeping them. */
async function keepUnchanged(
  keeping: Keeping | null,
  files: FoundFile[],
  records: Map<string, FileRecord>,
  signal: AbortSignal,
): Promise<void> {
  for (const { path } of keeping === null ? [] : files) {
    if (signal.aborted) return;
    const record = records.get(path);
    if (record !== undefined) await keeping?.keep([record]);
  }
}

async function findAgain(containers: Containers, path: string): Promise<FoundFile> {
  try {
    const { size, mtimeMs } = await stat(await rawPath(path));
    return { path, size, mtimeMs, problem: null };
  } catch (error) {
    if ((await containerOf(path)) !== null) return memberAgain(containers, path);
    return { path, size: 0, mtimeMs: 0, problem: readProblem(error) };
  }
}

async function prune(intake: Intake, folders: string[], files: FoundFile[]): Promise<number> {
  const there = new Set(files.map((file) => file.path));
  const gone = new Set<string>();
  for (const folder of folders) {
    for (const record of await intake.under(folder))
      if (!there.has(record.path) && !isInUnread(record.path, there)) gone.add(record.path);
  }
  return gone.size === 0 ? 0 : (await intake.prune([...gone])).length;
}

/** A container that cannot be read at the moment still counts as holding its files. */
function isInUnread(file: string, there: ReadonlySet<string>): boolean {
  for (let at = file.indexOf(INSIDE); at >= 0; at = file.indexOf(INSIDE, at + 1))
    if (there.has(file.slice(0, at))) return true;
  return false;
}

export interface DryRun {
  received: number;
  new: number;
  changed: number;
  unchanged: number;
  /** New and changed files. */
  files: { path: string; size: number; action: 'new' | 'changed' }[];
  /** As in IngestReport. */
  linksLeftOut: number;
}

/** What `ingest` would do, judged by names, sizes and dates alone. */
export async function plan(
  intake: Pick<Intake, 'known'> | null,
  { files, linksLeftOut = 0 }: Pick<Collected, 'files' | 'linksLeftOut'>,
  options: ReadingOptions,
): Promise<DryRun> {
  const records = (await intake?.known(files.map((file) => file.path))) ?? new Map<string, FileRecord>();
  const now = madeWith(options);
  const work = files.filter((file) => !isUnchanged(file, records.get(file.path), now));
  const planned = work.map(({ path, size }) => ({
    path,
    size,
    action: records.has(path) ? ('changed' as const) : ('new' as const),
  }));
  const fresh = planned.filter((file) => file.action === 'new').length;
  return {
    received: files.length,
    new: fresh,
    changed: planned.length - fresh,
    unchanged: files.length - work.length,
    files: planned,
    linksLeftOut,
  };
}

function isUnchanged(file: FoundFile, record: FileRecord | undefined, now: string): boolean {
  return (
    record !== undefined &&
    file.problem?.code !== 'file_vanished' &&
    file.size === record.size &&
    file.mtimeMs === record.mtimeMs &&
    stillHolds(record, now)
  );
}

const good = (state: FileState | null): boolean => state === 'ready' || state === 'duplicate';

class Tally {
  readonly counts = Object.fromEntries([...FILE_STATES, 'received', 'unchanged'].map((key) => [key, 0])) as Counts;
  private readonly failures: IngestReport['failures'] = [];
  private readonly formats: IngestReport['formats'] = {};
  private unchangedNotReady = 0;
  /** Near copies left out in this run, with their format. */
  private readonly leftOut = new Map<string, string>();
  private readonly started = performance.now();
  pruned = 0;

  constructor(
    private readonly total: number,
    private readonly onProgress: (progress: Progress) => void,
  ) {}

  addIfUnchanged(file: FoundFile, record: FileRecord | undefined, now: string): boolean {
    if (!isUnchanged(file, record, now)) return false;
    this.addUnchanged(record!.state);
    return true;
  }

  add(file: CommittedFile, worked: boolean): void {
    if (worked) this.addWorked(file);
    else this.addUnchanged(file.state);
    this.onProgress({ done: this.counts.received, total: this.total, failed: this.failures.length });
  }

  /** Removes a near copy from the counts again, since it is to be read after all. */
  takeBack(path: string): void {
    const format = this.leftOut.get(path);
    this.counts.received -= 1;
    if (format === undefined) this.counts.unchanged -= 1;
    else {
      this.counts.duplicate -= 1;
      this.formats.duplicate![format]! -= 1;
    }
  }

  private addUnchanged(state: FileState | null): void {
    this.counts.received += 1;
    this.counts.unchanged += 1;
    if (!good(state)) this.unchangedNotReady += 1;
  }

  private addWorked({ path, state, code, message, format, resembles }: CommittedFile): void {
    if (resembles !== null) this.leftOut.set(path, format ?? 'unknown');
    this.counts.received += 1;
    this.counts[state] += 1;
    const formats = (this.formats[state] ??= {});
    formats[format ?? 'unknown'] = (formats[format ?? 'unknown'] ?? 0) + 1;
    if (!good(state)) this.failures.push({ path, state, code: code ?? '', message: message ?? '' });
  }

  report(batch: string | null): IngestReport {
    const seconds = (performance.now() - this.started) / 1000;
    const worked = this.counts.received - this.counts.unchanged;
    return {
      batch,
      counts: this.counts,
      seconds: round(seconds),
      cvsPerSecond: round(worked / Math.max(seconds, 1e-3)),
      failures: this.failures,
      formats: this.formats,
      unchangedNotReady: this.unchangedNotReady,
      pruned: this.pruned,
      erasureWaits: null,
      left: this.total - this.counts.received,
      linksLeftOut: 0,
    };
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
