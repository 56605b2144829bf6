import { EFFORTS, finishErasures, type ErasureParts } from './erasure.js';

/** Milliseconds between two looks for removals that are not finished. */
const EVERY_MS = 10_000;

/**
 * Goes on with removals that could not be finished at once, for as long as a service or a worker lives. A round that fails
 * is told, and made up for by the next one. Gives what ends it, after the round that is under way.
 */
export function keepErasing(
  parts: ErasureParts,
  onError: (error: unknown) => void,
  everyMs = EVERY_MS,
): () => Promise<void> {
  let round: Promise<void> | null = null;
  const timer = setInterval(() => {
    round ??= finishErasures(parts, EFFORTS.background)
      .then(() => undefined, onError)
      .finally(() => {
        round = null;
      });
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await round;
  };
}
