/** Time for the pacer, in milliseconds; tests replace it. */
export interface Clock {
  now(): number;
  /** Returns false when the pacer was told to stop. */
  sleep(ms: number): boolean;
}

export interface Due {
  /** Indices into the schedule, from `first` to `last` inclusive. */
  first: number;
  last: number;
  /** Time of sending minus the scheduled time of `first`: the pacer's own lateness. */
  late: number;
}

/**
 * Sends each arrival at its moment, whatever became of earlier ones: an open loop. A late pacer sends everything
 * overdue at once and does not move later arrivals. Latencies count from the schedule, not from the sending.
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
