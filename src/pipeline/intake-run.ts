import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadFile } from '../files/read-file.js';
import type { FileRecord, Intake, SettledFile, Settlement, TaskClaim } from '../store/port/index.js';
import type { FoundFile } from './collect.js';
import { Containers } from './containers.js';
import { madeWith, stillHolds, type ReadingOptions } from './made-with.js';
import { OrderedWriter } from './ordered-writer.js';
import { keepAlive, LEASE_MS } from './owner.js';
import type { Pool } from '../pool/pool.js';
import { Processing } from './processing.js';

export interface RunParts {
  intake: Intake;
  pool: Pool;
  owner: string;
  options: ReadingOptions & { asOf: string | null };
  onSettled: (file: SettledFile, worked: boolean) => void;
  signal: AbortSignal;
}

/** Tasks claimed in one transaction. */
const CLAIM = 32;
/** Results that may wait for an earlier, slower one; about 100 kB each. */
const MAX_WAITING = 256;
const POLL_MS = 200;
/** What is under way when the run is stopped gets so long to end. */
const GRACE_MS = 2000;

/** Works through open tasks of files in order: claim, read, process, write. Two processes on one store share the work. */
export class IntakeRun {
  private readonly writer: OrderedWriter;
  private readonly madeWith: string;
  private readonly processing: Processing;
  private readonly active = new Set<Promise<void>>();
  private readonly containers = new Containers();
  private number = 0;
  private stopped = false;
  private readonly aborted: Promise<void>;
  /** Paths whose bytes were those of their record. */
  private readonly unchanged = new Set<string>();

  constructor(private readonly parts: RunParts, private readonly records: Map<string, FileRecord>) {
    this.madeWith = madeWith(parts.options);
    this.processing = new Processing({ intake: parts.intake, pool: parts.pool, fingerprint: parts.options.fingerprint, asOf: parts.options.asOf });
    this.aborted = new Promise((resolve) => { parts.signal.addEventListener('abort', () => { resolve(); }, { once: true }); });
    this.writer = new OrderedWriter(parts.intake, (files) => {
      files.forEach((file) => { parts.onSettled(file, !this.unchanged.has(file.path)); });
    });
  }

  /** @throws CvmatchError when the store cannot be written; what is open stays open and is finished by a later run. */
  async work(files: FoundFile[]): Promise<void> {
    const { intake, owner } = this.parts;
    const rest = keepAlive(intake, owner);
    try {
      let left = await this.pass(files);
      while (left.length > 0 && !this.halted) {
        await sleep(POLL_MS);
        left = await this.pass(left);
      }
      await this.finish();
    } finally {
      this.stopped = true;
      rest();
      // After a full disk even this may fail; then the lease ends, or the process with it.
      await intake.release([owner]).catch(() => undefined);
    }
  }

  private get halted(): boolean {
    return this.parts.signal.aborted || this.writer.hasFailed;
  }

  /** One walk over the files; returns those that another process has in hand. */
  private async pass(files: FoundFile[]): Promise<FoundFile[]> {
    const taken: FoundFile[] = [];
    for (let at = 0; at < files.length && !this.halted; at += CLAIM) {
      const group = files.slice(at, at + CLAIM);
      const claims = await this.parts.intake.claim(this.parts.owner, group.map((file) => file.path), LEASE_MS);
      for (const [i, file] of group.entries()) {
        if (this.halted) break;
        const claim = claims[i]!;
        if (claim.kind === 'mine') await this.begin(file, claim.claim);
        else if (claim.kind === 'taken') taken.push(file);
        else await this.doneElsewhere(file);
      }
    }
    return taken;
  }

  /** Another process finished it: for this run it is unchanged. */
  private async doneElsewhere(file: FoundFile): Promise<void> {
    const record = (await this.parts.intake.known([file.path])).get(file.path);
    if (record?.state === null || record === undefined) return;
    this.parts.onSettled({ path: file.path, state: record.state, code: record.code, message: record.message, format: record.format, cvId: record.cvId }, false);
  }

  /** Starts a file as soon as the pool has room, so that no file is read before a thread is nearly free. */
  private async begin(file: FoundFile, claim: TaskClaim): Promise<void> {
    while (this.active.size >= this.parts.pool.capacity + 1 || (this.writer.waiting >= MAX_WAITING && this.active.size > 0)) {
      await Promise.race([...this.active, this.aborted]);
      if (this.halted) return;
    }
    const number = this.number++;
    const one = this.settlementOf(file).then((result) => {
      if (!this.stopped) this.writer.add(number, { ...result, claim });
    });
    const tracked: Promise<void> = one.finally(() => this.active.delete(tracked));
    this.active.add(tracked);
  }

  private async finish(): Promise<void> {
    const ended = Promise.allSettled([...this.active]);
    await (this.halted ? Promise.race([ended, sleep(GRACE_MS)]) : ended);
    this.stopped = true;
    await this.writer.flush();
  }

  private async settlementOf(file: FoundFile): Promise<Settlement> {
    const { maxSize, duplicates, fingerprint } = this.parts.options;
    const base = { path: file.path, size: file.size, mtimeMs: file.mtimeMs, madeWith: this.madeWith, duplicates, fingerprint };
    if (file.problem !== null) return { ...base, hash: null, outcome: file.problem };
    const read = await this.containers.read(file.path, maxSize);
    if (!read.ok) return { ...base, hash: null, outcome: read };
    const { hash, size, mtimeMs } = read.value;
    return { ...base, hash, size, mtimeMs, outcome: await this.outcomeOf(file, read.value) };
  }

  private async outcomeOf(file: FoundFile, read: ReadFile): Promise<Settlement['outcome']> {
    const record = this.records.get(file.path);
    if (record?.hash === read.hash && stillHolds(record, this.madeWith)) {
      this.unchanged.add(file.path);
      return { ok: true, unchanged: true };
    }
    return this.processing.outcomeOf(read);
  }
}
