import type { Intake, SettledFile, Settlement } from '../store/port/index.js';

/** CVs of one transaction: few enough that the event loop waits under 50 ms, many enough that syncing the disk is cheap. */
const GROUP = 16;

/**
 * Writes results in the order of their numbers, whatever the order in which they come: which of two copies is the first,
 * and so the content of the store, must not depend on which thread was faster. The bound on what waits for an earlier,
 * slower one is the reader's: it asks `waiting`.
 */
export class OrderedWriter {
  private readonly results = new Map<number, Settlement | null>();
  private next = 0;
  private writing: Promise<void> | null = null;
  private failed: { error: unknown } | null = null;

  constructor(private readonly intake: Intake, private readonly onSettled: (files: SettledFile[]) => void) {}

  /** Results that wait for an earlier one. */
  get waiting(): number {
    return this.results.size;
  }

  /** `null`: nothing is to be written for this number. */
  add(number: number, result: Settlement | null): void {
    this.results.set(number, result);
    if (this.writing === null && this.ready() >= GROUP) this.start();
  }

  /** Writes what is complete up to the first gap. @throws what the store threw, now and on every later call. */
  async flush(): Promise<void> {
    for (;;) {
      // The end of one group may begin the next.
      while (this.writing !== null) await this.writing;
      if (this.failed !== null) throw this.failed.error;
      if (this.ready() === 0) return;
      this.start();
    }
  }

  get hasFailed(): boolean {
    return this.failed !== null;
  }

  private ready(): number {
    let n = 0;
    while (n < GROUP && this.results.has(this.next + n)) n++;
    return n;
  }

  private start(): void {
    this.writing = this.writeGroup().finally(() => {
      this.writing = null;
      if (this.failed === null && this.ready() >= GROUP) this.start();
    });
  }

  private async writeGroup(): Promise<void> {
    const count = this.ready();
    const group = Array.from({ length: count }, (_, i) => this.results.get(this.next + i)!).filter((result) => result !== null);
    try {
      const settled = group.length === 0 ? [] : await this.intake.settle(group);
      for (let i = 0; i < count; i++) this.results.delete(this.next + i);
      this.next += count;
      this.onSettled(settled);
    } catch (error) {
      this.failed = { error };
    }
  }
}
