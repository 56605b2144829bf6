import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pause, type Outcome } from '../domain/index.js';
import { mayPass } from '../errors.js';
import type { ReadFile } from '../files/port.js';
import type { Intake, FileResult, TaskClaim } from '../store/port/index.js';
import type { FoundFile } from './collect.js';
import { madeWith, type ReadingOptions } from './made-with.js';
import type { Pool } from '../pool/pool.js';
import type { Turn } from '../pool/turns/fair-share.js';
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
  /** Takes the next few pieces of work, none of these API keys; empty if there is none at the moment. */
  claim(busy: readonly (string | null)[]): Promise<Work[]>;
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
  /** API key of a piece of work, by which the pool shares its threads; null if the pool works for this loop alone. */
  keyOf: ((work: Work) => string | null) | null;
  source: WorkSource<Work>;
  writer: Writer<Work>;
  intake: Pick<Intake, 'madeWith' | 'readmit' | 'overrides'>;
  /** Opened with the first work. */
  pool: () => Promise<Pool>;
  options: ReadingOptions & { asOf: string | null; again: boolean };
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
  /** Claimed work that waits for its turn. */
  private readonly claimed = new Set<Work>();
  private readonly active = new Set<Promise<void>>();
  /** Work that has begun and has no result yet. */
  private inProgress = 0;
  private readonly changed = new Signal();
  private readonly stopped = new AbortController();
  private processing: Promise<Processing<Work>> | null = null;
  private number = 0;
  private stopAt: number | null = null;
  private ended = false;
  private failure: { error: unknown } | null = null;

  constructor(private readonly parts: LoopParts<Work>) {
    this.madeWith = madeWith(parts.options);
    // One listener per piece of claimed work.
    setMaxListeners(0, this.stopped.signal);
  }

  /** Number of tasks taken and not yet written. */
  get held(): number {
    return this.claimed.size + this.active.size + this.parts.writer.waiting;
  }

  /** Whether work in hand will give more results. */
  get expectsMore(): boolean {
    return this.claimed.size + this.inProgress > 0;
  }

  /** Looks for new work now instead of at the next interval. */
  look(): void {
    // A loop that works for nobody else looks again when its claimed work is in progress.
    if (this.claimed.size === 0 || this.parts.keyOf !== null) this.changed.set();
  }

  /** Takes no more work; what is unfinished after `limitMs` is given back. Of several limits the first to end counts. */
  stop(limitMs: number): void {
    this.stopAt = Math.min(this.stopAt ?? Infinity, Date.now() + limitMs);
    this.stopped.abort();
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
      while (this.stopAt === null && (await this.round())) await this.changed.wait(POLL_MS);
      await this.finish();
    } finally {
      this.ended = true;
      this.stopped.abort();
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

  /** Claims more work once all claimed work has begun. False if nothing is left to do. */
  private async round(): Promise<boolean> {
    const { source, writer, mostWaiting } = this.parts;
    const failure = this.failure ?? writer.failure;
    if (failure !== null) throw failure.error;
    const busy = this.busyKeys();
    if (busy !== null && writer.waiting <= mostWaiting)
      for (const work of (await this.patiently(() => source.claim(busy))) ?? []) this.admit(work);
    if (this.claimed.size === 0 && this.active.size === 0 && this.parts.inOrder) writer.push();
    return this.held > 0 || (await this.patiently(() => source.isOver())) !== true;
  }

  /** API keys whose claimed work waits for its turns, so that no more of it is needed; null if no work is needed at all. */
  private busyKeys(): (string | null)[] | null {
    const { keyOf } = this.parts;
    if (this.claimed.size === 0) return [];
    return keyOf === null ? null : [...new Set([...this.claimed].map((work) => keyOf(work)))];
  }

  /** Begins with the work when its turn comes. */
  private admit(work: Work): void {
    this.claimed.add(work);
    this.processing ??= this.openProcessing();
    this.processing
      .then(async (processing) => {
        const turn = await processing.turn(work, this.stopped.signal);
        // Null if stopped: the claim is given back.
        if (turn !== null) this.begin(work, processing, turn);
      })
      .catch((error: unknown) => {
        this.failure ??= { error };
        this.changed.set();
      });
  }

  private begin(work: Work, processing: Processing<Work>, turn: Turn): void {
    this.claimed.delete(work);
    if (this.claimed.size === 0) this.changed.set();
    this.inProgress += 1;
    const number = this.parts.inOrder ? this.number++ : null;
    const one = this.fileResultOf(work, processing, turn).then(
      (fileResult) => {
        this.inProgress -= 1;
        if (!this.ended) this.parts.writer.add(number, this.parts.source.judge(work, fileResult));
      },
      (error: unknown) => {
        this.inProgress -= 1;
        this.failure ??= { error };
      },
    );
    const tracked: Promise<void> = one.finally(() => {
      turn.end();
      this.active.delete(tracked);
      this.changed.set();
    });
    this.active.add(tracked);
  }

  private async openProcessing(): Promise<Processing<Work>> {
    const { intake, options, keyOf } = this.parts;
    const pool = await this.parts.pool();
    return new Processing({ intake, pool, keyOf, ...options });
  }

  private async fileResultOf(work: Work, processing: Processing<Work>, turn: Turn): Promise<FileResult> {
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
    // Files that cannot be reached at the moment are waited for, like the store.
    const read = (await this.patiently(() => source.read(work))) ?? (await source.read(work));
    if (!read.ok) return { ...base, outcome: read };
    const { hash, size, mtimeMs } = read.value;
    const outcome: FileResult['outcome'] = source.isUnchanged(work, read.value)
      ? { ok: true, unchanged: true }
      : await this.outcomeOf(processing, work, read.value, turn);
    return { ...base, hash, size, mtimeMs, outcome };
  }

  /**
   * Asks the store whether it has the CV. If the store cannot be reached at the moment, the bytes stay in memory and
   * wait.
   */
  private async outcomeOf(
    processing: Processing<Work>,
    work: Work,
    read: ReadFile,
    turn: Turn,
  ): Promise<FileResult['outcome']> {
    const outcome = await this.patiently(() => processing.outcomeOf(work, read, turn));
    // Stopped while waiting: like everything in progress, it has until the limit.
    return outcome ?? processing.outcomeOf(work, read, turn);
  }

  private async finish(): Promise<void> {
    const { writer, onTrouble } = this.parts;
    const over = Promise.all(this.active).then(() => writer.flush());
    if (this.stopAt === null) return over;
    over.catch(() => undefined);
    await Promise.race([over, this.limitPassed(over)]);
    this.ended = true;
    // Writes complete results; a patient writer might wait forever.
    if (onTrouble === undefined) await writer.flush();
  }

  /** The limit of a stop, which another stop may bring nearer. */
  private async limitPassed(over: Promise<unknown>): Promise<void> {
    let isOver = false;
    const end = (): void => {
      isOver = true;
    };
    over.then(end, end);
    while (!isOver) {
      const left = Math.max(0, (this.stopAt ?? 0) - Date.now());
      if (left === 0) return;
      // Unreferenced, so that a loop that finishes early does not keep the process alive.
      await sleep(Math.min(left, POLL_MS), undefined, { ref: false });
    }
  }
}

/** An event that may occur while nobody waits; then the next wait returns at once. */
class Signal {
  private isSet = false;
  private readonly pause = new Pause();

  set(): void {
    this.isSet = true;
    this.pause.end();
  }

  async wait(ms: number): Promise<void> {
    if (!this.isSet) await this.pause.wait(ms);
    this.isSet = false;
  }
}
