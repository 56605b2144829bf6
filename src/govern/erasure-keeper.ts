import { EFFORTS, finishErasures, type ErasureParts } from './erasure.js';

/** Milliseconds between two checks for unfinished removals. */
const EVERY_MS = 10_000;

/**
 * Continues removals that could not be finished at once, for as long as a service or a worker runs. A round that fails
 * is reported, and the next one tries again. Returns a function that stops it after the current round.
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
