/** Raised with every change of process.ts that makes the same document give another CV: part of the fingerprint. */
export const PROCESS_VERSION = 1;
