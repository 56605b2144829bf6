import type { ErasureWait } from '../../domain/index.js';
import type { TraceFinder } from '../traces.js';

/**
 * A removal whose traces may still be on the disk. The rows are gone as soon as it is committed. Its record stays until
 * a search of all files of the store has found no trace, so that whoever opens the store can continue.
 */
export interface Erasure {
  id: string;
  /** Time when the removal was committed, ISO 8601. */
  since: string;
  /** Number of CVs that it removes. */
  cvs: number;
  waitsFor: ErasureWait;
}

/** How much work to do in one call. */
export interface ErasureEffort {
  /** Milliseconds to wait for other processes that read the store. */
  waitMs: number;
  /** Bytes of the store to search; the next call continues from there. */
  lookBytes: number;
  /** A larger store is not rewritten. */
  rewriteBytes: number;
}

export interface Erasures {
  /** Oldest first. */
  pending(): Promise<Erasure[]>;
  /** Finds the traces of all pending removals in bytes outside of the store. */
  finder(): Promise<TraceFinder>;
  /**
   * Whether the store rightly contains a trace that `finder` found, because another CV has the same text or the CV was
   * added again.
   */
  isElsewhere(trace: string): Promise<boolean>;
  /**
   * Reports that the bytes of these removals no longer exist, neither as uploads nor as originals. No removal is
   * finished before that.
   */
  filesGone(ids: string[]): Promise<void>;
  /** Continues all pending removals. Returns those that are still pending, and how many bytes were searched. */
  advance(effort: ErasureEffort): Promise<{ pending: Erasure[]; lookedBytes: number }>;
}
