import { repeatedly } from '../domain/index.js';
import { EFFORTS, finishErasures, type ErasureParts } from './erasure.js';

/** Milliseconds between two attempts to finish pending removals. */
const EVERY_MS = 10_000;

/**
 * Continues pending removals in the background of a service or worker. An attempt that fails is reported, and the next one
 * makes up for it. Returns a function that stops it and waits for the attempt in progress.
 */
export function keepErasing(
  parts: ErasureParts,
  onError: (error: unknown) => void,
  everyMs = EVERY_MS,
): () => Promise<void> {
  return repeatedly(everyMs, () => finishErasures(parts, EFFORTS.background), onError);
}
