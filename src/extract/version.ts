/** Part of the fingerprint. Raise it with every change that makes the same bytes give another text. */
export const EXTRACT_VERSION = 8;
