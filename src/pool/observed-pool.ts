import type { Outcome, ProcessedCv } from '../domain/index.js';
import type { Pool } from './pool.js';

/** How full a pool is: tasks under way, tasks that wait for a thread, and how many may be under way. */
export interface PoolLoad {
  running: number;
  waiting: number;
  capacity: number;
}

export interface ObservedPool extends Pool {
  load(): PoolLoad;
}

export interface PoolObserver {
  /** An outcome, with the milliseconds since 1970 between which the pool had the CV. */
  processed(outcome: Outcome<ProcessedCv>, startedAt: number, endedAt: number): void;
  /** Milliseconds that a CV waited until one of those that may be under way had ended; 0 where there was room. */
  waited(ms: number): void;
}

/** The same pool. It lets CVs in in the order in which they come, so who waits for how long can be told from outside. */
export function observedPool(pool: Pool, observer: PoolObserver): ObservedPool {
  const { capacity } = pool;
  const waiting: number[] = [];
  let running = 0;
  const enter = (): void => {
    if (running === capacity) {
      waiting.push(performance.now());
      return;
    }
    running += 1;
    observer.waited(0);
  };
  const leave = (): void => {
    const since = waiting.shift();
    if (since === undefined) running -= 1;
    else observer.waited(performance.now() - since);
  };
  return {
    capacity,
    close: () => pool.close(),
    load: () => ({ running, waiting: waiting.length, capacity }),
    run: async (task) => {
      const startedAt = Date.now();
      enter();
      try {
        const outcome = await pool.run(task);
        observer.processed(outcome, startedAt, Date.now());
        return outcome;
      } finally {
        leave();
      }
    },
  };
}
