import { stat } from 'node:fs/promises';
import type { Outcome, ProcessedCv } from '../domain/index.js';
import { matchParts } from './match.js';
import type { Workspace } from '../open.js';
import { ingest, type IngestOptions, type IngestParts } from '../ingest/ingest.js';
import { jdOf } from '../match/jd.js';
import { matchJd, type MatchParts } from '../match/match.js';
import type { Pool } from '../pool/pool.js';
import type { PoolTask } from '../pool/thread.js';
import type { Turn } from '../pool/turns/fair-share.js';
import type { Listener, MatchNews, SettledNews, SimulationTarget } from '../simulate/port.js';
import type { Intake, CommittedFile, FileResult } from '../store/port/index.js';

/** The most files per call of `ingest`: one transaction of the writer. */
const GROUP = 16;
/**
 * Files of a group come back together, when the last is done. With few waiting files each goes alone; with many, a
 * group delays each only a little and saves the store work.
 */
const GROUPS_TO_WAIT_FOR = 8;
/** The fewest groups in progress: while one is written, the next keeps the threads busy. */
const GROUPS_AT_ONCE = 2;
/** The most groups in progress, since results that cannot be written yet wait in memory. */
const MOST_GROUPS = 32;

/** Files submitted to `ingest` together. */
interface Group {
  paths: string[];
  /** Files that the pool has not finished; while no pool is used, all of them until the group ends. */
  toProcess: number;
  ended: Promise<void>;
}

/** The pipeline in this process as a target: files go through `ingest`, as on the command line. */
export class PipelineTarget implements SimulationTarget {
  readonly name = 'pipeline';
  private readonly waiting: string[] = [];
  private readonly underWay = new Set<Group>();
  private readonly works = new Map<Outcome<ProcessedCv>, Pick<SettledNews, 'work' | 'before'>>();
  private readonly closers: (() => Promise<void>)[] = [];
  private error: unknown = null;

  private constructor(
    private readonly workspace: Workspace,
    private readonly parts: IngestParts,
    private readonly matching: MatchParts,
    private readonly options: IngestOptions,
    readonly threads: number,
    readonly slots: number,
    readonly embedder: string,
    private readonly listener: Listener,
  ) {}

  static async open(workspace: Workspace, options: IngestOptions, listener: Listener): Promise<PipelineTarget> {
    const { store, config } = workspace;
    const model = await workspace.model();
    const parts: IngestParts = {
      intake: store.intake,
      tasks: store.tasks,
      model: store.model,
      pool: () => workspace.pool(),
      modelInUse: model,
      keeping: null,
    };
    const { capacity } = await workspace.pool();
    return new PipelineTarget(
      workspace,
      parts,
      await matchParts(workspace),
      options,
      config.threads,
      capacity / config.threads,
      model.id,
      listener,
    );
  }

  submit(paths: string[]): void {
    this.waiting.push(...paths);
    this.fill();
  }

  private fill(): void {
    while (this.waiting.length > 0 && this.hasRoom && this.error === null) {
      const paths = this.waiting.splice(0, Math.min(GROUP, Math.ceil(this.waiting.length / GROUPS_TO_WAIT_FOR)));
      const group: Group = { paths, toProcess: paths.length, ended: Promise.resolve() };
      this.underWay.add(group);
      group.ended = this.ingestGroup(group)
        .catch((error: unknown) => {
          this.error = error;
        })
        .finally(() => {
          this.underWay.delete(group);
          this.fill();
        });
    }
  }

  /**
   * One file more than the threads hold, so that no thread waits for the next file; files being written hold no thread.
   */
  private get hasRoom(): boolean {
    if (this.underWay.size < GROUPS_AT_ONCE) return true;
    const toProcess = [...this.underWay].reduce((sum, group) => sum + group.toProcess, 0);
    return toProcess <= this.threads * this.slots && this.underWay.size < MOST_GROUPS;
  }

  private async ingestGroup(group: Group): Promise<void> {
    const began = performance.now();
    const files = await Promise.all(
      group.paths.map(async (path) => {
        const { size, mtimeMs } = await stat(path);
        return { path, size, mtimeMs, problem: null };
      }),
    );
    // A signal of its own: its listeners are freed with the group, while the run's signal lives for hours.
    const stop = new AbortController();
    const abort = (): void => {
      stop.abort();
    };
    this.options.signal.addEventListener('abort', abort, { once: true });
    try {
      await ingest(
        {
          ...this.parts,
          intake: this.watchedIntake(),
          pool: async () => this.watchedPool(await this.workspace.pool(), group, began),
        },
        { files, folders: [] },
        { ...this.options, signal: stop.signal },
      );
    } finally {
      this.options.signal.removeEventListener('abort', abort);
    }
  }

  /**
   * The pool with timing: how long a CV was worked on, how long it waited for that, and what preceded the first CV of a
   * group.
   */
  private watchedPool(pool: Pool, group: Group, groupBegan: number): Pool {
    let first = true;
    const run = async (task: PoolTask, turn?: Turn): Promise<Outcome<ProcessedCv>> => {
      const began = performance.now();
      const before = first ? began - groupBegan : null;
      first = false;
      const outcome = await pool.run(task, turn);
      const timings = outcome.ok ? outcome.value.timings : { extract: performance.now() - began, profile: 0, embed: 0 };
      const { extract, profile, embed } = timings;
      this.works.set(outcome, {
        before,
        work: { extract, profile, embed, wait: Math.max(0, performance.now() - began - extract - profile - embed) },
      });
      group.toProcess -= 1;
      this.fill();
      return outcome;
    };
    return { capacity: pool.capacity, run, turn: (key, signal) => pool.turn(key, signal), close: () => pool.close() };
  }

  /** The intake with timing, which reports every file as soon as it is written. */
  private watchedIntake(): Intake {
    const { intake } = this.parts;
    const commit = async (results: FileResult[]): Promise<CommittedFile[]> => {
      const began = performance.now();
      const settled = await intake.commit(results);
      const write = performance.now() - began;
      this.listener(
        settled.map((file, i) => ({
          path: file.path,
          state: file.state,
          code: file.code,
          cvId: file.cvId,
          ...this.workOf(results[i]!),
          write,
        })),
      );
      return settled;
    };
    return new Proxy(intake, { get: (object, name) => (name === 'commit' ? commit : bound(object, name)) });
  }

  private workOf(result: FileResult): Pick<SettledNews, 'work' | 'before'> {
    const outcome = result.outcome as Outcome<ProcessedCv>;
    const work = this.works.get(outcome) ?? { work: null };
    this.works.delete(outcome);
    return work;
  }

  async match(jd: string, top: number): Promise<MatchNews> {
    this.throwIfBroken();
    let searchMs: number | null = null;
    const { search } = this.matching.store;
    const pick = async (query: Parameters<typeof search.pick>[0]): Promise<string[]> => {
      const began = performance.now();
      const ids = await search.pick(query);
      searchMs = performance.now() - began;
      return ids;
    };
    const store = new Proxy(this.matching.store, {
      get: (object, name) =>
        name === 'search'
          ? new Proxy(search, { get: (inner, key) => (key === 'pick' ? pick : bound(inner, key)) })
          : bound(object, name),
    });
    const ranking = await matchJd(
      jdOf(jd),
      { ...this.matching, store },
      { top, cacheTtlMs: this.workspace.config.cacheTtl },
    );
    return { cvIds: ranking.results.map((result) => result.cvId), cached: searchMs === null, searchMs: searchMs ?? 0 };
  }

  async profile(cvId: string): Promise<{ name: string | null; email: string | null; skills: string[] } | null> {
    const record = await this.workspace.store.cvs.get(cvId);
    if (record === null) return null;
    const { basics, skills } = record.profile.resume;
    return { name: basics.name ?? null, email: basics.email ?? null, skills: skills.map((skill) => skill.name) };
  }

  async size(): Promise<{ cvs: number; bytes: number }> {
    this.throwIfBroken();
    const { cvs, bytes } = await this.workspace.store.summary();
    return { cvs, bytes };
  }

  /** Registers something to be closed together with the target. */
  onClose(closer: () => Promise<void>): void {
    this.closers.push(closer);
  }

  async close(): Promise<void> {
    this.waiting.length = 0;
    await Promise.all([...this.underWay].map((group) => group.ended));
    for (const closer of this.closers.splice(0).reverse()) await closer();
  }

  /** A store that cannot be written ends the run; a CV that cannot be read does not. */
  private throwIfBroken(): void {
    if (this.error !== null) throw this.error;
  }
}

function bound(object: object, name: string | symbol): unknown {
  const value: unknown = Reflect.get(object, name);
  return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(object) : value;
}
