import type { ResealProgress } from '../../src/index.js';
import { openProgress } from './progress.js';

/** Runs `body` with a progress bar over the CVs of one tenant after another. */
export async function resealProgress<T>(quiet: boolean, body: (onProgress: ResealProgress) => Promise<T>): Promise<T> {
  const progress = await openProgress('CVs', quiet);
  try {
    return await body((_tenant, done, total) => {
      progress.update(done, total);
    });
  } finally {
    progress.stop();
  }
}
