import { setTimeout as sleep } from 'node:timers/promises';
import type { FailureCode } from '../domain/index.js';
import { isCvmatchError, mayPass } from '../errors.js';
import type { Intake, CommittedFile, FileResult } from '../store/port/index.js';
import { Trouble } from './trouble.js';

/** What became of one piece of work. */
export interface WorkResult<Work> {
  work: Work;
  fileResult: FileResult;
  /** Another attempt instead of a state. */
  retry: { delayMs: number; code: FailureCode; message: string } | null;
}

export interface WriterParts<Work> {
  intake: Pick<Intake, 'commit'>;
  /** Results of one transaction: few enough that the event loop waits under 50 ms, many enough that syncing the disk is cheap. */
  group: number;
  /** Milliseconds for which a group that is not full waits for more; null: until it is full, or until `push`. */
  gatherMs: number | null;
  /** Before each group. What it throws is the end. */
  before?: () => Promise<void>;
  postpone?: (results: WorkResult<Work>[]) => Promise<void>;
  /** Of a result that cannot be written at all: what is written instead. Without it, its error is the end. */
  instead?: (result: WorkResult<Work>) => WorkResult<Work>;
  /** With it, what cannot be written just now (see `mayPass`) is kept until it can; without it, that is the end. */
  onTrouble?: (code: string) => void;
  /** `file`: null for an attempt that will be repeated, undefined where the claim was lost, and nothing is written. */
  onWritten: (result: WorkResult<Work>, file: CommittedFile | null | undefined) => void;
  /** A group was written, or could not be. */
  onChange?: () => void;
  /** A group is on the disk. */
  afterGroup?: (files: CommittedFile[]) => Promise<void>;
}

/**
 * Writes results in groups. In the order of their numbers where they have some, whatever the order in which they come: which
 * of two copies is the first, and so the content of the store, must then not depend on which thread was faster. The bound on
 * what waits for an earlier, slower one is the reader's: it asks `waiting`.
 */
export class Writer<Work> {
  /** In the order in which they are to be written. */
  private ready: WorkResult<Work>[] = [];
  /** By number: an earlier one is missing. */
  private readonly early = new Map<number, WorkResult<Work>>();
  private next = 0;
  private pushed = false;
  private readonly trouble: Trouble | null;
  private writing: Promise<void> | null = null;
  private abandoned = false;
  /** With which it cannot go on: thrown by `flush`. */
  failure: { error: unknown } | null = null;

  constructor(private readonly parts: WriterParts<Work>) {
    this.trouble = parts.onTrouble === undefined ? null : new Trouble(parts.onTrouble);
  }

  get waiting(): number {
    return this.ready.length + this.early.size;
  }

  /** `number`: from 0, each one once; null: it is written as it comes. */
  add(number: number | null, result: WorkResult<Work>): void {
    if (number === null) this.ready.push(result);
    else this.early.set(number, result);
    for (let one = this.early.get(this.next); one !== undefined; one = this.early.get(this.next)) {
      this.early.delete(this.next++);
      this.ready.push(one);
    }
    this.start();
  }

  /** Writes what is complete up to the first gap, though no group is full. */
  push(): void {
    this.pushed = true;
    this.start();
  }

  /** The same, and waits for it. @throws what the store threw, now and on every later call. */
  async flush(): Promise<void> {
    do {
      this.push();
      await this.writing;
      if (this.failure !== null) throw this.failure.error;
    } while (this.ready.length > 0 && !this.abandoned);
  }

  /** What is not written goes back to where it came from, so it must not be written any more. */
  abandon(): void {
    this.abandoned = true;
  }

  private get isDue(): boolean {
    if (this.abandoned || this.failure !== null || this.ready.length === 0) return false;
    return this.pushed || this.parts.gatherMs !== null || this.ready.length >= this.parts.group;
  }

  private start(): void {
    if (this.writing !== null || !this.isDue) return;
    this.writing = this.writeDue().finally(() => {
      this.writing = null;
    });
  }

  private async writeDue(): Promise<void> {
    while (this.isDue) {
      const { group, gatherMs } = this.parts;
      if (gatherMs !== null && this.ready.length < group) await sleep(gatherMs);
      if (this.abandoned) return;
      await this.tryGroup(this.ready.slice(0, group));
    }
    this.pushed = false;
  }

  private async tryGroup(group: WorkResult<Work>[]): Promise<void> {
    try {
      await this.writeGroup(group);
      this.trouble?.over();
    } catch (error) {
      if (this.trouble === null || !mayPass(error)) this.failure = { error };
      else await this.trouble.wait(error.code);
    }
    this.parts.onChange?.();
  }

  private async writeGroup(group: WorkResult<Work>[]): Promise<void> {
    await this.parts.before?.();
    const again = group.filter(({ retry }) => retry !== null);
    if (again.length > 0) await this.parts.postpone?.(again);
    again.forEach((result) => {
      this.done(result, null);
    });
    const final = group.filter(({ retry }) => retry === null);
    if (final.length === 0) return;
    const files = await this.commit(final);
    await this.parts.afterGroup?.(files);
  }

  /** All in one transaction; when one of them cannot be written at all, each in its own. */
  private async commit(group: WorkResult<Work>[]): Promise<CommittedFile[]> {
    try {
      return await this.commitTogether(group);
    } catch (error) {
      const { instead } = this.parts;
      if (instead === undefined || mayPass(error) || isCvmatchError(error, 'store_corrupt')) throw error;
      if (group.length > 1) return this.commitEach(group);
      // E.g. a CV taken for known that was removed meanwhile: the next attempt does the work.
      this.ready[this.ready.indexOf(group[0]!)] = instead(group[0]!);
      return [];
    }
  }

  private async commitEach(group: WorkResult<Work>[]): Promise<CommittedFile[]> {
    const files: CommittedFile[] = [];
    for (const result of group) files.push(...(await this.commit([result])));
    return files;
  }

  private async commitTogether(group: WorkResult<Work>[]): Promise<CommittedFile[]> {
    const files = await this.parts.intake.commit(group.map(({ fileResult }) => fileResult));
    const byPath = new Map(files.map((file) => [file.path, file]));
    for (const result of group) this.done(result, byPath.get(result.fileResult.path));
    return files;
  }

  private done(result: WorkResult<Work>, file: CommittedFile | null | undefined): void {
    this.ready.splice(this.ready.indexOf(result), 1);
    this.parts.onWritten(result, file);
  }
}
