import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_MS = 500;
/** Also how long a stop may have to wait for it. */
const MOST_MS = 2000;

/** Waits while a store cannot be used just now (`mayPass`), longer each time until it can. */
export class Trouble {
  private ms = FIRST_MS;

  constructor(private readonly onTrouble: (code: string) => void) {}

  async wait(code: string): Promise<void> {
    this.onTrouble(code);
    await sleep(this.ms);
    this.ms = Math.min(MOST_MS, this.ms * 2);
  }

  over(): void {
    this.ms = FIRST_MS;
  }
}
