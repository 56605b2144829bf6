import { CvmatchError } from '../../errors.js';

export interface SemaphoreOptions {
  /** What is done in turns, for the error. */
  what: string;
  /** How many at once. */
  limit: number;
  /** How many may wait; more are refused, because a wait without end looks like a service that hangs. */
  waiting: number;
  /** Told each wait, seconds. */
  onWaited?: (seconds: number) => void;
}

/** Lets few at a time do what would otherwise take the machine from everyone else, first come first served. */
export class Semaphore {
  private running = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly options: SemaphoreOptions) {}

  /** @throws CvmatchError `busy` when too many wait. */
  async run<T>(body: () => Promise<T>): Promise<T> {
    const { what, limit, waiting, onWaited } = this.options;
    const began = performance.now();
    if (this.running < limit) this.running += 1;
    else if (this.queue.length >= waiting) throw new CvmatchError('busy', `too many ${what} wait already`, { hint: 'Try again in a few seconds.' });
    else await new Promise<void>((resolve) => this.queue.push(resolve));
    onWaited?.((performance.now() - began) / 1000);
    try {
      return await body();
    } finally {
      const next = this.queue.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}
