/**
 * What a removal waits for until nothing of it is left. `files`: bytes of uploads lie there. `log`: a reader still sees the
 * store as it was before, so what was removed cannot be overwritten. `look`: nobody has looked through all files since.
 * `remains`: traces were found, and go when the store is written anew.
 */
export const ERASURE_WAITS = ['files', 'log', 'look', 'remains'] as const;
export type ErasureWait = (typeof ERASURE_WAITS)[number];
