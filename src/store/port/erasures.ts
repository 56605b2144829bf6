import type { ErasureWait } from '../../domain/index.js';
import type { TraceFinder } from '../traces.js';

/**
 * What was removed and is not known to be gone from the disk. Rows are away as soon as a removal is committed; its record
 * stays until a look into every file of the store found no trace of it, so whoever opens the store goes on with it.
 */
export interface Erasure {
  id: string;
  /** When the removal was committed, ISO. */
  since: string;
  /** CVs that it removes. */
  cvs: number;
  waitsFor: ErasureWait;
}

/** How far to go at once. */
export interface ErasureEffort {
  /** Milliseconds to wait for readers. */
  waitMs: number;
  /** Bytes of the store to look through; the next one goes on from there. */
  lookBytes: number;
  /** A larger store is not written anew. */
  rewriteBytes: number;
}

export interface Erasures {
  /** Oldest first. */
  pending(): Promise<Erasure[]>;
  /** Finds the traces of all that is pending in bytes that lie outside of the store. */
  finder(): Promise<TraceFinder>;
  /** Whether what was found by `finder` is in the store of its own right: others have it, or it came in again. */
  isElsewhere(trace: string): Promise<boolean>;
  /** Their bytes lie nowhere, neither as uploads nor as originals: none of them ends before that was said. */
  filesGone(ids: string[]): Promise<void>;
  /** Goes on with all that are pending; gives those that still are, and the bytes that were looked through. */
  advance(effort: ErasureEffort): Promise<{ pending: Erasure[]; lookedBytes: number }>;
}
