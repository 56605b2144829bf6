import { parentPort, workerData } from 'node:worker_threads';
import { pace, type Clock } from './pace.js';

/** `stop[0]` becomes 1 to end it. `start` is in milliseconds of the epoch: threads count `performance.now()` from different moments. */
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
