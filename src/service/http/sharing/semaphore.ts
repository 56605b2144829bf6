import { FairQueue, isSameSender as isSame, type Sender } from '../../../domain/index.js';
import { CvmatchError } from '../../../errors.js';

export interface SemaphoreOptions {
  /** Name of the limited activity, for the error. */
  what: string;
  /** The most at once. */
  limit: number;
  /** The most at once of one tenant, and of one API key; by default `limit`. */
  perTenant?: number;
  perKey?: number;
  /**
   * The most that may wait. Further ones are refused, since an unlimited wait looks like a service that hangs; but a sender
   * with less than its share of these places may still wait.
   */
  waiting: number;
  /** Receives the duration of each wait in seconds. */
  onWaited?: (seconds: number) => void;
}

/** Milliseconds that a place is assumed to be held, until it is given back. */
const USUAL_MS = 100;

/**
 * Limits how many do something expensive at once. Those that wait take turns by the time for which they held places: first
 * tenants, then their API keys. Bounds per tenant and key leave places for others, whatever one of them does.
 */
export class Semaphore {
  private readonly queue = new FairQueue<Waiting>({ quantum: USUAL_MS, now: () => performance.now() });
  /** The sender of each place that is taken. */
  private readonly held: Sender[] = [];

  constructor(private readonly options: SemaphoreOptions) {}

  /** @throws CvmatchError `busy` if too many wait. */
  async run<T>(sender: Sender, body: () => Promise<T>): Promise<T> {
    const since = performance.now();
    await this.enter(sender, since);
    const began = performance.now();
    this.options.onWaited?.((began - since) / 1000);
    try {
      return await body();
    } finally {
      this.held.splice(this.held.indexOf(sender), 1);
      this.queue.charge(sender, performance.now() - began - USUAL_MS);
      this.fill();
    }
  }

  /** The others that wait for a place which this sender could give them, each with the seconds since it began to wait. */
  waitingFor(sender: Sender): { sender: Sender; seconds: number }[] {
    const now = performance.now();
    return [...this.queue.senders()]
      .filter(({ sender: other }) => !isSame(other, sender) && this.wouldFit(other, sender))
      .map(({ sender: other, first }) => ({ sender: other, seconds: (now - first.since) / 1000 }));
  }

  private enter(sender: Sender, since: number): Promise<void> {
    this.requireRoom(sender);
    return new Promise((begin) => {
      this.queue.add(sender, { since, begin });
      this.fill();
    });
  }

  private requireRoom(sender: Sender): void {
    const { what, waiting } = this.options;
    if (this.queue.size < waiting || this.fits(sender, this.held)) return;
    const all = [...this.queue.senders()];
    const own = all.find(({ sender: other }) => isSame(other, sender))?.items ?? 0;
    const share = waiting / (all.length + (own === 0 ? 1 : 0));
    if (own + 1 <= share) return;
    throw new CvmatchError('busy', `too many ${what} are already waiting`, { hint: 'Try again in a few seconds.' });
  }

  private fill(): void {
    for (;;) {
      const next = this.queue.next(
        (sender) => this.fits(sender, this.held),
        () => USUAL_MS,
      );
      if (next === null) return;
      this.held.push(next.sender);
      next.item.begin();
    }
  }

  private wouldFit(sender: Sender, without: Sender): boolean {
    const at = this.held.findIndex((one) => isSame(one, without));
    return this.fits(
      sender,
      this.held.filter((_one, i) => i !== at),
    );
  }

  private fits(sender: Sender, held: Sender[]): boolean {
    const { limit, perTenant = limit, perKey = limit } = this.options;
    const ofTenant = held.filter(({ tenant }) => tenant === sender.tenant);
    return (
      held.length < limit &&
      ofTenant.length < perTenant &&
      ofTenant.filter(({ key }) => key === sender.key).length < perKey
    );
  }
}

interface Waiting {
  /** When it began to wait. */
  since: number;
  begin: () => void;
}
