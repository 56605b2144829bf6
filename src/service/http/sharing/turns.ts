import { FairQueue, type Sender } from '../../../domain/index.js';

/** Milliseconds per turn of the event loop for beginning requests; the last one may exceed it. */
const BUDGET_MS = 10;
/** Milliseconds of one sender's requests before it is another's turn: about one request. */
const QUANTUM_MS = 1;

/**
 * Begins only a few requests per turn of the event loop. If a thousand that arrive together were all begun in one turn,
 * timers, health checks and workers' results would have to wait for the last of them. Senders take turns by the time that
 * beginning their requests took, so that a crowd of one sender's does not hold up the others.
 */
export class Turns {
  private readonly waiting = new FairQueue<() => void>({ quantum: QUANTUM_MS, now: () => performance.now() });
  /** When this turn began its first request; null before that. */
  private began: number | null = null;

  /** Calls `begin` now, or in a later turn if this one has done its share. */
  enter(sender: Sender, begin: () => void): void {
    if (this.waiting.size === 0 && this.mayGoOn()) begin();
    else this.waiting.add(sender, begin);
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
    if (this.waiting.size === 0 || !this.mayGoOn()) return;
    const began = performance.now();
    const { sender, item: begin } = this.waiting.next(
      () => true,
      () => 0,
    )!;
    begin();
    // Microtasks run to completion before a tick that one of them schedules.
    queueMicrotask(() => {
      process.nextTick(() => {
        this.waiting.charge(sender, performance.now() - began);
        this.step();
      });
    });
  }
}
