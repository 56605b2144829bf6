/**
 * What a removal is waiting for until no trace of it is left on disk. `files`: the bytes of an upload or original are still
 * there. `log`: another process still reads the store as it was before the removal, so the old pages cannot be overwritten.
 * `scan`: the store's files have not been scanned to the end since. `remains`: a scan found traces, and the store must be
 * rewritten.
 */
export const ERASURE_WAITS = ['files', 'log', 'scan', 'remains'] as const;
export type ErasureWait = (typeof ERASURE_WAITS)[number];

/** `cv`: CVs with all that was derived from them; `file`: files without a CV, or whose CV another file still has. */
export const ERASURE_KINDS = ['cv', 'file', 'jd', 'tenant'] as const;
export type ErasureKind = (typeof ERASURE_KINDS)[number];

/** Where a removal was expected to be found before it began: the positive control of the scan. */
export interface ControlledPlace {
  /** A table of the store, `originals` or `uploads`. */
  place: string;
  /** Rows or files of what is to be removed. */
  rows: number;
  /** Traces that the scan found in them; of files, those whose bytes have the right hash. */
  hits: number;
}

/** Where it was looked for afterwards. */
export interface ScannedPlace {
  /** A file of the store, a table of the server, `originals` or `uploads`. */
  place: string;
  bytes: number;
}

/** Backups in one folder that were completed after a removed CV had come in, and may hold it. */
export interface KeptBackups {
  where: string;
  /** False: the folder cannot be read now; what it holds is not known. */
  reachable: boolean;
  ids: string[];
}

/**
 * What a removal was, written once it has ended: no place that was scanned holds a trace of it. It contains nothing of the person:
 * no name, no path of a file, no hash.
 */
export interface ErasureCertificate {
  id: string;
  kind: ErasureKind;
  /** ISO 8601, by the clock of the store. */
  askedAt: string;
  endedAt: string;
  /** As in the audit log: who asked for it, and from where. */
  actor: string;
  origin: string;
  cvs: number;
  files: number;
  jds: number;
  /** The keyed pseudonym of each CV, as in the audit log. Of a tenant: by the key of `default`. */
  pseudonyms: string[];
  before: ControlledPlace[];
  /** No trace was found in any of them that is not also in a row of something else. */
  after: ScannedPlace[];
  scannedBytes: number;
  /** The last scan found the mark of the removal itself, which proves that it read the store. */
  markFound: boolean;
  /** CVs of the same bytes that the store held at the end: of another file, or handed in again meanwhile. */
  held: number;
  backups: KeptBackups[];
  /** What nobody can vouch for from here, in words. */
  beyond: string[];
}

/** As it is kept. */
export interface SignedCertificate extends ErasureCertificate {
  /** HMAC under the key of the tenant's audit log. */
  mac: string;
  /** Whether it is as it was written, as far as this key tells. */
  genuine: boolean;
}
