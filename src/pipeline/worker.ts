import { setTimeout as sleep } from 'node:timers/promises';
import { failure, type FailureCode, type ProcessedCv } from '../domain/index.js';
import type { Uploads } from '../files/port.js';
import type { Dispatcher, QueuedTask } from '../queue/port.js';
import { MAX_TAKEN, type Backoff } from '../queue/retry.js';
import type { Intake, ModelRoom, SettledFile, Settlement, StoredModel } from '../store/port/index.js';
import { madeWith, type ReadingOptions } from './made-with.js';
import { keepAlive, LEASE_MS, newOwner, releaseDead } from './owner.js';
import type { Pool } from '../pool/pool.js';
import { Processing } from './processing.js';
import { judge, mayPass, ResultWriter, type TaskResult } from './result-writer.js';

export interface WorkerParts {
  queue: Dispatcher;
  intake: Intake;
  model: Pick<ModelRoom, 'adopt' | 'current'>;
  uploads: Uploads;
  /** Opened with the first task. */
  pool: () => Promise<Pool>;
  modelInUse: StoredModel;
  options: ReadingOptions;
}

export interface WorkerOptions {
  /** Ends when nothing waits any more. */
  drain?: boolean;
  /** Ends after so many tasks, or when none is due. */
  limit?: number;
  backoff?: Backoff;
  onEvent?: (event: WorkerEvent) => void;
}

export type WorkerEvent =
  /** A result was written. `waitedMs`: from the upload to here. `timings`: milliseconds a stage, null where no work was done. */
  | { kind: 'settled'; task: QueuedTask; file: SettledFile; dead: boolean; waitedMs: number; timings: ProcessedCv['timings'] | null }
  /** An attempt failed for a reason that may pass. */
  | { kind: 'retry'; task: QueuedTask; code: FailureCode; delayMs: number }
  /** The store could not be read or written just now; the worker goes on trying. */
  | { kind: 'trouble'; code: string };

export interface Worker {
  readonly owner: string;
  /** Tasks taken and not settled. */
  readonly held: number;
  /** Something was handed in: it is looked for now, not only at the next look. */
  look(): void;
  /** Takes nothing more; what does not end within `limitMs` goes back to the queue. Safe to call twice. */
  stop(limitMs: number): Promise<void>;
  /** Kept when the worker has ended; broken by an error with which it cannot go on, e.g. `model_mismatch`. */
  readonly ended: Promise<void>;
}

/** Between two looks at an empty queue. */
const POLL_MS = 250;
/** Tasks taken in one transaction; few, so that a later one of higher priority does not wait long. */
const CLAIM = 8;
const RECOVER_MS = 5000;
const TROUBLE_MS = 500;

/**
 * Works on uploads until stopped: claims, reads, processes in the pool, writes results in groups. Several in one process or
 * in many share one queue. A lease holds what is under way; its heart beats on the main thread, which parses nothing.
 * @throws (by `ended`) CvmatchError `model_mismatch`, `store_corrupt`.
 */
export function startWorker(parts: WorkerParts, options: WorkerOptions = {}): Worker {
  const worker = new QueueWorker(parts, options);
  worker.start();
  return worker;
}

class QueueWorker implements Worker {
  readonly owner = newOwner();
  readonly ended: Promise<void>;
  private settleEnded!: { resolve: () => void; reject: (error: unknown) => void };
  private readonly writer: ResultWriter;
  private readonly madeWith: string;
  private processing: Processing | null = null;
  private capacity = 1;
  private readonly claimed: QueuedTask[] = [];
  private readonly active = new Set<Promise<void>>();
  private taken = 0;
  private stopAt: number | null = null;
  private wake: () => void = () => undefined;
  private nextRecovery = 0;

  constructor(private readonly parts: WorkerParts, private readonly options: WorkerOptions) {
    this.madeWith = madeWith(parts.options);
    this.ended = new Promise((resolve, reject) => { this.settleEnded = { resolve, reject }; });
    // Whoever asks sees it; nobody asking must not end the process.
    this.ended.catch(() => undefined);
    this.writer = new ResultWriter({
      ...parts, backoff: options.backoff,
      onWritten: (result, file) => { this.written(result, file); },
      onTrouble: (code) => { this.trouble(code); },
    });
  }

  get held(): number {
    return this.claimed.length + this.active.size + this.writer.waiting;
  }

  start(): void {
    this.run().then(this.settleEnded.resolve, this.settleEnded.reject);
  }

  look(): void {
    // With tasks at hand it looks when those are under way.
    if (this.claimed.length === 0) this.wake();
  }

  async stop(limitMs: number): Promise<void> {
    this.stopAt ??= Date.now() + limitMs;
    this.wake();
    await this.ended.catch(() => undefined);
  }

  private async run(): Promise<void> {
    const rest = keepAlive(this.parts.queue, this.owner);
    try {
      await this.patiently(() => this.parts.model.adopt(this.parts.modelInUse));
      while (this.stopAt === null && !(await this.round())) { /* round by round */ }
      await this.finish();
    } finally {
      this.writer.abandon();
      rest();
      // When even this fails, the leases end, or the process with them.
      await this.parts.queue.giveBack(this.owner).catch(() => undefined);
    }
  }

  /** Takes what there is room for, starts it, waits for a change. True when nothing is left to do. */
  private async round(): Promise<boolean> {
    if (this.writer.failure !== null) throw this.writer.failure.error;
    const woken = new Promise<void>((resolve) => { this.wake = resolve; });
    await this.patiently(() => this.recover());
    if (this.claimed.length === 0 && this.writer.waiting <= CLAIM) await this.patiently(() => this.claim());
    while (this.claimed.length > 0 && this.active.size <= this.capacity && this.stopAt === null) await this.begin(this.claimed.shift()!);
    if (this.held === 0 && (await this.isOver())) return true;
    await Promise.race([...this.active, woken, sleep(POLL_MS)]);
    return false;
  }

  private async claim(): Promise<void> {
    const left = (this.options.limit ?? Infinity) - this.taken;
    const limit = Math.min(CLAIM, left);
    let tasks = await this.parts.queue.claim(this.owner, limit, LEASE_MS);
    if (tasks.length === 0 && limit > 0 && (await this.parts.queue.sweep()) > 0) tasks = await this.parts.queue.claim(this.owner, limit, LEASE_MS);
    this.taken += tasks.length;
    this.claimed.push(...tasks);
  }

  private async isOver(): Promise<boolean> {
    if (this.options.limit !== undefined) return true;
    return this.options.drain === true && (await this.parts.queue.counts()).pending === 0;
  }

  /** What processes of this machine held that are gone comes back without waiting for the end of its lease. */
  private async recover(): Promise<void> {
    if (Date.now() < this.nextRecovery) return;
    this.nextRecovery = Date.now() + RECOVER_MS;
    await releaseDead(this.parts.queue);
    // Also while others are at hand: what was lost would wait for all of them.
    await this.parts.queue.sweep();
  }

  private async begin(task: QueuedTask): Promise<void> {
    this.processing ??= await this.openProcessing();
    const one: Promise<void> = this.settlementOf(task).then((settlement) => { this.writer.add(judge(task, settlement, this.options.backoff)); });
    const tracked: Promise<void> = one.finally(() => this.active.delete(tracked));
    this.active.add(tracked);
  }

  private async openProcessing(): Promise<Processing> {
    const { intake, options } = this.parts;
    const pool = await this.parts.pool();
    this.capacity = pool.capacity;
    return new Processing({ intake, pool, fingerprint: options.fingerprint, asOf: null });
  }

  private async settlementOf(task: QueuedTask): Promise<Settlement> {
    const { maxSize, duplicates, fingerprint } = this.parts.options;
    const base = { path: task.path, size: 0, mtimeMs: Date.now(), hash: null, madeWith: this.madeWith, duplicates, fingerprint, claim: { task: task.id, fence: task.fence } };
    if (task.attempt > MAX_TAKEN) return { ...base, outcome: failure('worker_crashed', `${MAX_TAKEN} processes ended while they had it`) };
    const read = await this.parts.uploads.read(task.path, maxSize);
    if (!read.ok) return { ...base, outcome: read };
    const { hash, size, mtimeMs } = read.value;
    return { ...base, hash, size, mtimeMs, outcome: await this.processing!.outcomeOf(read.value) };
  }

  private written({ task, settlement, retry }: TaskResult, file: SettledFile | null): void {
    if (retry !== null) this.options.onEvent?.({ kind: 'retry', task, code: retry.code, delayMs: retry.delayMs });
    if (file === null) return;
    const timings = settlement.outcome.ok && 'value' in settlement.outcome ? settlement.outcome.value.timings : null;
    this.options.onEvent?.({ kind: 'settled', task, file, dead: settlement.dead === true, waitedMs: Date.now() - task.createdAt, timings });
  }

  private trouble(code: string): void {
    this.options.onEvent?.({ kind: 'trouble', code });
  }

  private async patiently(body: () => Promise<void>): Promise<void> {
    while (this.stopAt === null) {
      try {
        return await body();
      } catch (error) {
        if (!mayPass(error)) throw error;
        this.trouble(error.code);
        await sleep(TROUBLE_MS);
      }
    }
  }

  private async finish(): Promise<void> {
    const over = Promise.all(this.active).then(() => this.writer.flush());
    // Unreferenced: a worker that is done early must not keep the process for the rest of the time.
    await (this.stopAt === null ? over : Promise.race([over, sleep(Math.max(0, this.stopAt - Date.now()), undefined, { ref: false })]));
  }
}
