/**
 * What is held for a time: a task that is worked on, a run that is under way. Whoever holds it says so again before the time
 * ends, or another takes it. The clock is the store's: those of its clients may differ.
 */
export interface Leases {
  /** Prolongs all that `owner` holds. */
  extend(owner: string, leaseMs: number): Promise<void>;
  /** Takes back all that these hold, e.g. of a process that was killed. */
  release(owners: string[]): Promise<void>;
  /** Who holds something. */
  owners(): Promise<string[]>;
}
