import type { AuditAction, AuditFact, AuditRecord } from '../../domain/index.js';
import type { AuditChain, AuditSeal } from '../audit/chain.js';
import type { AuditKey } from '../audit/key.js';
import type { AuditRow } from '../audit/record.js';

/** Conditions on records; all of them hold. Pseudonyms as `AuditKey.pseudonym` makes them. */
export interface AuditFilter {
  actor?: string;
  action?: AuditAction;
  outcome?: string;
  cv?: string;
  jd?: string;
  /** Milliseconds since 1970, inclusive. */
  since?: number;
  /** Likewise, exclusive. */
  until?: number;
}

export interface AuditQuery extends AuditFilter {
  /** `newest`: from the last record back. */
  order: 'newest' | 'oldest';
  /** Id of a record: those beyond it, in this order. */
  after?: string;
  limit: number;
}

export interface AuditPage {
  records: AuditRecord[];
  /**
   * Where to go on; null: there is no more. One call looks at no more than `MOST_LOOKED_AT` records, so that a page may have
   * fewer records than asked for although more follow.
   */
  next: string | null;
}

/** Records that one call looks at, so that a rare condition makes no call slow. */
export const MOST_LOOKED_AT = 5000;

export interface AuditFigures {
  records: number;
  /** Those that are not sealed yet. */
  open: number;
  /** On the disk, estimated by the length of the latest records. */
  bytes: number;
  /** Time of the oldest record, ISO; null if there is none. */
  oldest: string | null;
  /** ISO; null before the first clean-up. */
  cleanedAt: string | null;
  cleanedRecords: number;
}

/**
 * The audit log of one tenant: who did what, to which CV or JD, when, from where, and how it ended. Records are only ever
 * added, sealed, and removed by age. What changes something writes its records in its own transaction (audited.ts).
 */
export interface AuditLog {
  /** The key of this log; made when it is first needed. */
  key(): Promise<AuditKey>;
  /** Writes down what the present actor did. */
  note(facts: readonly AuditFact[]): Promise<void>;
  /** Takes in records that were made elsewhere; those that are there already are left out. Returns how many were new. */
  take(rows: readonly AuditRow[]): Promise<number>;
  list(query: AuditQuery): Promise<AuditPage>;
  /** Seals one segment. Returns its number of records; 0: nothing is open, or another process seals just now. */
  seal(): Promise<number>;
  /**
   * Removes whole segments that are older than this time (milliseconds since 1970), the oldest first, and leaves an anchor.
   * A store that is partitioned by month removes whole months. Few at a time: `more` says that some are left.
   */
  clean(before: number): Promise<{ records: number; more: boolean }>;
  figures(): Promise<AuditFigures>;
  /** Null if nothing was ever sealed or cleaned. */
  chain(): Promise<AuditChain | null>;
  /** Those that follow a number, in their order. */
  seals(after: number, limit: number): Promise<AuditSeal[]>;
  /** The records of a segment in their order. */
  segment(seal: AuditSeal): Promise<AuditRow[]>;
  /** Records that are not sealed, oldest first. */
  open(after: string, limit: number): Promise<AuditRow[]>;
  /** Sealed records, all of them counted, of segments after one and up to another. */
  countSealed(after: number, upTo: number): Promise<number>;
}
