import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Config } from './config.js';
import { CvmatchError } from './errors.js';
import { withWorkspace, workspaceFolder, type Workspace } from './open.js';
import { collect, type Collected } from './pipeline/collect.js';
import { ingest as ingestFiles, plan, resume as resumeTasks, type DryRun, type IngestOptions, type IngestReport, type Progress } from './pipeline/ingest.js';
import type { ReadingOptions } from './pipeline/made-with.js';
import { reindex as reindexStore, type ReindexReport } from './pipeline/reindex.js';
import { watchFolders } from './pipeline/watch.js';
import type { CvSummary, ListQuery, StoredModel, StoreSummary, TaskFilter, TaskRecord } from './store/port/index.js';

/** The commands around CVs coming in and going out, each in a workspace of its own. */

export interface IntakeRequest {
  /** Files, folders, globs. */
  inputs: string[];
  /** Paths named by a program, e.g. on stdin: one that is not there is that file's failure, not an error. */
  list?: string[];
  asOf?: string | null;
  /** Symbolic links that lead out of a folder that was given are followed. */
  follow?: boolean;
  prune?: boolean;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

export async function ingest(config: Config, request: IntakeRequest): Promise<IngestReport> {
  const collected = await collectInputs(config, request);
  return withWorkspace(config, { create: true }, (workspace) => ingestInto(workspace, collected, request));
}

/** What `ingest` would do; makes no store. */
export async function planIngest(config: Config, request: IntakeRequest): Promise<DryRun> {
  const { files } = await collectInputs(config, request);
  if (!existsSync(path.join(workspaceFolder(config), 'store.db'))) return plan(null, files, readingOptions(config, ''));
  return withWorkspace(config, {}, async (workspace) => plan(workspace.store.intake, files, readingOptions(config, await workspace.fingerprint(request.asOf))));
}

export interface WatchRequest extends IntakeRequest {
  /** After the first run, and after each later one. */
  onReport: (report: IngestReport) => void;
}

/** Ingests, then ingests again whatever appears or changes in the folders, until the signal. */
export async function watch(config: Config, request: WatchRequest): Promise<void> {
  const collected = await collectInputs(config, request);
  const signal = request.signal ?? new AbortController().signal;
  await withWorkspace(config, { create: true }, async (workspace) => {
    const watching = await watchFolders(collected, workspace.folder, signal);
    try {
      // Collected again: what appeared before the watch began is no event.
      request.onReport(await ingestInto(workspace, await collectInputs(config, request), request));
      for await (const paths of watching.groups()) await ingestGroup(workspace, paths, request);
    } finally {
      await watching.close();
    }
  });
}

async function ingestGroup(workspace: Workspace, paths: string[], request: WatchRequest): Promise<void> {
  const { files } = await collect([], paths);
  const there = files.filter((file) => file.problem?.code !== 'file_vanished');
  const gone = files.filter((file) => !there.includes(file)).map((file) => file.path);
  if (there.length > 0) request.onReport(await ingestInto(workspace, { files: there, folders: [] }, { ...request, prune: false }));
  if (request.prune !== true || gone.length === 0) return;
  // What went may have been a container: then what was in it went, too.
  const inside = await Promise.all(gone.map((file) => workspace.store.intake.under(`${file}!`)));
  await workspace.store.intake.prune([...gone, ...inside.flat().map((record) => record.path)]);
}

export async function resume(config: Config, request: Omit<IntakeRequest, 'inputs' | 'list' | 'prune'>): Promise<IngestReport> {
  return withWorkspace(config, {}, async (workspace) => resumeTasks(await partsOf(workspace), await ingestOptionsOf(workspace, request)));
}

async function collectInputs(config: Config, { inputs, list, follow }: IntakeRequest): Promise<Collected> {
  return collect(inputs, list, { store: workspaceFolder(config), follow });
}

async function ingestInto(workspace: Workspace, collected: Collected, request: Omit<IntakeRequest, 'inputs'>): Promise<IngestReport> {
  return ingestFiles(await partsOf(workspace), collected, await ingestOptionsOf(workspace, request));
}

async function partsOf(workspace: Workspace): Promise<Parameters<typeof ingestFiles>[0]> {
  const { intake, tasks, model } = workspace.store;
  return { intake, tasks, model, pool: () => workspace.pool(), modelInUse: await workspace.model() };
}

/** How a workspace's configuration reads files. */
export async function ingestOptionsOf(workspace: Workspace, { asOf = null, prune = false, signal, onProgress }: Omit<IntakeRequest, 'inputs'>): Promise<IngestOptions> {
  const reading = readingOptions(workspace.config, await workspace.fingerprint(asOf));
  return { ...reading, asOf, prune, signal: signal ?? new AbortController().signal, onProgress: onProgress ?? (() => undefined) };
}

function readingOptions({ timeout, memory, maxSize, ocr, ocrLanguages, duplicates }: Config, fingerprint: string): ReadingOptions {
  return { fingerprint, timeoutMs: timeout, memoryMb: Math.ceil(memory / 2 ** 20), maxSize, ocr: ocr ? ocrLanguages : null, duplicates };
}

export async function reindex(config: Config, options: { signal?: AbortSignal; onProgress?: (done: number, total: number) => void }): Promise<ReindexReport> {
  return withWorkspace(config, {}, async (workspace) => {
    const [model, fingerprint] = [await workspace.model(), await workspace.fingerprint()];
    return reindexStore(workspace.store.model, await workspace.pool(), model, {
      fingerprint, signal: options.signal ?? new AbortController().signal, onProgress: options.onProgress ?? (() => undefined),
    });
  });
}

export interface StatusReport extends StoreSummary {
  folder: string;
  /** The model in use and its fingerprint with vocabulary and code; other than the store's, `cvmatch reindex` is due. */
  modelInUse: StoredModel;
  fingerprint: string;
}

export async function status(config: Config): Promise<StatusReport> {
  return withWorkspace(config, {}, statusOf);
}

export async function statusOf(workspace: Workspace): Promise<StatusReport> {
  return { folder: workspace.folder, ...(await workspace.store.summary()), modelInUse: await workspace.model(), fingerprint: await workspace.fingerprint() };
}

export async function listCvs(config: Config, query: ListQuery): Promise<CvSummary[]> {
  return withWorkspace(config, {}, (workspace) => workspace.store.cvs.list(query));
}

/** @throws CvmatchError `not_found` for a reference that means no CV or several; nothing is removed then. */
export async function removeCvs(config: Config, references: string[]): Promise<string[]> {
  return withWorkspace(config, {}, async (workspace) => {
    const cvIds: string[] = [];
    for (const reference of references) cvIds.push(await resolveCv(workspace, reference));
    await workspace.store.cvs.remove(cvIds);
    return cvIds;
  });
}

/** A CV as a person names it: by path, or by the first digits of its id. @throws CvmatchError `not_found`. */
export async function resolveCv(workspace: Workspace, reference: string): Promise<string> {
  const { cvs } = workspace.store;
  const byId = await cvs.resolve(reference);
  const found = byId.length > 0 ? byId : await cvs.resolve(path.resolve(reference));
  if (found.length === 1) return found[0]!;
  const what = found.length === 0 ? `no CV is "${reference}"` : `"${reference}" means ${found.length} CVs`;
  throw new CvmatchError('not_found', what, { hint: 'Give its path, or at least six digits of its id; `cvmatch list` shows both.' });
}

/** Tasks as commands and JSON show them: their ids are numbers there. */
export type TaskView = Omit<TaskRecord, 'id'> & { id: number };
export type TaskQuery = Omit<TaskFilter, 'ids'> & { ids?: number[] };

function filterOf({ ids, ...rest }: TaskQuery): TaskFilter {
  return ids === undefined ? rest : { ...rest, ids: ids.map(String) };
}

export async function listTasks(config: Config, filter: TaskQuery): Promise<TaskView[]> {
  return withWorkspace(config, {}, async (workspace) => {
    const tasks = await workspace.store.tasks.list(filterOf(filter));
    return tasks.map((task) => ({ ...task, id: Number(task.id) }));
  });
}

export async function retryTasks(config: Config, filter: TaskQuery): Promise<number> {
  return withWorkspace(config, {}, (workspace) => workspace.store.tasks.retry(filterOf(filter)));
}

export async function dropTasks(config: Config, filter: TaskQuery): Promise<number> {
  return withWorkspace(config, {}, async (workspace) => {
    const dropped = await workspace.store.tasks.drop(filterOf(filter));
    await workspace.uploads.remove(dropped);
    return dropped.length;
  });
}
