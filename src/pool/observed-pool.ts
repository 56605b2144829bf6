import type { Outcome, ProcessedCv } from '../domain/index.js';
import type { Pool, SharedPool } from './pool.js';

/** How full a pool is: tasks in progress, tasks waiting for a thread, and how many may be in progress. */
export interface PoolLoad {
  running: number;
  waiting: number;
  capacity: number;
}

export interface ObservedPool extends SharedPool {
  load(): PoolLoad;
}

export interface PoolObserver {
  /** Called with an outcome and the times, in milliseconds since 1970, at which the pool took and returned the CV. */
  processed(outcome: Outcome<ProcessedCv>, startedAt: number, endedAt: number): void;
  /** Milliseconds that a CV waited for a free place; 0 where there was one. */
  waited(ms: number): void;
}

/**
 * The pool with an observer. Since the pool starts CVs in the order in which they arrive, waiting times can be measured
 * from outside.
 */
export function observedPool(pool: SharedPool, observer?: Pick<PoolObserver, 'waited'>): ObservedPool {
  const { capacity } = pool;
  const waiting: number[] = [];
  let running = 0;
  const enter = (): void => {
    if (running === capacity) {
      waiting.push(performance.now());
      return;
    }
    running += 1;
    observer?.waited(0);
  };
  const leave = (): void => {
    const since = waiting.shift();
    if (since === undefined) running -= 1;
    else observer?.waited(performance.now() - since);
  };
  const watched = (one: Pool): Pool => ({
    capacity,
    close: () => one.close(),
    turn: (key, signal) => one.turn(key, signal),
    run: async (task, turn) => {
      enter();
      try {
        return await one.run(task, turn);
      } finally {
        leave();
      }
    },
  });
  const load = (): PoolLoad => ({ running, waiting: waiting.length, capacity });
  return { ...watched(pool), load, of: (tenant) => watched(pool.of(tenant)) };
}

/**
 * The same pool with an observer of its own: where several users share a pool, each is notified of the results of its
 * own tasks only.
 */
export function toldPool(pool: Pool, observer: Pick<PoolObserver, 'processed'>): Pool {
  return {
    capacity: pool.capacity,
    close: () => pool.close(),
    turn: (key, signal) => pool.turn(key, signal),
    run: async (task, turn) => {
      const startedAt = Date.now();
      const outcome = await pool.run(task, turn);
      observer.processed(outcome, startedAt, Date.now());
      return outcome;
    },
  };
}
