/** Milliseconds of requests that are begun in one turn of the event loop; the last one may go over it. */
const BUDGET_MS = 10;

/**
 * Begins requests in the order in which they come, few in one turn of the event loop. A thousand that come at the same
 * moment would otherwise all be worked on in one turn, and timers, health checks and the workers' results would wait
 * for the last.
 */
export class Turns {
  private readonly waiting: (() => void)[] = [];
  /** When this turn began to work on requests; null before. */
  private began: number | null = null;

  /** Calls `begin` now, or in a later turn when this one has done its share. */
  enter(begin: () => void): void {
    if (this.waiting.length === 0 && this.mayGoOn()) begin();
    else this.waiting.push(begin);
  }

  private mayGoOn(): boolean {
    if (this.began === null) {
      this.began = performance.now();
      setImmediate(() => {
        this.nextTurn();
      });
    }
    return performance.now() - this.began < BUDGET_MS;
  }

  private nextTurn(): void {
    this.began = null;
    this.step();
  }

  /** One request, then all that follows from it at once, before the clock is looked at again. */
  private step(): void {
    if (this.waiting.length === 0 || !this.mayGoOn()) return;
    this.waiting.shift()!();
    // Microtasks run to the end before a tick that one of them asks for.
    queueMicrotask(() => {
      process.nextTick(() => {
        this.step();
      });
    });
  }
}
