import pLimit, { type LimitFunction } from 'p-limit';
import { CvmatchError } from '../../errors.js';

export interface SemaphoreOptions {
  /** Name of the limited activity, for the error. */
  what: string;
  /** The most at once. */
  limit: number;
  /** The most that may wait. Further ones are refused, since an unlimited wait looks like a service that hangs. */
  waiting: number;
  /** Receives the duration of each wait in seconds. */
  onWaited?: (seconds: number) => void;
}

/** Limits how many do something expensive at once; first come, first served. */
export class Semaphore {
  private readonly places: LimitFunction;

  constructor(private readonly options: SemaphoreOptions) {
    this.places = pLimit(options.limit);
  }

  /** @throws CvmatchError `busy` if too many wait; p-limit itself would let any number wait. */
  async run<T>(body: () => Promise<T>): Promise<T> {
    const { what, limit, waiting, onWaited } = this.options;
    const began = performance.now();
    if (this.places.activeCount >= limit && this.places.pendingCount >= waiting) {
      throw new CvmatchError('busy', `too many ${what} are already waiting`, { hint: 'Try again in a few seconds.' });
    }
    return this.places(() => {
      onWaited?.((performance.now() - began) / 1000);
      return body();
    });
  }
}
