import { failure, type FailureCode, type Outcome, type ProcessedCv } from '../domain/index.js';
import { CvmatchError } from '../errors.js';
import type { ReadFile } from '../files/port.js';
import type { Dispatcher, QueuedTask } from '../queue/port.js';
import { delayAfter, isTransient, MAX_TAKEN, type Backoff } from '../queue/retry.js';
import type { Intake, ModelRepository, CommittedFile, FileResult, StoredModel } from '../store/port/index.js';
import { ClaimLoop, type ClaimedWork, type WorkSource } from './claim-loop.js';
import type { ReadingOptions } from './made-with.js';
import { settleUploads, type StoreFiles } from './originals/settle.js';
import { keepAlive, LEASE_MS, newOwner, releaseDead } from './owner.js';
import type { Pool } from '../pool/pool.js';
import { Writer, type WorkResult } from './writer.js';

export interface WorkerParts extends StoreFiles {
  queue: Dispatcher;
  intake: Intake;
  /** As the store has it. */
  gatherMs: number;
  model: Pick<ModelRepository, 'adopt' | 'current'>;
  /** Opened with the first task. */
  pool: () => Promise<Pool>;
  modelInUse: StoredModel;
  options: ReadingOptions;
}

export interface WorkerOptions {
  /** End when nothing is waiting any more. */
  drain?: boolean;
  /** End after so many tasks, or when none is due. */
  limit?: number;
  backoff?: Backoff;
  onEvent?: (event: WorkerEvent) => void;
}

export type WorkerEvent =
  /**
   * A result was written. `waitedMs`: time since the upload. `timings`: milliseconds per stage, null if no work was
   * done.
   */
  | {
      kind: 'settled';
      task: QueuedTask;
      file: CommittedFile;
      dead: boolean;
      waitedMs: number;
      timings: ProcessedCv['timings'] | null;
    }
  /** An attempt failed for a temporary reason. */
  | { kind: 'retry'; task: QueuedTask; code: FailureCode; delayMs: number }
  /** The store could not be read or written at the moment; the worker keeps trying. */
  | { kind: 'trouble'; code: string };

export interface Worker {
  readonly owner: string;
  /** Number of tasks taken and not yet ended. */
  readonly held: number;
  /** Looks for new tasks now instead of at the next interval. */
  look(): void;
  /**
   * Takes no more tasks; what is unfinished after `limitMs` (Infinity: never) goes back to the queue. May be called again
   * with a shorter limit.
   */
  stop(limitMs: number): Promise<void>;
  /** Resolves when the worker has ended; rejects with an error that it cannot recover from, e.g. `model_mismatch`. */
  readonly ended: Promise<void>;
}

/** Tasks taken in one transaction; few, so that a later one of higher priority need not wait long. */
const CLAIM = 8;
const RECOVER_MS = 5000;
/** Milliseconds between two sweeps of the outbox while nothing is offered; without a pause each CV that ends would cause one. */
const SWEEP_MS = 200;
/** The same while work waits for its turn, and only another key's could be taken. */
const SWEEP_BUSY_MS = 1000;
/** Results per transaction; few, since the event loop, which also answers requests, waits for it. */
const GROUP = 8;
/** Characters of text per transaction, some ten CVs of usual length: a long one takes 10 ms to write. */
const GROUP_TEXT = 60_000;

/**
 * Processes uploads until stopped: claims them, reads them, processes them in the pool and writes results in groups.
 * Several workers, in one process or many, share one queue. Tasks in progress are protected by a lease, extended from
 * the main thread, which parses nothing and so is never late.
 * @throws (through `ended`) CvmatchError `model_mismatch`, `store_corrupt`.
 */
export function startWorker(parts: WorkerParts, options: WorkerOptions = {}): Worker {
  const owner = newOwner();
  const writer = new Writer<TaskWork>(writerParts(parts, options, () => loop));
  const loop: ClaimLoop<TaskWork> = new ClaimLoop<TaskWork>({
    source: new TaskSource(parts, options, owner),
    writer,
    intake: parts.intake,
    pool: parts.pool,
    keyOf: ({ task }) => task.keyId,
    options: { ...parts.options, asOf: null, again: false },
    inOrder: false,
    mostWaiting: CLAIM,
    onTrouble: (code) => {
      options.onEvent?.({ kind: 'trouble', code });
    },
  });
  const ended = run(parts, owner, loop);
  // Callers of `ended` see the error; without any caller it must not end the process.
  ended.catch(() => undefined);
  return {
    owner,
    ended,
    get held() {
      return loop.held;
    },
    look: () => {
      loop.look();
    },
    stop: async (limitMs) => {
      loop.stop(limitMs);
      await ended.catch(() => undefined);
    },
  };
}

async function run({ queue, model, modelInUse }: WorkerParts, owner: string, loop: ClaimLoop<TaskWork>): Promise<void> {
  const rest = keepAlive(queue, owner);
  try {
    await loop.patiently(() => model.adopt(modelInUse));
    await loop.run();
  } finally {
    rest();
  }
}

interface TaskWork extends ClaimedWork {
  task: QueuedTask;
}

/** Due uploads of any batch. */
class TaskSource implements WorkSource<TaskWork> {
  private taken = 0;
  private nextRecovery = 0;
  private lastSweep = 0;

  constructor(
    private readonly parts: WorkerParts,
    private readonly options: WorkerOptions,
    private readonly owner: string,
  ) {}

  async claim(busy: readonly (string | null)[]): Promise<TaskWork[]> {
    await this.recover();
    const { queue } = this.parts;
    const limit = Math.min(CLAIM, (this.options.limit ?? Infinity) - this.taken);
    let tasks = await queue.claim(this.owner, limit, LEASE_MS, busy);
    if (tasks.length === 0 && limit > 0 && this.maySweep(busy.length > 0) && (await queue.sweep()) > 0)
      tasks = await queue.claim(this.owner, limit, LEASE_MS, busy);
    this.taken += tasks.length;
    return tasks.map(workOf);
  }

  /** With a limit nobody looks again. */
  private maySweep(isBusy: boolean): boolean {
    const pause = isBusy ? SWEEP_BUSY_MS : SWEEP_MS;
    if (this.options.limit === undefined && Date.now() < this.lastSweep + pause) return false;
    this.lastSweep = Date.now();
    return true;
  }

  /** Tasks held by ended processes of this machine are released without waiting for their leases. */
  private async recover(): Promise<void> {
    if (Date.now() < this.nextRecovery) return;
    this.nextRecovery = Date.now() + RECOVER_MS;
    await releaseDead(this.parts.queue);
    // Done even while there are other tasks: a lost one would otherwise wait for all of them.
    await this.parts.queue.sweep();
  }

  async isOver(): Promise<boolean> {
    if (this.options.limit !== undefined) return true;
    if (this.options.drain !== true) return false;
    const { pending, pausedAt } = await this.parts.queue.counts();
    return pending === 0 || pausedAt !== null;
  }

  read({ path }: TaskWork): Promise<Outcome<ReadFile>> {
    return this.parts.uploads.read(path, this.parts.options.maxSize);
  }

  isUnchanged(): boolean {
    return false;
  }

  judge(work: TaskWork, fileResult: FileResult): WorkResult<TaskWork> {
    return judge(work, fileResult, this.options.backoff);
  }

  giveBack(): Promise<void> {
    return this.parts.queue.giveBack(this.owner);
  }
}

function workOf(task: QueuedTask): TaskWork {
  const { id, fence, path, attempt } = task;
  const problem =
    attempt > MAX_TAKEN ? failure('worker_crashed', `${MAX_TAKEN} processes ended while working on it`) : null;
  return { task, path, size: 0, mtimeMs: Date.now(), claim: { task: id, fence }, problem };
}

/** What a failure means for its task: another attempt, a dead letter, or the CV's state. */
function judge(work: TaskWork, fileResult: FileResult, backoff?: Backoff): WorkResult<TaskWork> {
  const { outcome } = fileResult;
  if (outcome.ok) return { work, fileResult, retry: null };
  const { code, message } = outcome;
  const delayMs = delayAfter(code, work.task.attempt, Math.random(), backoff);
  if (delayMs === null) return { work, fileResult: { ...fileResult, dead: isTransient(code) }, retry: null };
  return { work, fileResult, retry: { delayMs, code, message } };
}

function writerParts(
  parts: WorkerParts,
  options: WorkerOptions,
  loop: () => ClaimLoop<TaskWork>,
): ConstructorParameters<typeof Writer<TaskWork>>[0] {
  const { intake, queue } = parts;
  const unwritten = failure('internal', 'its result could not be written');
  return {
    intake,
    group: GROUP,
    groupText: GROUP_TEXT,
    gatherMs: parts.gatherMs,
    expectsMore: () => loop().expectsMore,
    onChange: () => {
      loop().wake();
    },
    before: () => requireModel(parts),
    postpone: (results) => queue.postpone(results.map(({ work, retry }) => ({ claim: work.claim, ...retry! }))),
    instead: ({ work, fileResult }) => judge(work, { ...fileResult, outcome: unwritten }, options.backoff),
    onTrouble: (code) => {
      options.onEvent?.({ kind: 'trouble', code });
    },
    onWritten: (result, file) => {
      tell(options, result, file);
    },
    afterGroup: (files) => settleBytes(parts, files),
  };
}

/**
 * Turns uploads whose CV is in the store into originals. The bytes of failed CVs stay, so that `tasks retry` has
 * something to read. Those of a near copy that was left out stay too, in case the CV it resembles is removed. What
 * cannot be moved now is dealt with at the next start.
 */
async function settleBytes(parts: WorkerParts, files: CommittedFile[]): Promise<void> {
  const stored = files.flatMap(({ path, cvId }) => (cvId === null ? [] : [{ path, hash: cvId }]));
  await settleUploads(parts, stored).catch(() => undefined);
  // Of what is not taken in nothing is kept.
  const refused = files.filter(({ state }) => state === 'erased').map(({ path }) => path);
  await parts.uploads.remove(refused).catch(() => undefined);
}

/** No event for a task that another worker owns by now. */
function tell({ onEvent }: WorkerOptions, result: WorkResult<TaskWork>, file: CommittedFile | null | undefined): void {
  const {
    work: { task },
    fileResult: { outcome, dead = false },
    retry,
  } = result;
  if (retry !== null) onEvent?.({ kind: 'retry', task, code: retry.code, delayMs: retry.delayMs });
  if (!file) return;
  const timings = outcome.ok && 'value' in outcome ? outcome.value.timings : null;
  onEvent?.({ kind: 'settled', task, file, dead, waitedMs: Date.now() - task.createdAt, timings });
}

/** Another process may have replaced the vectors by those of another model, which cannot be compared with ours. */
async function requireModel({ model, modelInUse }: WorkerParts): Promise<void> {
  const stored = await model.current();
  if (stored === null || stored.fingerprint === modelInUse.fingerprint) return;
  throw new CvmatchError(
    'model_mismatch',
    `the store's vectors are now from ${stored.id}, this worker's from ${modelInUse.id}`,
    { hint: 'Start the workers again with the model of the store; nothing was lost.' },
  );
}
