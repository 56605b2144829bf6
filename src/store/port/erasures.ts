import type {
  ControlledPlace,
  CvId,
  ErasureCertificate,
  ErasureWait,
  ScannedPlace,
  SignedCertificate,
} from '../../domain/index.js';
import type { TraceFinder } from '../traces.js';

/**
 * A removal of which traces may still be on disk. Its rows are deleted when it is committed; this record stays until a scan
 * of every file of the store found no trace, so that any process that opens the store later can continue it.
 */
export interface Erasure {
  id: string;
  /** Time when the removal was committed, ISO 8601. */
  since: string;
  /** Number of removed CVs. */
  cvs: number;
  waitsFor: ErasureWait;
}

/** How much one call may do. */
export interface ErasureEffort {
  /** Milliseconds to wait for other processes that read the store. */
  waitMs: number;
  /** Bytes of the database file to scan at most; the next call continues there. */
  scanBytes: number;
  /**
   * Size in bytes up to which the store may be rewritten. Infinity: any size, and also if an earlier rewrite did not remove
   * the traces.
   */
  rewriteBytes: number;
}

/**
 * What of a removal was found outside of the store's rows before it began. Null: the removal is not controlled, and gets no
 * certificate.
 */
export type StoredControl = readonly ControlledPlace[] | null;

/** On what terms something is removed. */
export interface RemovalTerms {
  /** Default: nothing was found outside of the store. */
  stored?: StoredControl;
  /**
   * Somebody asked for the erasure: the same bytes are not taken in again, under whatever name, until `Intake.readmit`. `keyId`:
   * only from this API key, which sees nothing of the others; null: from nobody. Absent: they may come again.
   */
  asked?: { keyId: string | null };
  /**
   * What becomes of CVs that are held (see `Retention`). `refuse`, the default: `conflict` is thrown, and nothing is removed; `keep`:
   * files that have them are left out; `remove`: they are removed all the same.
   */
  held?: 'refuse' | 'keep' | 'remove';
}

/** A folder of backups that the workspace knows. */
export interface KnownBackups {
  where: string;
  /** False: it cannot be read now. */
  reachable: boolean;
  backups: { id: string; completedAt: string }[];
}

/** What a certificate says of places that the store does not see. */
export interface Surroundings {
  /** Scanned for traces, which were not there. */
  places: readonly ScannedPlace[];
  backups: readonly KnownBackups[];
}

/**
 * What one call has ended: with a certificate; without one, where somebody removed without a control; and removals of which
 * the scan proved nothing, since it did not find its own mark: they are scanned again.
 */
export interface EndedRemovals {
  certified: number;
  uncertified: number;
  unproven: number;
}

export const NONE_ENDED: Readonly<EndedRemovals> = { certified: 0, uncertified: 0, unproven: 0 };

export interface Advanced {
  /** Those that are still pending. */
  pending: Erasure[];
  /** Bytes that were searched for traces. */
  scannedBytes: number;
  ended: EndedRemovals;
}

/** Which certificates to list, the newest first. */
export interface CertificateQuery {
  limit: number;
  /** Those that are listed after this one. */
  after?: string;
}

/**
 * A keyed hash of something that was removed, kept for ever: whoever has the thing itself can tell that it was removed, e.g. when
 * a backup of before is restored; nobody else learns anything. Of one salt there are many marks.
 */
export interface ErasedMark {
  salt: string;
  mark: string;
  /** Time of the removal, ISO 8601. */
  at: string;
  /** Bytes that are not taken in again, see `RemovalTerms`; false for all else. */
  asked: boolean;
}

/** What a store has of things that were removed elsewhere. */
export interface ErasedThings {
  cvs: CvId[];
  /** Paths of files. */
  files: string[];
  /** Ids of JDs. */
  jds: string[];
}

export interface Erasures {
  /** Oldest first. */
  pending(): Promise<Erasure[]>;
  /** Finds traces of all pending removals, to scan bytes outside the store. */
  finder(): Promise<TraceFinder>;
  /** Whether the store itself holds this trace, because other CVs share it or the CV came in again. */
  isElsewhere(trace: string): Promise<boolean>;
  /** Confirms that the uploads and originals of these removals are deleted. No removal ends without it. */
  filesGone(ids: string[]): Promise<void>;
  /**
   * Continues all pending removals. One that ends gets its certificate in the transaction in which it ends.
   */
  advance(effort: ErasureEffort, around?: Surroundings): Promise<Advanced>;
  certificates(query: CertificateQuery): Promise<SignedCertificate[]>;
  certificate(id: string): Promise<SignedCertificate | null>;
  /** Keeps the certificate of a removed tenant; called on the store of `default`. One of this id that is there stays. */
  certify(certificate: ErasureCertificate): Promise<void>;
  /** Marks of what was removed at `since` (ISO 8601) or later, oldest first. */
  erased(since: string): Promise<ErasedMark[]>;
  /** Remembers that a tenant was removed; called on the store of `default`. */
  noteTenant(id: string): Promise<void>;
  /** Takes over what is remembered of bytes that are not to be taken in again, e.g. beside a backup that is restored. */
  remember(marks: ErasedMark[]): Promise<void>;
  /** What of this store such marks mean. Reads all ids. */
  meantBy(marks: ErasedMark[]): Promise<ErasedThings>;
}
