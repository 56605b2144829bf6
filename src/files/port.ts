import type { FailedState, FailureCode, Outcome } from '../domain/index.js';

/** All bytes of a file. */
export interface ReadFile {
  bytes: Uint8Array;
  /** sha-256, 64 hex digits. */
  hash: string;
  size: number;
  mtimeMs: number;
}

/** An upload whose bytes lie here. */
export interface LyingUpload {
  /** `upload:ID`. */
  path: string;
  ageMs: number;
}

/**
 * Where the bytes of uploads lie until their CV is in the store. Implementations: disk.ts (default), others by URL. Contract: contract/.
 * An upload is named by its path in the store, `upload:ID`; ID is made by the service, never by a client.
 */
export interface Uploads {
  /** Takes bytes as they come, on disk when it resolves but not yet to stay: see `keep`. Reads `source` to its end even where they are refused. */
  receive(source: AsyncIterable<Uint8Array>, options: ReceiveOptions): Promise<Received>;
  /** Uploads that were received stay from now on, whatever becomes of the machine. */
  keep(paths: string[]): Promise<void>;
  /** All bytes with their hash, never more than `maxSize`; whatever is wrong is an Outcome. */
  read(path: string, maxSize: number): Promise<Outcome<ReadFile>>;
  /** Paths of others, and bytes that are gone already, are passed over. */
  remove(paths: string[]): Promise<void>;
  /**
   * Uploads whose bytes lie here for `ageMs` or longer, by path, in pages of at most `page` (1,000): there may be any
   * number. What is removed or comes in meanwhile may be among them or not.
   */
  older(ageMs: number, page?: number): AsyncIterable<LyingUpload[]>;
  /** Removes what was begun and never completed longer ago than `ageMs`; gives how many. */
  removeUnfinished(ageMs: number): Promise<number>;
}

export interface ReceiveOptions {
  /** Bytes; more is refused, and so is whatever comes after. */
  maxSize: number;
  /** Refuses by the first bytes; `whole`: they are all. Asked once. */
  look: (head: Uint8Array, whole: boolean) => Refused | null;
}

export type Refused = { ok: false; state: FailedState; code: FailureCode; message: string };

export interface Received {
  /** `upload:ID`, in the order of arrival. */
  path: string;
  /** Bytes that came. */
  size: number;
  mtimeMs: number;
  /** sha-256 of its bytes; null where they were refused: then none are kept. */
  hash: string | null;
  refused: Refused | null;
}
