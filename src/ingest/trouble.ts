import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_MS = 500;
/** Longest wait in milliseconds; a stop may have to wait for it too. */
const MOST_MS = 2000;

/** Waits while a store cannot be used for a temporary reason (`mayPass`), longer each time. */
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
