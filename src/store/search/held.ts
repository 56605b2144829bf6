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

/** Similarities of the occupations that CVs held, by CV; a Map is one. */
export interface Held<Id> {
  readonly size: number;
  /** Undefined for a CV that held none near enough. */
  get(id: Id): number | undefined;
  forEach(body: (held: number, id: Id) => void): void;
}

/**
 * The similarity of the occupations that CVs held, above `least`, by CV: half the best of the latest posts, half the sum of
 * the shares.
 */
export function heldAbove(lists: readonly Near[], least: number, wanted: Pick<Set<number>, 'has'> | null): HeldByKey {
  makeRoom(lists);
  let touched = 0;
  for (const { near, holders, count } of lists) touched = add(near, holders, count, touched);
  const keys = TOUCHED.keys.slice(0, touched);
  const values = roomFor(keys);
  let size = 0;
  for (const key of keys) {
    const held = (best[key]! + sums[key]!) / 2;
    best[key] = sums[key] = 0;
    if (!(held > least) || (wanted !== null && !wanted.has(key))) continue;
    values[key] = held;
    keys[size++] = key;
  }
  return new HeldByKey(keys.subarray(0, size), values);
}

/** A number for each key up to the largest: a Map of some ten thousand takes longer than all else. */
export class HeldByKey implements Held<number> {
  constructor(
    private readonly keys: Int32Array,
    private readonly values: Float64Array,
  ) {}

  static of(rows: readonly (readonly [key: number, held: number])[]): HeldByKey {
    const keys = Int32Array.from(rows, ([key]) => key);
    const values = roomFor(keys);
    for (const [key, held] of rows) values[key] = held;
    return new HeldByKey(keys, values);
  }

  get size(): number {
    return this.keys.length;
  }

  get(key: number): number | undefined {
    return this.values[key] || undefined;
  }

  forEach(body: (held: number, key: number) => void): void {
    for (const key of this.keys) body(this.values[key]!, key);
  }

  /** The keys of the `count` nearest, about; all if there are no more. */
  nearest(count: number): number[] {
    const keys = [...this.keys];
    return keys.length <= count ? keys : keys.sort((a, b) => this.values[b]! - this.values[a]!).slice(0, count);
  }
}

/** A number for each key. */
const roomFor = (keys: Int32Array): Float64Array =>
  new Float64Array(1 + keys.reduce((most, key) => Math.max(most, key), -1));

/** By key; 0 between searches. */
let [best, sums] = [new Float64Array(1024), new Float64Array(1024)];
/** Keys with a value, in the order in which they came. */
const TOUCHED = { keys: new Int32Array(1024) };

function makeRoom(lists: readonly Near[]): void {
  let [most, all] = [0, 0];
  for (const { holders, count } of lists) {
    all += count;
    for (let i = 0; i < count; i++) most = Math.max(most, holders.keys[i]!);
  }
  if (best.length <= most) [best, sums] = [new Float64Array(2 * most + 1), new Float64Array(2 * most + 1)];
  if (TOUCHED.keys.length < all) TOUCHED.keys = new Int32Array(2 * all);
}

function add(near: number, { keys, recent, share }: Holders, count: number, touched: number): number {
  let next = touched;
  for (let i = 0; i < count; i++) {
    const key = keys[i]!;
    if (best[key] === 0 && sums[key] === 0) TOUCHED.keys[next++] = key;
    best[key] = Math.max(best[key]!, near * recent[i]!);
    sums[key]! += near * near * share[i]!;
  }
  return next;
}
