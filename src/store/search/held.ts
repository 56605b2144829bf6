/** The CVs that held an occupation, with the factors of `titlesScore` (rank/scorers/titles.ts). */
export interface Holders {
  keys: ArrayLike<number>;
  recent: ArrayLike<number>;
  share: ArrayLike<number>;
  /** False if there are more. */
  isAll: boolean;
}

/** The best of the latest posts and the sum of the shares, by CV. */
export class Held {
  private readonly places = new Map<number, number>();
  private readonly best: number[] = [];
  private readonly sums: number[] = [];

  /** The first `count` of those who held an occupation that is so near to the one asked for, 0..1. */
  addAll(near: number, { keys, recent, share }: Holders, count: number): void {
    for (let i = 0; i < count; i++) this.add(keys[i]!, near * recent[i]!, near * near * share[i]!);
  }

  private add(key: number, recent: number, share: number): void {
    const place = this.places.get(key);
    if (place === undefined) {
      this.places.set(key, this.best.length);
      this.best.push(recent);
      this.sums.push(share);
    } else {
      this.best[place] = Math.max(this.best[place]!, recent);
      this.sums[place]! += share;
    }
  }

  above(least: number, wanted: Pick<Set<number>, 'has'> | null): Map<number, number> {
    const found = new Map<number, number>();
    for (const [key, place] of this.places) {
      const held = (this.best[place]! + this.sums[place]!) / 2;
      if (held > least && (wanted === null || wanted.has(key))) found.set(key, held);
    }
    return found;
  }
}
