/** Part of the fingerprint. Raise it with every change to process.ts that makes the same document give another CV. */
export const PROCESS_VERSION = 1;
