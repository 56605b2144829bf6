import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '../domain/index.js';
import { mayPass } from '../errors.js';
import type { ReadFile } from '../files/port.js';
import type { Intake, FileResult, TaskClaim } from '../store/port/index.js';
import type { FoundFile } from './collect.js';
import { madeWith, type ReadingOptions } from './made-with.js';
import type { Pool } from '../pool/pool.js';
import { Processing } from './processing.js';
import { Trouble } from './trouble.js';
import type { Writer, WorkResult } from './writer.js';

/** A file whose task this process holds. */
export interface ClaimedWork {
  path: string;
  size: number;
  mtimeMs: number;
  claim: TaskClaim;
  /** A problem that is known without reading the file. */
  problem: FoundFile['problem'];
}

/** Where work comes from. If the store throws in `claim`, a patient loop tries again. */
export interface WorkSource<Work extends ClaimedWork> {
  /** Takes the next few pieces of work; empty if there is none at the moment. */
  claim(): Promise<Work[]>;
  /** Whether no more work will come; asked when nothing is in hand. */
  isOver(): Promise<boolean>;
  read(work: Work): Promise<Outcome<ReadFile>>;
  /** Whether these bytes are those of the file's record, so that there is nothing to do. */
  isUnchanged(work: Work, read: ReadFile): boolean;
  /** Decides what a result means: a state, or another attempt. */
  judge(work: Work, fileResult: FileResult): WorkResult<Work>;
  /** Returns all work that has not been written. */
  giveBack(): Promise<void>;
}

export interface LoopParts<Work extends ClaimedWork> {
  source: WorkSource<Work>;
  writer: Writer<Work>;
  intake: Pick<Intake, 'madeWith'>;
  /** Opened with the first work. */
  pool: () => Promise<Pool>;
  options: ReadingOptions & { asOf: string | null };
  /** Whether results are written in the order in which their work was claimed, or as they come. */
  inOrder: boolean;
  /** Results (about 100 kB each) that may wait to be written before claiming stops. */
  mostWaiting: number;
  /**
   * If given, the loop waits for a store that cannot be used at the moment, and reports it here; otherwise that ends
   * the loop.
   */
  onTrouble?: (code: string) => void;
}

/** Milliseconds between two looks at a source that had nothing. */
const POLL_MS = 250;

/**
 * Claims work, reads it, processes it in the pool and has the results written, until the source is over or the loop is
 * stopped. Several loops, in one process or many, share the work. A file is read only when a thread is nearly free.
 */
export class ClaimLoop<Work extends ClaimedWork> {
  private readonly madeWith: string;
  private readonly claimed: Work[] = [];
  private readonly active = new Set<Promise<void>>();
  private readonly changed = new Signal();
  private processing: Processing | null = null;
  private capacity = 1;
  private number = 0;
  private stopAt: number | null = null;
  private ended = false;
  /** All claimed work is in progress, so more should be claimed. */
  private isToGoOn = false;
  private failure: { error: unknown } | null = null;

  constructor(private readonly parts: LoopParts<Work>) {
    this.madeWith = madeWith(parts.options);
  }

  /** Number of tasks taken and not yet written. */
  get held(): number {
    return this.claimed.length + this.active.size + this.parts.writer.waiting;
  }

  /** Looks for new work now instead of at the next interval. */
  look(): void {
    // While there is claimed work, it looks again when that is in progress.
    if (this.claimed.length === 0) this.changed.set();
  }

  /** Takes no more work; what is unfinished after `limitMs` is given back. */
  stop(limitMs: number): void {
    this.stopAt ??= Date.now() + limitMs;
    this.changed.set();
  }

  /** Called when a result was written or could not be. */
  wake(): void {
    this.changed.set();
  }

  /** @throws what a writer or source cannot recover from; open tasks stay open. */
  async run(): Promise<void> {
    const { source, writer } = this.parts;
    try {
      while (this.stopAt === null && (await this.round())) if (!this.isToGoOn) await this.changed.wait(POLL_MS);
      await this.finish();
    } finally {
      this.ended = true;
      writer.abandon();
      // If even this fails, the leases run out, or end with the process.
      await source.giveBack().catch(() => undefined);
    }
  }

  /** Repeats `body` while it fails for a temporary reason; undefined if stopped meanwhile. */
  async patiently<T>(body: () => Promise<T>): Promise<T | undefined> {
    const { onTrouble } = this.parts;
    const trouble = onTrouble === undefined ? null : new Trouble(onTrouble);
    while (this.stopAt === null) {
      try {
        return await body();
      } catch (error) {
        if (trouble === null || !mayPass(error)) throw error;
        await trouble.wait(error.code);
      }
    }
    return undefined;
  }

  /** Claims as much as there is room for and starts it. False if nothing is left to do. */
  private async round(): Promise<boolean> {
    const { source, writer, mostWaiting } = this.parts;
    const failure = this.failure ?? writer.failure;
    if (failure !== null) throw failure.error;
    this.isToGoOn = false;
    if (this.claimed.length === 0 && writer.waiting <= mostWaiting) {
      this.claimed.push(...((await this.patiently(() => source.claim())) ?? []));
      this.isToGoOn = this.claimed.length > 0;
    }
    while (this.claimed.length > 0 && this.active.size <= this.capacity && this.stopAt === null) await this.begin();
    this.isToGoOn &&= this.claimed.length === 0;
    if (this.claimed.length === 0 && this.active.size === 0 && this.parts.inOrder) writer.push();
    return this.held > 0 || (await this.patiently(() => source.isOver())) !== true;
  }

  private async begin(): Promise<void> {
    const processing = (this.processing ??= await this.openProcessing());
    const work = this.claimed.shift()!;
    const number = this.parts.inOrder ? this.number++ : null;
    const one = this.fileResultOf(work, processing).then(
      (fileResult) => {
        if (!this.ended) this.parts.writer.add(number, this.parts.source.judge(work, fileResult));
      },
      (error: unknown) => {
        this.failure ??= { error };
      },
    );
    const tracked: Promise<void> = one.finally(() => {
      this.active.delete(tracked);
      this.changed.set();
    });
    this.active.add(tracked);
  }

  private async openProcessing(): Promise<Processing> {
    const { intake, options } = this.parts;
    const pool = await this.parts.pool();
    this.capacity = pool.capacity;
    return new Processing({ intake, pool, fingerprint: options.fingerprint, asOf: options.asOf });
  }

  private async fileResultOf(work: Work, processing: Processing): Promise<FileResult> {
    const {
      source,
      options: { duplicates, fingerprint },
    } = this.parts;
    const { path, claim, problem } = work;
    const base = {
      path,
      size: work.size,
      mtimeMs: work.mtimeMs,
      hash: null,
      madeWith: this.madeWith,
      duplicates,
      fingerprint,
      claim,
    };
    if (problem !== null) return { ...base, outcome: problem };
    const read = await source.read(work);
    if (!read.ok) return { ...base, outcome: read };
    const { hash, size, mtimeMs } = read.value;
    const outcome: FileResult['outcome'] = source.isUnchanged(work, read.value)
      ? { ok: true, unchanged: true }
      : await this.outcomeOf(processing, read.value);
    return { ...base, hash, size, mtimeMs, outcome };
  }

  /**
   * Asks the store whether it has the CV. If the store cannot be reached at the moment, the bytes stay in memory and
   * wait.
   */
  private async outcomeOf(processing: Processing, read: ReadFile): Promise<FileResult['outcome']> {
    const outcome = await this.patiently(() => processing.outcomeOf(read));
    // Stopped while waiting: like everything in progress, it has until the limit.
    return outcome ?? processing.outcomeOf(read);
  }

  private async finish(): Promise<void> {
    const { writer, onTrouble } = this.parts;
    const over = Promise.all(this.active).then(() => writer.flush());
    if (this.stopAt === null) return over;
    over.catch(() => undefined);
    // Unreferenced, so that a loop that finishes early does not keep the process alive.
    await Promise.race([over, sleep(Math.max(0, this.stopAt - Date.now()), undefined, { ref: false })]);
    this.ended = true;
    // Writes complete results; a patient writer might wait forever.
    if (onTrouble === undefined) await writer.flush();
  }
}

/** An event that may occur while nobody waits; then the next wait returns at once. */
class Signal {
  private isSet = false;
  private resolve: () => void = () => undefined;

  set(): void {
    this.isSet = true;
    this.resolve();
  }

  async wait(ms: number): Promise<void> {
    if (!this.isSet) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.resolve = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.isSet = false;
  }
}
