import type { CvId, FileState, Outcome, ProcessedCv, ProfileOverride } from '../../domain/index.js';
import type { RemovalTerms } from './erasures.js';
import type { Leases } from './lease.js';
import type { Claim, TaskClaim } from './tasks.js';

/** A file as last seen, and the state in which it ended; null while its task is open. */
export interface FileRecord {
  /** An absolute path, or `upload:ID`. */
  path: string;
  /** The CV with exactly its bytes. */
  cvId: CvId | null;
  /** For a near copy that was left out: the CV with the same text in other bytes. The file does not hold that CV. */
  resembles: CvId | null;
  /** sha-256 of its bytes; null if they were never read. */
  hash: string | null;
  state: FileState | null;
  code: string | null;
  message: string | null;
  format: string | null;
  size: number;
  mtimeMs: number;
  /** Fingerprint and options under which it was read; if they change, the work must be repeated. */
  madeWith: string | null;
  /** Fingerprint of the CV it points to, which a reindex updates. */
  cvFingerprint: string | null;
}

export interface NewFile {
  path: string;
  size: number;
  mtimeMs: number;
  /** Its name where it was uploaded from. */
  name?: string | null;
  /** sha-256 of its bytes if already known. */
  hash?: string | null;
  /**
   * Whose CV it is, in the sender's own words, e.g. the number of an application. Another file from the same API key
   * with the same value is a revision of the same CV; files of other keys are not affected. Null: a CV of its own.
   */
  candidate?: string | null;
}

export interface NewBatch {
  id: string;
  /** What brought it in: `ingest`, `upload`. */
  source: string;
  /** API key of an upload; null for this machine. */
  keyId?: string | null;
  /** Chosen by the client, so that a repeated request gives one batch; unique per API key. */
  idempotencyKey?: string | null;
  /** Priority of its tasks: higher first, then older first. */
  priority?: number;
}

/** The result of one file, written together with its CV in one transaction. */
export interface FileResult extends NewFile {
  hash: string | null;
  madeWith: string;
  /**
   * `known`: the bytes are those of a CV in the store, so no work was done. `unchanged`: the bytes are those of this
   * file's record and only its date differs; the record keeps its state.
   */
  outcome: Outcome<ProcessedCv> | { ok: true; known: true } | { ok: true; unchanged: true };
  /** As for `--duplicates`. */
  duplicates: 'skip' | 'flag' | 'keep';
  fingerprint: string;
  /** It failed for a temporary reason and has used up its retries, so its task is a dead letter. */
  dead?: boolean;
  /**
   * Written only if this claim is still the latest of the file's task; otherwise skipped, e.g. because the file was
   * deleted.
   */
  claim?: TaskClaim;
}

export interface CommittedFile {
  path: string;
  state: FileState;
  code: string | null;
  message: string | null;
  format: string | null;
  /** The CV with exactly its bytes. */
  cvId: CvId | null;
  /** As in `FileRecord`. */
  resembles: CvId | null;
}

export interface Intake extends Leases {
  /** The records of these paths; unknown paths are absent. */
  known(paths: string[]): Promise<Map<string, FileRecord>>;
  /**
   * The fingerprint under which a CV with these bytes was made; null if the store has none. With a key: null too unless
   * this key has handed them in, since how soon they are ready would tell it that another one has.
   */
  madeWith(cvId: CvId, keyId?: string | null): Promise<string | null>;
  /**
   * Stores, in one transaction, the batch and one open task per file; a path that has an open task keeps it. Returns
   * the id of the batch. If its idempotency key is known, that is the earlier batch, and nothing is written. `settled`:
   * results already known for some files; if the CV of such a result is gone by now, the file stays a task.
   */
  open(batch: NewBatch, files: NewFile[], settled?: FileResult[]): Promise<string>;
  /** Takes open tasks for `owner` until the lease ends, in the order of `paths`. */
  claim(owner: string, paths: string[], leaseMs: number): Promise<Claim[]>;
  /**
   * Writes results in the given order, all or none, closes their tasks, and returns what was written. The content
   * decides `duplicate`, candidate and revision. A file is a `duplicate` of what its own API key has handed in; files on
   * disk, which no key brought in, are compared with all.
   */
  commit(results: FileResult[]): Promise<CommittedFile[]>;
  /** Which of these bytes (sha-256) are not taken in from this sender, because somebody asked for their erasure. */
  refuses(hashes: readonly string[], keyId: string | null): Promise<Set<string>>;
  /** Corrections of the CV with these bytes, which are made again when it is read again; empty if there is none. */
  overrides(hash: string): Promise<ProfileOverride[]>;
  /** Takes bytes in again, also if nobody refused them; false if they were not refused. */
  readmit(hash: string, keyId: string | null): Promise<boolean>;
  /** Records of files under a folder, or of exactly this path. */
  under(folder: string): Promise<FileRecord[]>;
  /**
   * Removes the records of files that are gone, and every CV that no other file has. Returns the removed CVs. Near
   * copies of them become open tasks again. `erasure`, `terms`: as in `Cvs.remove`.
   */
  prune(paths: string[], erasure?: string, terms?: RemovalTerms): Promise<CvId[]>;
}
