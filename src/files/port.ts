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
