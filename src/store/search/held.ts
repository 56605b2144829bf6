import { Places } from './places.js';

/** The CVs that held an occupation, with the factors of `titlesScore` (rank/scorers/titles.ts). */
export interface Holders {
  keys: ArrayLike<number>;
  recent: ArrayLike<number>;
  share: ArrayLike<number>;
  /** False if there are more. */
  isAll: boolean;
}

/** Those who held an occupation that is so near to the one asked for, 0..1: the first `count` of them. */
export interface Near {
  near: number;
  holders: Holders;
  count: number;
}

/**
 * The similarity of the occupations that CVs held, above `least`, by CV: half the best of the latest posts, half the sum of
 * the shares.
 */
export function heldAbove(
  lists: readonly Near[],
  least: number,
  wanted: Pick<Set<number>, 'has'> | null,
): Map<number, number> {
  const most = lists.reduce((sum, { count }) => sum + count, 0);
  places.reset(most);
  if (best.length < most) [best, sums] = [new Float64Array(2 * most), new Float64Array(2 * most)];
  best.fill(0, 0, most);
  sums.fill(0, 0, most);
  for (const { near, holders, count } of lists) add(near, holders, count);
  const found = new Map<number, number>();
  for (let i = 0; i < places.size; i++) {
    const held = (best[i]! + sums[i]!) / 2;
    if (held > least && (wanted === null || wanted.has(places.keys[i]!))) found.set(places.keys[i]!, held);
  }
  return found;
}

const places = new Places();
/** By place. */
let [best, sums] = [new Float64Array(1024), new Float64Array(1024)];

function add(near: number, { keys, recent, share }: Holders, count: number): void {
  for (let i = 0; i < count; i++) {
    const place = places.of(keys[i]!);
    best[place] = Math.max(best[place]!, near * recent[i]!);
    sums[place]! += near * near * share[i]!;
  }
}
