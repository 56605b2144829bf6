import type { Sealer } from '../sealing/sealer.js';
import type { FailedState, FailureCode, Outcome } from '../domain/index.js';

/** All bytes of a file. */
export interface ReadFile {
  bytes: Uint8Array;
  /** sha-256, 64 hex digits. */
  hash: string;
  size: number;
  mtimeMs: number;
}

/** An upload whose bytes are stored here. */
export interface LyingUpload {
  /** `upload:ID`. */
  path: string;
  ageMs: number;
}

/** Stored bytes that can be read in pieces, even if they are moved or deleted meanwhile. The caller must close it. */
export interface StoredFile {
  /** Bytes. */
  size: number;
  /** From `start` to `end`, both included; all bytes if missing. */
  stream(range?: ByteRange): AsyncIterable<Uint8Array>;
  /** Safe to call twice. */
  close(): Promise<void>;
}

export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Stores the bytes of uploads until their CV is in the store. Implementations: disk.ts (default), others by URL.
 * Contract: contract/. An upload is named by its path in the store, `upload:ID`; the service generates ID, never a
 * client.
 */
export interface Uploads {
  /**
   * Stores bytes as they arrive. When it resolves they are on disk, but not yet durable: see `keep`. Reads `source` to
   * its end even if the bytes are refused.
   */
  receive(source: AsyncIterable<Uint8Array>, options: ReceiveOptions): Promise<Received>;
  /** Stores the bytes of an upload that was received elsewhere under the same path; resolves once they are safely on disk. */
  put(path: string, bytes: Uint8Array): Promise<void>;
  /** Makes received uploads durable: from now on they survive a crash of the machine. */
  keep(paths: string[]): Promise<void>;
  /** All bytes with their hash, at most `maxSize`; any problem is an Outcome. */
  read(path: string, maxSize: number): Promise<Outcome<ReadFile>>;
  /** Null if there are no bytes under this path. */
  find(path: string): Promise<StoredFile | null>;
  /** Ignores paths that are not uploads, and uploads whose bytes are gone. */
  remove(paths: string[]): Promise<void>;
  /**
   * Uploads that have been here for at least `ageMs`, sorted by path, in pages of at most `page` (1,000), since there
   * may be any number. Uploads that are added or removed meanwhile may or may not be included.
   */
  older(ageMs: number, page?: number): AsyncIterable<LyingUpload[]>;
  /** Removes uploads that were begun more than `ageMs` ago and never completed; returns their number. */
  removeUnfinished(ageMs: number): Promise<number>;
}

/**
 * The bytes of CVs as they were handed in, kept as long as the store has a file or a CV with them. Implementations:
 * disk/ (default), others by URL. Contract: contract/. An original is named by the sha-256 of its bytes, 64 hex digits,
 * so it never changes, and files with equal bytes share one original.
 */
export interface Originals {
  /** Moves the bytes of an upload that was made permanent with `Uploads.keep`; false if they no longer exist. */
  take(uploadPath: string, hash: string): Promise<boolean>;
  /** Resolves once the bytes are safely on disk. */
  put(hash: string, bytes: Uint8Array): Promise<void>;
  has(hash: string): Promise<boolean>;
  /** Null if it is not kept. */
  find(hash: string): Promise<StoredFile | null>;
  /** All bytes, at most `maxSize`; `corrupt` if they do not match the hash. */
  read(hash: string, maxSize: number): Promise<Outcome<ReadFile>>;
  /**
   * Permanently deletes those that nothing holds, and returns their hashes. `held` is called while the bytes cannot be
   * read, so it includes everybody who took them before; bytes that were added again meanwhile stay.
   */
  remove(hashes: string[], held: (hashes: string[]) => Promise<Set<string>>): Promise<string[]>;
  /** Hashes of all originals, including those whose removal was interrupted, in pages of at most `page` (1,000). */
  all(page?: number): AsyncIterable<string[]>;
  /** Deletes files older than `ageMs` whose writing was never completed; returns how many. */
  removeUnfinished(ageMs: number): Promise<number>;
  /**
   * Makes a read-only copy under the given name for programs on this machine, and returns its path. It is deleted
   * together with the original of this hash, or when it is old enough. `key`: that hash, or any other name of letters
   * and digits.
   */
  lend(key: string, name: string, bytes: AsyncIterable<Uint8Array>): Promise<string>;
  /** Deletes copies that were made longer ago than `ageMs`. */
  takeBack(ageMs: number): Promise<void>;
  /** Without copies. */
  usage(): Promise<FilesUsage>;
}

export interface FilesUsage {
  files: number;
  bytes: number;
}

/** Where the bytes of all tenants of a workspace lie. */
export interface FilePlace {
  /** `sealer`: encrypts what is written. @throws CvmatchError `bad_config` if this place cannot. */
  of(tenant: string, sealer: Sealer): { uploads: Uploads; originals: Originals };
  /**
   * Writes everything of a tenant again as new bytes are kept. May be stopped at any moment and called again; nobody else
   * may use it meanwhile. Returns the number of files written.
   */
  reseal(tenant: string, sealer: Sealer): Promise<number>;
  /** Permanently deletes everything of a tenant. */
  erase(tenant: string): Promise<void>;
  /** Where it is, for people. */
  readonly where: string;
  /** Says, for people, where it is, and that it answers. @throws CvmatchError if it does not. */
  examine(): Promise<string>;
  /** Asks it whether it is there and ours. @throws CvmatchError `store_unreachable` if it is not. */
  levels(): Promise<FilesLevels>;
  close(): Promise<void>;
}

/** Figures of the place of files, which can be had at once. */
export interface FilesLevels {
  /** Bytes that its file system has in all, and those that may be written there; null for a bucket. */
  disk: { bytes: number; freeBytes: number } | null;
}

export interface ReceiveOptions {
  /** In bytes; a larger upload is refused. */
  maxSize: number;
  /** May refuse an upload by its first bytes; `whole`: these are all. Called once. */
  look: (head: Uint8Array, whole: boolean) => Refused | null;
}

export type Refused = { ok: false; state: FailedState; code: FailureCode; message: string };

export interface Received {
  /** `upload:ID`; ids sort in the order of arrival. */
  path: string;
  /** Number of bytes received. */
  size: number;
  mtimeMs: number;
  /** sha-256 of the bytes; null if they were refused, in which case none are kept. */
  hash: string | null;
  refused: Refused | null;
}
