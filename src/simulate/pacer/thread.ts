import { parentPort, workerData } from 'node:worker_threads';
import { pace, type Clock } from './pace.js';

/**
 * Set `stop[0]` to 1 to end it. `start` is in milliseconds since the epoch, since `performance.now()` starts at another
 * moment in each thread.
 */
export interface PacerData {
  schedule: Float64Array;
  start: number;
  stop: Int32Array;
}

const { schedule, start, stop } = workerData as PacerData;
const clock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: (ms) => Atomics.wait(stop, 0, 0, ms) === 'timed-out',
};
pace(schedule, start, clock, (due) => {
  parentPort!.postMessage(due);
});
