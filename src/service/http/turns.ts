/** Milliseconds per turn of the event loop for beginning requests; the last one may exceed it. */
const BUDGET_MS = 10;

/**
 * Begins requests in order of arrival, only a few per turn of the event loop. If a thousand that arrive together were
 * all begun in one turn, timers, health checks and workers' results would have to wait for the last of them.
 */
export class Turns {
  private readonly waiting: (() => void)[] = [];
  /** When this turn began its first request; null before that. */
  private began: number | null = null;

  /** Calls `begin` now, or in a later turn if this one has done its share. */
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

  /** Begins one request and lets everything that follows at once finish, before the clock is checked again. */
  private step(): void {
    if (this.waiting.length === 0 || !this.mayGoOn()) return;
    this.waiting.shift()!();
    // Microtasks run to completion before a tick that one of them schedules.
    queueMicrotask(() => {
      process.nextTick(() => {
        this.step();
      });
    });
  }
}
