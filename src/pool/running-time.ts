import { readFileSync, readlinkSync } from 'node:fs';

/** Milliseconds that a gap between two looks counts at most: if the watcher did not run, the watched one may not have either. */
const LONGEST_GAP_MS = 250;

/**
 * How long something has run, for time limits on a machine that others use too. Time in which it was ready to run but got
 * no processor does not count, so that a time limit says something about the CV and not about the machine. Time asleep
 * does count: an engine may hang in a wait. Only Linux tells the two apart; elsewhere only gaps in the watching are left
 * out, which also covers a computer that was suspended. Docs: docs/decisions/time-limits.md.
 */
export class RunningTime {
  private last: number;
  private lastWaited: number | null;
  private counted = 0;

  /** `thread`: number of the thread in the system, or that of a process for its main thread; null if it is unknown. */
  constructor(
    private readonly thread: number | null,
    private readonly now: () => number = () => performance.now(),
    private readonly waited: (thread: number) => number | null = readWaited,
  ) {
    this.last = now();
    this.lastWaited = this.read();
  }

  /** Milliseconds so far. Call it a few times a second, since long gaps count in part only. */
  look(): number {
    const [now, waited] = [this.now(), this.read()];
    const gap = Math.min(now - this.last, LONGEST_GAP_MS);
    const waiting = waited === null || this.lastWaited === null ? 0 : waited - this.lastWaited;
    this.counted += Math.max(0, gap - waiting);
    this.last = now;
    this.lastWaited = waited;
    return this.counted;
  }

  private read(): number | null {
    return this.thread === null ? null : this.waited(this.thread);
  }
}

/** Number of the calling thread in the system; null if the system does not say. */
export function threadNumber(): number | null {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  } catch {
    return null;
  }
}

/**
 * Milliseconds that a thread has spent waiting for a processor, from the second field of schedstat (proc(5)). Null if the
 * thread is gone or the system does not say. Takes 25 microseconds.
 */
export function readWaited(thread: number): number | null {
  try {
    return Number(readFileSync(`/proc/${thread}/schedstat`, 'latin1').split(' ')[1]) / 1e6;
  } catch {
    return null;
  }
}
