import { Places } from './places.js';

/** The CVs that hold a phrase, with what it adds to the BM25 of each. */
export interface Weights {
  keys: ArrayLike<number>;
  weights: ArrayLike<number>;
}

/** Key of a CV and its BM25. */
export type Sum = [key: number, sum: number];

/** The `depth` best by BM25, a sum over phrases, and all that tie with the last; best first. */
export function bestSums(postings: readonly Weights[], wanted: Pick<Set<number>, 'has'> | null, depth: number): Sum[] {
  const most = postings.reduce((count, { keys }) => count + keys.length, 0);
  places.reset(most);
  if (sums.length < most) sums = new Float64Array(2 * most);
  sums.fill(0, 0, most);
  for (const { keys, weights } of postings)
    for (let i = 0; i < keys.length; i++) sums[places.of(keys[i]!)]! += weights[i]!;
  const left = wanted === null ? places.size : moveWanted(wanted);
  const least = sums.slice(0, left).sort().at(-depth) ?? -Infinity;
  const best: Sum[] = [];
  for (let i = 0; i < left; i++) if (sums[i]! >= least) best.push([places.keys[i]!, sums[i]!]);
  return best.sort(([, a], [, b]) => b - a);
}

const places = new Places();
/** By place. */
let sums = new Float64Array(1024);

/** To the front; returns how many there are. */
function moveWanted(wanted: Pick<Set<number>, 'has'>): number {
  const { keys, size } = places;
  let left = 0;
  for (let i = 0; i < size; i++) {
    if (!wanted.has(keys[i]!)) continue;
    keys[left] = keys[i]!;
    sums[left++] = sums[i]!;
  }
  return left;
}
