/** Milliseconds after which past tasks count half. */
const HALF_LIFE_MS = 60_000;
/** Costs are grouped in steps of a factor of the square root of two. */
const STEPS_A_DOUBLING = 2;
const STEPS = 48;

/**
 * The typical length of a sender's tasks, weighted by time: half of the sender's thread time went into shorter tasks, half
 * into longer ones. This is what others meet when they wait for a thread: a hundred short tasks and one of ten seconds have
 * a typical length of ten seconds.
 */
export class TypicalCost {
  /** Thread time in milliseconds, grouped by the length of the task, faded as of `at`. */
  private readonly sums = new Float64Array(STEPS);
  private at: number;

  constructor(private readonly now: () => number) {
    this.at = now();
  }

  add(ms: number): void {
    this.fade();
    this.sums[stepOf(ms)]! += ms;
  }

  /** In milliseconds; null if nothing is known. `running`: how long unfinished tasks have been running. */
  typical(running: Iterable<number> = []): number | null {
    this.fade();
    const sums = Float64Array.from(this.sums);
    for (const ms of running) sums[stepOf(ms)]! += ms;
    const half = sums.reduce((sum, ms) => sum + ms, 0) / 2;
    if (half < LEAST_MS) return null;
    let below = 0;
    const step = sums.findIndex((ms) => (below += ms) >= half);
    return 2 ** ((step + 1) / STEPS_A_DOUBLING);
  }

  private fade(): void {
    const now = this.now();
    const left = 0.5 ** ((now - this.at) / HALF_LIFE_MS);
    this.at = now;
    this.sums.forEach((ms, step) => {
      this.sums[step] = ms * left;
    });
  }
}

/** Milliseconds; smaller sums count as nothing. */
const LEAST_MS = 0.05;

function stepOf(ms: number): number {
  return Math.min(STEPS - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, ms)) * STEPS_A_DOUBLING)));
}
