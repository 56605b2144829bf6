/**
 * What a removal is waiting for before no trace is left. `files`: the bytes of uploads are still on the disk. `log`:
 * another process still reads the store as it was before, so the removed data cannot be overwritten. `look`: not all
 * files have been searched since. `remains`: traces were found, and are erased when the store is rewritten.
 */
export const ERASURE_WAITS = ['files', 'log', 'look', 'remains'] as const;
export type ErasureWait = (typeof ERASURE_WAITS)[number];
