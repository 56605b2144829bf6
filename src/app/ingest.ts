import { existsSync } from 'node:fs';
import type { Config } from '../config/config.js';
import { isServer } from '../config/places.js';
import { databaseFile, workspaceFolder } from '../config/workspace.js';
import { DEFAULT_TENANT, type ErasureWait } from '../domain/index.js';
import { isCvmatchError } from '../errors.js';
import { eraseFiles } from '../govern/certificates.js';
import { EFFORTS, finishNow } from '../govern/erasure.js';
import { withWorkspace, type Workspace } from '../open.js';
import { collect, type Collected } from '../ingest/collect.js';
import { Keeping } from '../ingest/originals/keeping.js';
import { eraseLoose } from '../ingest/originals/settle.js';
import {
  ingest as ingestFiles,
  plan,
  resume as resumeTasks,
  type DryRun,
  type IngestOptions,
  type IngestReport,
  type Progress,
} from '../ingest/ingest.js';
import type { ReadingOptions } from '../ingest/made-with.js';
import { watchFolders } from '../ingest/watch.js';

/** What the commands that bring CVs in have in common; each uses a workspace of its own. */

export interface IntakeRequest {
  /** Files, folders, globs. */
  inputs: string[];
  /** Paths named by a program, e.g. on stdin. A missing one is a failure of that file, not an error. */
  list?: string[];
  asOf?: string | null;
  /** Whether to follow symbolic links that lead out of a given folder. */
  follow?: boolean;
  prune?: boolean;
  /** Takes in also what was removed on request. */
  again?: boolean;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

export async function ingest(config: Config, request: IntakeRequest): Promise<IngestReport> {
  const collected = await collectInputs(config, request);
  return withWorkspace(config, { create: true }, (workspace) => ingestInto(workspace, collected, request));
}

/** What `ingest` would do; creates no store. */
export async function planIngest(config: Config, request: IntakeRequest): Promise<DryRun> {
  const collected = await collectInputs(config, request);
  const without = (): Promise<DryRun> => plan(null, collected, readingOptions(config, ''));
  if (!isServer(config.store) && !existsSync(databaseFile(workspaceFolder(config), DEFAULT_TENANT))) return without();
  try {
    return await withWorkspace(config, {}, async (workspace) =>
      plan(workspace.store.intake, collected, readingOptions(config, await workspace.fingerprint(request.asOf))),
    );
  } catch (error) {
    if (isServer(config.store) && isCvmatchError(error, 'store_missing')) return without();
    throw error;
  }
}

export interface WatchRequest extends IntakeRequest {
  /** Called after the first run and after each later one. */
  onReport: (report: IngestReport) => void;
}

/** Ingests, then ingests again whatever appears or changes in the folders, until the signal. */
export async function watch(config: Config, request: WatchRequest): Promise<void> {
  const collected = await collectInputs(config, request);
  const signal = request.signal ?? new AbortController().signal;
  await withWorkspace(config, { create: true }, async (workspace) => {
    const watching = await watchFolders(collected, workspace.folder, signal);
    try {
      // Collected again, since files that appeared before the watch began cause no event.
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
  if (there.length > 0)
    request.onReport(await ingestInto(workspace, { files: there, folders: [] }, { ...request, prune: false }));
  if (request.prune !== true || gone.length === 0) return;
  // A path that is gone may have been a container; then its members are gone too.
  const inside = await Promise.all(gone.map((file) => workspace.store.intake.under(`${file}!`)));
  await eraseFiles(workspace, [...gone, ...inside.flat().map((record) => record.path)], { held: 'keep' });
  await finishNow(workspace, EFFORTS.background);
}

export async function resume(
  config: Config,
  request: Omit<IntakeRequest, 'inputs' | 'list' | 'prune'>,
): Promise<IngestReport> {
  return withWorkspace(config, {}, async (workspace) =>
    resumeTasks(await partsOf(workspace), await ingestOptionsOf(workspace, request)),
  );
}

async function collectInputs(config: Config, { inputs, list, follow }: IntakeRequest): Promise<Collected> {
  return collect(inputs, list, { store: workspaceFolder(config), follow });
}

async function ingestInto(
  workspace: Workspace,
  collected: Collected,
  request: Omit<IntakeRequest, 'inputs'>,
): Promise<IngestReport> {
  const report = await ingestFiles(await partsOf(workspace), collected, await ingestOptionsOf(workspace, request));
  await eraseLoose(workspace.store.originals, workspace);
  return report.pruned === 0 ? report : { ...report, erasureWaits: await erasureWaits(workspace) };
}

/** Null if nothing is left of what was pruned. What is pending may also come from earlier removals. */
async function erasureWaits(workspace: Workspace): Promise<ErasureWait | null> {
  const { pending } = await finishNow(workspace, EFFORTS.thorough);
  return pending[0]?.waitsFor ?? null;
}

async function partsOf(workspace: Workspace): Promise<Parameters<typeof ingestFiles>[0]> {
  const { intake, tasks, model, originals } = workspace.store;
  const { keepOriginals, maxSize } = workspace.config;
  const keeping = keepOriginals === 'all' ? new Keeping(originals, workspace.originals, maxSize) : null;
  const controlled = { ...intake, prune: (paths: string[]) => eraseFiles(workspace, paths, { held: 'keep' }) };
  return {
    intake: controlled,
    tasks,
    model,
    keeping,
    pool: () => workspace.pool(),
    modelInUse: await workspace.model(),
  };
}

/** Options for reading files, from the workspace's configuration. */
export async function ingestOptionsOf(
  workspace: Workspace,
  { asOf = null, prune = false, again = false, signal, onProgress }: Omit<IntakeRequest, 'inputs'>,
): Promise<IngestOptions> {
  const reading = readingOptions(workspace.config, await workspace.fingerprint(asOf));
  return {
    ...reading,
    asOf,
    prune,
    again,
    signal: signal ?? new AbortController().signal,
    onProgress: onProgress ?? (() => undefined),
  };
}

function readingOptions(
  { timeout, memory, maxSize, ocr, ocrLanguages, duplicates }: Config,
  fingerprint: string,
): ReadingOptions {
  return {
    fingerprint,
    timeoutMs: timeout,
    memoryMb: Math.ceil(memory / 2 ** 20),
    maxSize,
    ocr: ocr ? ocrLanguages : null,
    duplicates,
  };
}
