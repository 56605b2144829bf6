import type { CvId, FileState, Outcome, ProcessedCv } from '../../domain/index.js';
import type { Leases } from './lease.js';
import type { Claim, TaskClaim } from './tasks.js';

/** A file as it was last seen, and where it ended; null state while its task is open. */
export interface FileRecord {
  /** Absolute, or `upload:ID`. */
  path: string;
  /** The CV of its very bytes. */
  cvId: CvId | null;
  /** Of a near copy that was left out: the CV whose text it has, in other bytes. It holds nothing of that CV. */
  resembles: CvId | null;
  /** sha-256 of its bytes, null when they were never read. */
  hash: string | null;
  state: FileState | null;
  code: string | null;
  message: string | null;
  format: string | null;
  size: number;
  mtimeMs: number;
  /** Fingerprint and options under which it was read: another value means that the work is to be done again. */
  madeWith: string | null;
  /** Fingerprint of the CV it points to, which a reindex brings up to date. */
  cvFingerprint: string | null;
}

export interface NewFile {
  path: string;
  size: number;
  mtimeMs: number;
  /** As it was called where it was uploaded from. */
  name?: string | null;
  /** sha-256 of its bytes where it is known already. */
  hash?: string | null;
}

export interface NewBatch {
  id: string;
  /** What brought it in: `ingest`, `upload`. */
  source: string;
  /** API key of an upload; null: this machine. */
  keyId?: string | null;
  /** Named by the client so that a request sent twice is one batch; counts per API key. */
  idempotencyKey?: string | null;
  /** Of its tasks: higher ones first, then older ones. */
  priority?: number;
}

/** What became of one file, to be written with its CV in one transaction. */
export interface FileResult extends NewFile {
  hash: string | null;
  madeWith: string;
  /**
   * `known`: the bytes are those of a CV in the store, so no work was done. `unchanged`: the bytes are those of this file's
   * record, only its date differs; the record keeps its state.
   */
  outcome: Outcome<ProcessedCv> | { ok: true; known: true } | { ok: true; unchanged: true };
  /** As `--duplicates`. */
  duplicates: 'skip' | 'flag' | 'keep';
  fingerprint: string;
  /** It failed for a reason that may pass, and its retries are used up: its task is a dead letter. */
  dead?: boolean;
  /** Written only where this claim is still the last one of the file's task; else it is passed over, e.g. deleted meanwhile. */
  claim?: TaskClaim;
}

export interface CommittedFile {
  path: string;
  state: FileState;
  code: string | null;
  message: string | null;
  format: string | null;
  /** The CV of its very bytes. */
  cvId: CvId | null;
  /** As in `FileRecord`. */
  resembles: CvId | null;
}

export interface Intake extends Leases {
  /** The records of these paths; unknown ones are absent. */
  known(paths: string[]): Promise<Map<string, FileRecord>>;
  /** The fingerprint under which a CV of these bytes was made; null when the store has none. */
  madeWith(cvId: CvId): Promise<string | null>;
  /**
   * One transaction: the batch and one open task per file. A task that is open for a path already is kept, not doubled.
   * Gives the id of the batch: where its idempotency key is known, that of the earlier one, and nothing is written.
   * `settled`: what is known of some of them already; a CV that was known and is gone meanwhile stays a task.
   */
  open(batch: NewBatch, files: NewFile[], settled?: FileResult[]): Promise<string>;
  /** Takes open tasks for `owner` until the lease ends, in the order of `paths`. */
  claim(owner: string, paths: string[], leaseMs: number): Promise<Claim[]>;
  /** Writes results in the order given, all or none, and gives those written; closes their tasks; the content decides `duplicate`, candidate and revision. */
  commit(results: FileResult[]): Promise<CommittedFile[]>;
  /** Records of files under a folder (or exactly this path). */
  under(folder: string): Promise<FileRecord[]>;
  /**
   * Forgets files that are gone, with every CV that no other file holds. Returns the CVs removed. Near copies of these are
   * open tasks again.
   */
  prune(paths: string[]): Promise<CvId[]>;
}
