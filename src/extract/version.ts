/** Raised with every change that makes the same bytes give another text: part of the fingerprint. */
export const EXTRACT_VERSION = 7;
