/**
 * What a removal is waiting for until no trace of it is left on disk. `files`: the bytes of an upload or original are still
 * there. `log`: another process still reads the store as it was before the removal, so the old pages cannot be overwritten.
 * `scan`: the store's files have not been scanned to the end since. `remains`: a scan found traces, and the store must be
 * rewritten.
 */
export const ERASURE_WAITS = ['files', 'log', 'scan', 'remains'] as const;
export type ErasureWait = (typeof ERASURE_WAITS)[number];
