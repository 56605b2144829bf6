import { setTimeout as sleep } from 'node:timers/promises';
import { failure, type FailureCode } from '../domain/index.js';
import { CvmatchError, isCvmatchError } from '../errors.js';
import type { Uploads } from '../files/port.js';
import type { Dispatcher, QueuedTask } from '../queue/port.js';
import { BACKOFF, delayAfter, isTransient, type Backoff } from '../queue/retry.js';
import type { Intake, ModelRoom, SettledFile, Settlement, StoredModel } from '../store/port/index.js';

export interface TaskResult {
  task: QueuedTask;
  settlement: Settlement;
  /** Another attempt instead of a state. */
  retry: { delayMs: number; code: FailureCode; message: string } | null;
}

/** What a failure means for its task: another attempt, a dead letter, or the CV's state. */
export function judge(task: QueuedTask, settlement: Settlement, backoff: Backoff = BACKOFF): TaskResult {
  const { outcome } = settlement;
  if (outcome.ok) return { task, settlement, retry: null };
  const { code, message } = outcome;
  const delayMs = delayAfter(code, task.attempt, Math.random(), backoff);
  if (delayMs === null) return { task, settlement: { ...settlement, dead: isTransient(code) }, retry: null };
  return { task, settlement, retry: { delayMs, code, message } };
}

export interface ResultWriterParts {
  queue: Dispatcher;
  intake: Intake;
  model: Pick<ModelRoom, 'current'>;
  modelInUse: StoredModel;
  uploads: Uploads;
  backoff?: Backoff;
  /** `file`: null for an attempt that will be repeated. What another one owns by now is not told. */
  onWritten: (result: TaskResult, file: SettledFile | null) => void;
  /** The store is locked or full: the results are kept and written when that has passed. */
  onTrouble: (code: string) => void;
}

/** Results of one transaction: the event loop, which also answers requests, waits for it. */
const GROUP = 8;
/** Syncing the disk costs more than this wait, and a result is not urgent. */
const GATHER_MS = 40;
const TROUBLE_MS = 500;

/** A store that another process has locked, or whose disk is full, may be written later. */
export function mayPass(error: unknown): error is CvmatchError {
  return isCvmatchError(error, 'store_locked') || isCvmatchError(error, 'store_full');
}

/** Writes results in groups, until they are written: a store that cannot be written just now costs time, never a result. */
export class ResultWriter {
  private readonly results: TaskResult[] = [];
  private writing: Promise<void> | null = null;
  private abandoned = false;
  /** With which it cannot go on: thrown by `flush`. */
  failure: { error: unknown } | null = null;

  constructor(private readonly parts: ResultWriterParts) {}

  get waiting(): number {
    return this.results.length;
  }

  add(result: TaskResult): void {
    this.results.push(result);
    this.writing ??= this.writeAll().finally(() => { this.writing = null; });
  }

  /** @throws CvmatchError `model_mismatch`, `store_corrupt`. */
  async flush(): Promise<void> {
    await this.writing;
    if (this.failure !== null) throw this.failure.error;
  }

  /** What is not written goes back to the queue, so it must not be written any more. */
  abandon(): void {
    this.abandoned = true;
  }

  private async writeAll(): Promise<void> {
    while (this.results.length > 0 && !this.abandoned && this.failure === null) {
      if (this.results.length < GROUP) await sleep(GATHER_MS);
      if (this.abandoned) return;
      try {
        await this.writeGroup(this.results.slice(0, GROUP));
      } catch (error) {
        if (!mayPass(error)) this.failure = { error };
        else await this.waitFor(error);
      }
    }
  }

  private async waitFor(error: CvmatchError): Promise<void> {
    this.parts.onTrouble(error.code);
    await sleep(TROUBLE_MS);
  }

  private async writeGroup(group: TaskResult[]): Promise<void> {
    await this.requireModel();
    await this.postpone(group.filter(({ retry }) => retry !== null));
    const final = group.filter(({ retry }) => retry === null);
    if (final.length > 0) await this.settle(final);
  }

  private async postpone(group: TaskResult[]): Promise<void> {
    if (group.length === 0) return;
    const { queue } = this.parts;
    await queue.postpone(group.map(({ task: { id, fence }, retry }) => ({ claim: { task: id, fence }, ...retry! })));
    group.forEach((result) => { this.done(result, null); });
  }

  /** All in one transaction; when one of them cannot be written at all, each in its own. */
  private async settle(group: TaskResult[]): Promise<void> {
    try {
      await this.settleTogether(group);
    } catch (error) {
      if (mayPass(error) || isCvmatchError(error, 'store_corrupt')) throw error;
      if (group.length > 1) for (const result of group) await this.settle([result]);
      else this.failed(group[0]!);
    }
  }

  private async settleTogether(group: TaskResult[]): Promise<void> {
    const { intake, uploads } = this.parts;
    const settled = new Map((await intake.settle(group.map(({ settlement }) => settlement))).map((file) => [file.path, file]));
    for (const result of group) this.done(result, settled.get(result.task.path));
    // Those that failed stay, so that `tasks retry` has something to read.
    await uploads.remove([...settled.values()].filter(({ state }) => state === 'ready' || state === 'duplicate').map(({ path }) => path));
  }

  /** E.g. a CV taken for known that was deleted meanwhile: the next attempt does the work. */
  private failed(result: TaskResult): void {
    this.take(result);
    const again = judge(result.task, { ...result.settlement, outcome: failure('internal', 'its result could not be written') }, this.parts.backoff);
    this.results.push(again);
  }

  private done(result: TaskResult, file: SettledFile | null | undefined): void {
    this.take(result);
    if (file !== undefined) this.parts.onWritten(result, file);
  }

  private take(result: TaskResult): void {
    const at = this.results.indexOf(result);
    if (at >= 0) this.results.splice(at, 1);
  }

  /** Another process may have exchanged the vectors for those of another model; ours would be compared with them. */
  private async requireModel(): Promise<void> {
    const { model, modelInUse } = this.parts;
    const stored = await model.current();
    if (stored === null || stored.fingerprint === modelInUse.fingerprint) return;
    throw new CvmatchError('model_mismatch', `the store's vectors are of ${stored.id} by now, this worker's are of ${modelInUse.id}`, { hint: 'Start the workers again with the model of the store; nothing was lost.' });
  }
}
