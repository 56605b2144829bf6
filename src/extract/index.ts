import { failure, type ExtractedDocument, type Outcome } from '../domain/index.js';

/** Raised with every change that makes the same bytes give another text: part of the fingerprint. */
export const EXTRACT_VERSION = 1;

export interface ExtractOptions {
  /** Bytes that a container may expand to in all; more is `expands_too_large`. */
  maxExpandedBytes: number;
}

/** Bytes -> text with layout, the format recognised by content alone. May balloon or hang on hostile bytes: run it in the sandbox. */
export function extractDocument(_bytes: Uint8Array, _options: ExtractOptions): Promise<Outcome<ExtractedDocument>> {
  return Promise.resolve(failure('unknown_format', 'not a format that cvmatch reads'));
}
