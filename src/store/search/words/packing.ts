import { isCvmatchError } from '../../../errors.js';
import { PIECE, pieceOf } from './pack.js';

/** When which piece of the word index is packed, alike in every store. */

/** Pieces to which no CV will be added, since keys only grow, and that are not packed. `lastKey`: the largest key of a CV. */
export function duePieces(ready: readonly { piece: number }[], lastKey: number): number[] {
  const packed = new Set(ready.map(({ piece }) => piece));
  const full = Math.floor((lastKey + 1) / PIECE);
  return Array.from({ length: full }, (_, piece) => piece).filter((piece) => !packed.has(piece));
}

/** Whether a piece becomes full by keys up to `after`, where `before` was the last one. */
export function fills(before: number, after: number): boolean {
  return pieceOf(after + 1) > pieceOf(before + 1);
}

/** After what was asked for is done. Searches find the same without it, so what the store refuses is told to the next one who packs. */
export async function packIf(isFull: boolean, pack: () => Promise<unknown>): Promise<void> {
  if (!isFull) return;
  try {
    await pack();
  } catch (error) {
    if (!isCvmatchError(error)) throw error;
  }
}
