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

/** A file whose task is ours. */
export interface ClaimedWork {
  path: string;
  size: number;
  mtimeMs: number;
  claim: TaskClaim;
  /** Known without reading it. */
  problem: FoundFile['problem'];
}

/** Where work comes from. What the store throws in `claim` is tried again by a patient loop. */
export interface WorkSource<Work extends ClaimedWork> {
  /** Takes the next, few at a time; none where there is none just now. */
  claim(): Promise<Work[]>;
  /** Asked when nothing is in hand: whether nothing comes any more. */
  isOver(): Promise<boolean>;
  read(work: Work): Promise<Outcome<ReadFile>>;
  /** Whether these bytes are those of its record, so that there is nothing to do. */
  isUnchanged(work: Work, read: ReadFile): boolean;
  /** What it means: a state, or another attempt. */
  judge(work: Work, fileResult: FileResult): WorkResult<Work>;
  /** Returns what is not written. */
  giveBack(): Promise<void>;
}

export interface LoopParts<Work extends ClaimedWork> {
  source: WorkSource<Work>;
  writer: Writer<Work>;
  intake: Pick<Intake, 'madeWith'>;
  /** Opened with the first work. */
  pool: () => Promise<Pool>;
  options: ReadingOptions & { asOf: string | null };
  /** Results are written in the order in which their work was claimed, else as they come. */
  inOrder: boolean;
  /** Results that may wait to be written before more work is claimed; one is about 100 kB. */
  mostWaiting: number;
  /** With it, a store that cannot be used just now is waited for; without it, that is the end. */
  onTrouble?: (code: string) => void;
}

/** Between two looks at a source that has nothing. */
const POLL_MS = 250;

/**
 * Claims, reads, processes in the pool, and has the results written, until its source is over or it is stopped. Several, in
 * one process or in many, share the work. A file is read only when a thread is nearly free.
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
  /** All that was claimed is under way: more is claimed while it is. */
  private isToGoOn = false;
  private failure: { error: unknown } | null = null;

  constructor(private readonly parts: LoopParts<Work>) {
    this.madeWith = madeWith(parts.options);
  }

  /** Work taken and not written. */
  get held(): number {
    return this.claimed.length + this.active.size + this.parts.writer.waiting;
  }

  /** Something came: it is looked for now, not only at the next look. */
  look(): void {
    // With work at hand it looks when that is under way.
    if (this.claimed.length === 0) this.changed.set();
  }

  /** Takes nothing more; what does not end within `limitMs` is given back. */
  stop(limitMs: number): void {
    this.stopAt ??= Date.now() + limitMs;
    this.changed.set();
  }

  /** A result was written, or there was trouble. */
  wake(): void {
    this.changed.set();
  }

  /** @throws what a writer or a source cannot go on with; what is open stays open. */
  async run(): Promise<void> {
    const { source, writer } = this.parts;
    try {
      while (this.stopAt === null && (await this.round())) if (!this.isToGoOn) await this.changed.wait(POLL_MS);
      await this.finish();
    } finally {
      this.ended = true;
      writer.abandon();
      // When even this fails, the leases end, or the process with them.
      await source.giveBack().catch(() => undefined);
    }
  }

  /** Waits out what may pass; undefined where it was stopped meanwhile. */
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

  /** Takes what there is room for and starts it. False when nothing is left to do. */
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

  /** The store is asked whether it has the CV; where it cannot be reached just now, the bytes are in hand and wait. */
  private async outcomeOf(processing: Processing, read: ReadFile): Promise<FileResult['outcome']> {
    const outcome = await this.patiently(() => processing.outcomeOf(read));
    // Stopped while it waited: what was under way has until the limit, as everything else.
    return outcome ?? processing.outcomeOf(read);
  }

  private async finish(): Promise<void> {
    const { writer, onTrouble } = this.parts;
    const over = Promise.all(this.active).then(() => writer.flush());
    if (this.stopAt === null) return over;
    over.catch(() => undefined);
    // Unreferenced: what is done early must not keep the process for the rest of the time.
    await Promise.race([over, sleep(Math.max(0, this.stopAt - Date.now()), undefined, { ref: false })]);
    this.ended = true;
    // What is complete is written; a patient writer might wait for ever.
    if (onTrouble === undefined) await writer.flush();
  }
}

/** Of things that may happen while nobody waits: the next wait then ends at once. */
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
