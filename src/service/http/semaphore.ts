import pLimit, { type LimitFunction } from 'p-limit';
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
  private readonly places: LimitFunction;

  constructor(private readonly options: SemaphoreOptions) {
    this.places = pLimit(options.limit);
  }

  /** @throws CvmatchError `busy` when too many wait: p-limit itself lets any number wait. */
  async run<T>(body: () => Promise<T>): Promise<T> {
    const { what, limit, waiting, onWaited } = this.options;
    const began = performance.now();
    if (this.places.activeCount >= limit && this.places.pendingCount >= waiting) {
      throw new CvmatchError('busy', `too many ${what} wait already`, { hint: 'Try again in a few seconds.' });
    }
    return this.places(() => {
      onWaited?.((performance.now() - began) / 1000);
      return body();
    });
  }
}
