import type { Outcome } from '../domain/index.js';
import type { ReadFile } from '../files/port.js';
import type { FileRecord, Intake, CommittedFile, FileResult } from '../store/port/index.js';
import { ClaimLoop, type ClaimedWork, type WorkSource } from './claim-loop.js';
import type { FoundFile } from './collect.js';
import { Containers } from './containers.js';
import { madeWith, stillHolds, type ReadingOptions } from './made-with.js';
import { keepAlive, LEASE_MS, newOwner } from './owner.js';
import type { Pool } from '../pool/pool.js';
import { Writer, type WorkResult } from './writer.js';

export interface RunParts {
  intake: Intake;
  pool: Pool;
  options: ReadingOptions & { asOf: string | null; again: boolean };
  onCommitted: (file: CommittedFile, worked: boolean) => void;
  signal: AbortSignal;
  /** Keeps the bytes of files that were written to the store; null: they are not kept. */
  keep: ((files: { path: string; hash: string | null }[]) => Promise<void>) | null;
}

/** Tasks claimed in one transaction. */
const CLAIM = 32;
/** Results that may wait for an earlier, slower one. */
const MAX_WAITING = 224;
const GROUP = 16;
/** Milliseconds between two looks at files that another process holds. */
const AGAIN_MS = 200;
/** Milliseconds that work in progress has to end when the run is stopped. */
const GRACE_MS = 2000;

/**
 * Works through the open tasks of files in order. Two processes on one store share the work.
 * @throws CvmatchError if the store cannot be written; open tasks stay open for a later run.
 */
export async function runIntake(parts: RunParts, files: FoundFile[], records: Map<string, FileRecord>): Promise<void> {
  const { intake, pool, options, signal, onCommitted } = parts;
  const owner = newOwner();
  const source = new FileSource(parts, owner, files, records);
  const writer = new Writer<ClaimedWork>({
    intake,
    group: GROUP,
    gatherMs: null,
    afterGroup: (_files, results) => parts.keep?.(results.map(({ fileResult }) => fileResult)) ?? Promise.resolve(),
    onWritten: ({ work, fileResult }, file) => {
      if (file) onCommitted(file, !('unchanged' in fileResult.outcome));
      else source.lost(work.path);
    },
    onChange: () => {
      loop.wake();
    },
  });
  const loop = new ClaimLoop<ClaimedWork>({
    source,
    writer,
    intake,
    options,
    pool: () => Promise.resolve(pool),
    keyOf: null,
    inOrder: true,
    mostWaiting: MAX_WAITING,
  });
  const rest = keepAlive(intake, owner);
  const stop = (): void => {
    loop.stop(GRACE_MS);
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    await loop.run();
  } finally {
    signal.removeEventListener('abort', stop);
    rest();
  }
}

/** Walks over the files, and again over those that other processes held, until all have ended. */
class FileSource implements WorkSource<ClaimedWork> {
  private readonly containers = new Containers();
  private readonly madeWith: string;
  private readonly byPath: Map<string, FoundFile>;
  private at = 0;
  /** Files for the next walk. */
  private taken: FoundFile[] = [];
  private nextWalk = 0;

  constructor(
    private readonly parts: RunParts,
    private readonly owner: string,
    private files: FoundFile[],
    private readonly records: Map<string, FileRecord>,
  ) {
    this.madeWith = madeWith(parts.options);
    this.byPath = new Map(files.map((file) => [file.path, file]));
  }

  async claim(): Promise<ClaimedWork[]> {
    if (this.at >= this.files.length && !this.isTurned()) return [];
    const mine: ClaimedWork[] = [];
    while (mine.length === 0 && this.at < this.files.length && !this.parts.signal.aborted) {
      const group = this.files.slice(this.at, this.at + CLAIM);
      this.at += group.length;
      mine.push(...(await this.claimGroup(group)));
    }
    return mine;
  }

  /** Whether it is time for another walk. */
  private isTurned(): boolean {
    if (this.taken.length === 0 || Date.now() < this.nextWalk) return false;
    [this.files, this.taken, this.at] = [this.taken, [], 0];
    this.nextWalk = Date.now() + AGAIN_MS;
    return true;
  }

  private async claimGroup(group: FoundFile[]): Promise<ClaimedWork[]> {
    const claims = await this.parts.intake.claim(
      this.owner,
      group.map((file) => file.path),
      LEASE_MS,
    );
    const mine: ClaimedWork[] = [];
    for (const [i, file] of group.entries()) {
      const claim = claims[i]!;
      if (claim.kind === 'mine') mine.push({ ...file, claim: claim.claim });
      else if (claim.kind === 'taken') this.taken.push(file);
      else await this.doneElsewhere(file);
    }
    return mine;
  }

  /** Another process finished it, so for this run it is unchanged. */
  private async doneElsewhere(file: FoundFile): Promise<void> {
    const record = (await this.parts.intake.known([file.path])).get(file.path);
    if (record?.state === null || record === undefined) return;
    const { path, state, code, message, format, cvId, resembles } = record;
    this.parts.onCommitted({ path, state, code, message, format, cvId, resembles }, false);
  }

  /** The lease ended during the work, and another process has the task now. */
  lost(path: string): void {
    this.taken.push(this.byPath.get(path)!);
  }

  isOver(): Promise<boolean> {
    return Promise.resolve(this.at >= this.files.length && this.taken.length === 0);
  }

  read({ path }: ClaimedWork): Promise<Outcome<ReadFile>> {
    return this.containers.read(path, this.parts.options.maxSize);
  }

  isUnchanged({ path }: ClaimedWork, { hash }: ReadFile): boolean {
    const record = this.records.get(path);
    return record?.hash === hash && stillHolds(record, this.madeWith);
  }

  judge(work: ClaimedWork, fileResult: FileResult): WorkResult<ClaimedWork> {
    return { work, fileResult, retry: null };
  }

  giveBack(): Promise<void> {
    return this.parts.intake.release([this.owner]);
  }
}
