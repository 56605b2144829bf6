import { Worker } from 'node:worker_threads';
import type { Due } from './pace.js';
import type { PacerData } from './thread.js';

export type { Due } from './pace.js';

export interface Pacer {
  /** Zero of the schedule in milliseconds since the epoch; compare with `epochNow`. */
  readonly start: number;
  /** Resolves when everything was sent, or after stop(). */
  readonly finished: Promise<void>;
  stop(): void;
}

export const epochNow = (): number => performance.timeOrigin + performance.now();

/** Milliseconds before the first arrival, which the thread needs to start. */
const LEAD_MS = 150;

/**
 * Starts the pacer in a thread of its own, so that a busy main thread cannot delay it. `schedule` is in milliseconds.
 */
export function startPacer(schedule: Float64Array, onDue: (due: Due) => void): Pacer {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const start = epochNow() + LEAD_MS;
  const compiled = import.meta.url.endsWith('.js');
  const entry = new URL(compiled ? './thread.js' : '../../../dist/src/simulate/pacer/thread.js', import.meta.url);
  const worker = new Worker(entry, { workerData: { schedule, start, stop } satisfies PacerData });
  worker.on('message', onDue);
  const finished = new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => {
      resolve();
    });
  });
  return {
    start,
    finished,
    stop: () => {
      Atomics.store(stop, 0, 1);
      Atomics.notify(stop, 0);
    },
  };
}
