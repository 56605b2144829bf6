/**
 * Things held for a limited time: a task in progress, a run in progress. The holder extends the lease before it ends;
 * otherwise another may take over. The store's clock counts, since clocks of clients may differ.
 */
export interface Leases {
  /** Extends everything that `owner` holds. */
  extend(owner: string, leaseMs: number): Promise<void>;
  /** Releases everything that these hold, e.g. those of a killed process. */
  release(owners: string[]): Promise<void>;
  /** Everyone who holds something. */
  owners(): Promise<string[]>;
}
