import { Pause, type FailureCode } from '../domain/index.js';
import { isCvmatchError, mayPass } from '../errors.js';
import type { Intake, CommittedFile, FileResult } from '../store/port/index.js';
import { Trouble } from './trouble.js';

/** The result of one piece of work. */
export interface WorkResult<Work> {
  work: Work;
  fileResult: FileResult;
  /** Set for another attempt instead of a state. */
  retry: { delayMs: number; code: FailureCode; message: string } | null;
}

export interface WriterParts<Work> {
  intake: Pick<Intake, 'commit'>;
  /**
   * Results per transaction: few enough that the event loop waits under 50 ms, many enough that syncing the disk is
   * cheap.
   */
  group: number;
  /** Characters of text per transaction, for the same reason; a longer CV is written alone. Without it: any number. */
  groupText?: number;
  /** Milliseconds that an incomplete group waits for more results; null: until it is full, or `push` is called. */
  gatherMs: number | null;
  /** Whether more results are on their way; without it, they may be. A group waits for nothing else. */
  expectsMore?: () => boolean;
  /** Called before each group; an error from it is final. */
  before?: () => Promise<void>;
  postpone?: (results: WorkResult<Work>[]) => Promise<void>;
  /** What is written instead of a result that cannot be written at all; without it, the error is final. */
  instead?: (result: WorkResult<Work>) => WorkResult<Work>;
  /**
   * If given, results that cannot be written for a temporary reason (see `mayPass`) are kept until they can, and the
   * code is reported here; otherwise the error is final.
   */
  onTrouble?: (code: string) => void;
  /** `file`: null for an attempt that will be repeated; undefined if the claim was lost and nothing was written. */
  onWritten: (result: WorkResult<Work>, file: CommittedFile | null | undefined) => void;
  /** A group was written, or could not be. */
  onChange?: () => void;
  /** Called when a group is on disk, with the files written and the results they came from. */
  afterGroup?: (files: CommittedFile[], results: WorkResult<Work>[]) => Promise<void>;
}

/**
 * Writes results in groups. Numbered results are written in the order of their numbers, whatever the order in which
 * they arrive: which of two copies is the first, and so the content of the store, must not depend on which thread was
 * faster. The reader bounds how many results wait for an earlier one; it asks `waiting`.
 */
export class Writer<Work> {
  /** In the order in which they will be written. */
  private ready: WorkResult<Work>[] = [];
  /** Results by number that wait for an earlier one. */
  private readonly early = new Map<number, WorkResult<Work>>();
  private next = 0;
  private pushed = false;
  /** Of an incomplete group. */
  private readonly gathering = new Pause();
  private readonly trouble: Trouble | null;
  private writing: Promise<void> | null = null;
  private abandoned = false;
  /** An error that it cannot recover from; `flush` throws it. */
  failure: { error: unknown } | null = null;

  constructor(private readonly parts: WriterParts<Work>) {
    this.trouble = parts.onTrouble === undefined ? null : new Trouble(parts.onTrouble);
  }

  get waiting(): number {
    return this.ready.length + this.early.size;
  }

  /** `number`: counts from 0, each used once; null: written as it comes. */
  add(number: number | null, result: WorkResult<Work>): void {
    if (number === null) this.ready.push(result);
    else this.early.set(number, result);
    for (let one = this.early.get(this.next); one !== undefined; one = this.early.get(this.next)) {
      this.early.delete(this.next++);
      this.ready.push(one);
    }
    if (!this.isWorthWaiting) this.gathering.end();
    this.start();
  }

  /** Writes everything up to the first gap, even if no group is full. */
  push(): void {
    this.pushed = true;
    this.gathering.end();
    this.start();
  }

  /** Like `push`, and waits for it. @throws what the store threw, now and on every later call. */
  async flush(): Promise<void> {
    do {
      this.push();
      await this.writing;
      if (this.failure !== null) throw this.failure.error;
    } while (this.ready.length > 0 && !this.abandoned);
  }

  /** What has not been written is given back to its source, so it must not be written any more. */
  abandon(): void {
    this.abandoned = true;
    this.gathering.end();
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

  /** Whether a few more results soon fill the group, so that one transaction serves them all. */
  private get isWorthWaiting(): boolean {
    const { group, expectsMore } = this.parts;
    return !this.pushed && this.ready.length < group && expectsMore?.() !== false;
  }

  private async writeDue(): Promise<void> {
    while (this.isDue) {
      const { gatherMs } = this.parts;
      if (gatherMs !== null && this.isWorthWaiting) await this.gathering.wait(gatherMs);
      if (this.abandoned) return;
      await this.tryGroup(this.nextGroup());
    }
    this.pushed = false;
  }

  private nextGroup(): WorkResult<Work>[] {
    const { group, groupText = Infinity } = this.parts;
    let [size, text] = [0, 0];
    for (const { fileResult } of this.ready.slice(0, group)) {
      text += textLength(fileResult);
      if (size > 0 && text > groupText) break;
      size += 1;
    }
    return this.ready.slice(0, size);
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
    await this.parts.afterGroup?.(files, final);
  }

  /** Writes a group in one transaction; if one result cannot be written at all, each in a transaction of its own. */
  private async commit(group: WorkResult<Work>[]): Promise<CommittedFile[]> {
    try {
      return await this.commitTogether(group);
    } catch (error) {
      const { instead } = this.parts;
      if (instead === undefined || mayPass(error) || isCvmatchError(error, 'store_corrupt')) throw error;
      if (group.length > 1) return this.commitEach(group);
      // E.g. a CV that was taken for known and has since been removed; the next attempt does the work.
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

function textLength({ outcome }: FileResult): number {
  return outcome.ok && 'value' in outcome ? outcome.value.document.text.length : 0;
}
