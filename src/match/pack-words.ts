import { setImmediate as yieldNow } from 'node:timers/promises';
import { repeatedly } from '../domain/index.js';
import type { SearchIndex } from '../store/port/index.js';

/**
 * Packs all that lies ready of the word index: of a store of an older version or one that was moved, and where CVs were removed or
 * read anew. `onLeft`: how many pieces are left, after each.
 */
export async function packWords(search: Pick<SearchIndex, 'pack'>, onLeft?: (pieces: number) => void): Promise<void> {
  for (let left = await search.pack(); left > 0; left = await search.pack()) {
    onLeft?.(left);
    await yieldNow();
  }
}

/** Milliseconds until a service looks again whether there is something to pack. */
const EVERY_MS = 10_000;

/** The same in the background of a service or worker, whose writes come between the pieces; returns a function that stops it. */
export function keepPacking(search: Pick<SearchIndex, 'pack'>, onError: (error: unknown) => void): () => Promise<void> {
  return repeatedly(EVERY_MS, () => packWords(search), onError);
}
