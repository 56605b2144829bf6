/** Time for the pacer, so that tests can pretend. Milliseconds. */
export interface Clock {
  now(): number;
  /** Returns false when the pacer was told to stop. */
  sleep(ms: number): boolean;
}

export interface Due {
  /** Places in the schedule: from `first` to `last`, both included. */
  first: number;
  last: number;
  /** Moment of sending minus the scheduled moment of `first`: the pacer's own lateness. */
  late: number;
}

/**
 * Sends each arrival at its moment, whatever became of those before: an open loop. A late pacer sends at once what is
 * overdue and moves no later moment; the schedule, not the sending, is what latencies are counted from.
 */
export function pace(schedule: Float64Array, start: number, clock: Clock, send: (due: Due) => void): void {
  let next = 0;
  while (next < schedule.length) {
    const wait = start + schedule[next]! - clock.now();
    if (wait > 0) {
      if (!clock.sleep(wait)) return;
      continue;
    }
    const now = clock.now() - start;
    let last = next;
    while (last + 1 < schedule.length && schedule[last + 1]! <= now) last++;
    send({ first: next, last, late: Math.max(0, now - schedule[next]!) });
    next = last + 1;
  }
}
