import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractLimits, nearestUpwards, scratchConfig, type Config } from './config/config.js';
import {
  describeEmbedder,
  describeReranker,
  openEmbedder,
  openReranker,
  type Embedder,
  type EmbedderOptions,
  type Reranker,
} from './embed/index.js';
import { CvmatchError } from './errors.js';
import { claimFolder } from './files/claim.js';
import { fingerprintOf } from './pool/fingerprint.js';
import { diskUploads } from './files/disk.js';
import type { Uploads } from './files/port.js';
import { makePrivateFile, makePrivateFolder, restrictWorkspace } from './files/private.js';
import { importJds } from './match/stored-jds.js';
import { observedPool, type ObservedPool, type PoolLoad, type PoolObserver } from './pool/observed-pool.js';
import type { Rerank } from './match/rerank.js';
import type { Pool } from './pool/pool.js';
import { loadVocabulary, vocabularyFingerprint } from './pool/vocabulary.js';
import type { Vocabulary } from './profile/index.js';
import type { Dispatcher } from './queue/port.js';
import { throughDispatcher } from './queue/outbox.js';
import { sqliteDispatcher } from './queue/sqlite/index.js';
import { observedRepository, observedStore, type QueryObserver } from './store/observed.js';
import type { Store, StoredModel } from './store/port/index.js';
import { openSqliteStore } from './store/sqlite/index.js';

export const WORKSPACE = '.cvmatch';
const DATABASE = 'store.db';
const UPLOADS = 'uploads';

/**
 * The parts that a command works with, opened on first use and closed together in reverse order. Only this file names
 * concrete adapters.
 */
export interface Workspace {
  readonly folder: string;
  readonly config: Config;
  readonly store: Store;
  /** Uploads waiting for a worker. */
  readonly queue: Dispatcher;
  /** The bytes of uploads. */
  readonly uploads: Uploads;
  readonly vocabulary: Vocabulary;
  /** The current model, without loading it. */
  model(): Promise<StoredModel>;
  /** Fingerprint of the current model, vocabulary, code and `asOf`; work done under another one must be repeated. */
  fingerprint(asOf?: string | null): Promise<string>;
  /** The current model, loaded in this thread, e.g. for a JD. */
  embedder(): Promise<Embedder>;
  /**
   * The configured cross-encoder, not loaded yet; null where none is configured. @throws CvmatchError `model_missing`.
   */
  reranking(): Promise<Rerank | null>;
  pool(): Promise<Pool>;
  /** Null if no thread has been started yet. */
  poolLoad(): PoolLoad | null;
  /** @throws CvmatchError `model_mismatch` if the store's vectors are from another model. */
  requireModel(): Promise<void>;
  /** May be called twice. */
  close(): Promise<void>;
}

/** Notified of what the parts do, for metrics and traces. */
export interface WorkspaceObserver extends PoolObserver {
  query: QueryObserver;
}

export interface OpenOptions {
  /** Create the workspace if it does not exist; otherwise a missing one is CvmatchError `store_missing`. */
  create?: boolean;
  cwd?: string;
  /** Largest size of the database in pages; tests use it to simulate a full disk. */
  maxPages?: number;
  observer?: WorkspaceObserver;
  /** The pool starts less work at once, so that the main thread can answer requests. */
  background?: boolean;
}

/** The workspace's folder: `--store`, else the nearest `.cvmatch/` upwards, else a new one in `cwd`. */
export function workspaceFolder(config: Pick<Config, 'store'>, cwd = process.cwd()): string {
  return config.store ?? nearestUpwards(WORKSPACE, cwd) ?? path.join(cwd, WORKSPACE);
}

export async function openWorkspace(config: Config, options: OpenOptions = {}): Promise<Workspace> {
  const folder = workspaceFolder(config, options.cwd);
  if (options.create === true) makeFolder(folder);
  else if (!existsSync(folder)) throw storeMissing(folder);
  const files = filesFolder(config, folder, options.create === true);
  // SQLite gives its log the mode of the database.
  makePrivateFile(path.join(folder, DATABASE));
  restrictWorkspace(folder);
  const store = await openSqliteStore({ path: path.join(folder, DATABASE), maxPages: options.maxPages });
  await takeOldJds(folder, store);
  const dispatcher = sqliteDispatcher(store.taskRows);
  const [seen, queue] = observed(throughDispatcher<Store>(store, dispatcher), dispatcher, options.observer);
  return new OpenedWorkspace(folder, config, seen, queue, diskUploads(files), options);
}

/** A JD that cannot be imported is reported and left in place, without failing the command. */
async function takeOldJds(folder: string, store: Store): Promise<void> {
  try {
    for (const problem of await importJds(folder, store.jds))
      process.emitWarning(`${problem}: it is not among the stored JDs`, 'CvmatchWarning');
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** The folder is claimed first, since cleaning up must not remove files of others. */
function filesFolder({ files }: Config, workspace: string, create: boolean): string {
  if (files === null) return path.join(workspace, UPLOADS);
  claimFolder(files, workspace, create);
  return files;
}

function observed(store: Store, queue: Dispatcher, observer?: WorkspaceObserver): [Store, Dispatcher] {
  return observer === undefined
    ? [store, queue]
    : [observedStore(store, observer.query), observedRepository('queue', queue, observer.query)];
}

/** Opens a workspace during `body` and closes it whatever happens. */
export async function withWorkspace<T>(
  config: Config,
  options: OpenOptions,
  body: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  const workspace = await openWorkspace(config, options);
  try {
    return await body(workspace);
  } finally {
    await workspace.close();
  }
}

/** A workspace for synthetic or trial data, which must never go where settings put real data. */
export interface Scratch {
  readonly folder: string;
  /** The configuration with all places cleared except the folder. */
  readonly config: Config;
  /** Removes the folder, unless it was named. */
  remove(): Promise<void>;
}

/** `named`: a folder that the user chose and that is kept. */
export async function makeScratch(config: Config, named?: string): Promise<Scratch> {
  const folder = named ?? (await mkdtemp(path.join(tmpdir(), 'cvmatch-scratch-')));
  return {
    folder,
    config: scratchConfig(config, folder),
    remove: async () => {
      if (named === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Opens a workspace during `body` and removes it afterwards. */
export async function withScratch<T>(config: Config, body: (workspace: Workspace) => Promise<T>): Promise<T> {
  const scratch = await makeScratch(config);
  try {
    return await withWorkspace(scratch.config, { create: true }, body);
  } finally {
    await scratch.remove();
  }
}

function storeMissing(folder: string): CvmatchError {
  return new CvmatchError('store_missing', `there is no store at ${folder}`, {
    hint: 'Make one with `cvmatch ingest <folder of CVs>`, or name it with --store.',
  });
}

function makeFolder(folder: string): void {
  try {
    makePrivateFolder(folder);
  } catch (cause) {
    throw new CvmatchError('store_missing', `the store's folder ${folder} cannot be made`, {
      cause,
      hint: 'Check the permissions, or name another folder with --store.',
    });
  }
}

class OpenedWorkspace implements Workspace {
  private described: Promise<StoredModel> | null = null;
  private loaded: Promise<Embedder> | null = null;
  private rerankerInUse: Promise<Reranker> | null = null;
  private pooled: Promise<Pool> | null = null;
  private observedThreads: ObservedPool | null = null;
  private readonly closers: (() => Promise<void>)[] = [];

  constructor(
    readonly folder: string,
    readonly config: Config,
    readonly store: Store,
    readonly queue: Dispatcher,
    readonly uploads: Uploads,
    private readonly options: OpenOptions,
  ) {
    this.closers.push(() => store.close());
  }

  get vocabulary(): Vocabulary {
    return loadVocabulary();
  }

  private get embedderOptions(): EmbedderOptions {
    const { embedder, model, modelsFolder } = this.config;
    return { embedder, model, modelsFolder };
  }

  model(): Promise<StoredModel> {
    return (this.described ??= describeEmbedder(this.embedderOptions));
  }

  async fingerprint(asOf: string | null = null): Promise<string> {
    return fingerprintOf(await this.model(), { fingerprint: vocabularyFingerprint() }, asOf);
  }

  embedder(): Promise<Embedder> {
    return (this.loaded ??= this.keep(openEmbedder({ ...this.embedderOptions, threads: 1 })));
  }

  async reranking(): Promise<Rerank | null> {
    const { rerankModel: model, rerankTop: top, modelsFolder } = this.config;
    if (model === null) return null;
    const { fingerprint } = await describeReranker({ model, modelsFolder });
    return { fingerprint, top, open: () => (this.rerankerInUse ??= this.keep(openReranker({ model, modelsFolder }))) };
  }

  pool(): Promise<Pool> {
    return (this.pooled ??= this.keep(this.openThreads()));
  }

  private async openThreads(): Promise<Pool> {
    const { openPool } = await import('./pool/pool.js');
    const { threads, ocr, ocrLanguages } = this.config;
    const pool = openPool({
      threads,
      embedder: this.embedderOptions,
      limits: extractLimits(this.config),
      ocrLanguages: ocr ? ocrLanguages : null,
      background: this.options.background,
    });
    return this.options.observer === undefined
      ? pool
      : (this.observedThreads = observedPool(pool, this.options.observer));
  }

  poolLoad(): PoolLoad | null {
    return this.observedThreads?.load() ?? null;
  }

  private async keep<T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> {
    const opened = await opening;
    this.closers.push(() => opened.close());
    return opened;
  }

  async requireModel(): Promise<void> {
    const stored = await this.store.model.current();
    const inUse = await this.model();
    if (stored === null || (stored.fingerprint === inUse.fingerprint && stored.dimensions === inUse.dimensions)) return;
    throw new CvmatchError(
      'model_mismatch',
      `the store's vectors are of ${stored.id} (${stored.dimensions} dimensions), the model in use is ${inUse.id} (${inUse.dimensions} dimensions)`,
      {
        hint: 'Run `cvmatch reindex` to embed all CVs with the model in use, or name the other with --embedder or --model.',
      },
    );
  }

  async close(): Promise<void> {
    for (const close of this.closers.splice(0).reverse()) await close();
  }
}
