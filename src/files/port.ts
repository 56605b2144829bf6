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

/** Bytes that lie here and are read in pieces, also when they are moved or removed meanwhile. Whoever got it closes it. */
export interface StoredFile {
  /** Bytes. */
  size: number;
  /** From `start` to `end`, both included; all of them when missing. */
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
  /** Makes received uploads durable: from now on they survive a crash of the machine. */
  keep(paths: string[]): Promise<void>;
  /** All bytes with their hash, at most `maxSize`; any problem is an Outcome. */
  read(path: string, maxSize: number): Promise<Outcome<ReadFile>>;
  /** Null if no bytes lie here under this path. */
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
 * The bytes of CVs as they were handed in, kept while the store holds a file or a CV of them. Implementations: disk/
 * (default), others by URL. Contract: contract/. An original is named by the sha-256 of its bytes, 64 hex digits, and so
 * never changes; the bytes of two files that are the same are one original.
 */
export interface Originals {
  /** Of an upload that is to stay (`Uploads.keep`), which it moves; false where its bytes are gone. */
  take(uploadPath: string, hash: string): Promise<boolean>;
  /** On the disk when it resolves. */
  put(hash: string, bytes: Uint8Array): Promise<void>;
  has(hash: string): Promise<boolean>;
  /** Null where it is not kept. */
  find(hash: string): Promise<StoredFile | null>;
  /** All bytes, never more than `maxSize`; what is not what its name says is `corrupt`. */
  read(hash: string, maxSize: number): Promise<Outcome<ReadFile>>;
  /**
   * Removes those of these that nothing holds, for good; gives which. `held` is asked while they cannot be read, and so
   * knows of whoever took one before: what came back meanwhile stays.
   */
  remove(hashes: string[], held: (hashes: string[]) => Promise<Set<string>>): Promise<string[]>;
  /** All that lie here, those included whose removal was broken off, by hash, in pages of at most `page` (1,000). */
  all(page?: number): AsyncIterable<string[]>;
  /** Removes what was begun and never completed longer ago than `ageMs`; gives how many. */
  removeUnfinished(ageMs: number): Promise<number>;
  /**
   * A copy for programs of this machine, under a name of its own, which they may not change; gives its path. It goes with
   * the original of this hash, or as old as it is. `key`: that hash, or any other name of letters and digits.
   */
  lend(key: string, name: string, bytes: AsyncIterable<Uint8Array>): Promise<string>;
  /** Removes copies that were lent longer ago than `ageMs`. */
  takeBack(ageMs: number): Promise<void>;
  /** What they take, without copies. */
  usage(): Promise<{ files: number; bytes: number }>;
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
