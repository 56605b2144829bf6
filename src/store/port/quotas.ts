import type { QuotaRule } from '../../domain/index.js';

/** Identifies a window: one quota (such as requests of a route) and one caller. */
export interface QuotaKey {
  quota: string;
  caller: string;
}

export interface QuotaUse {
  /** How much of the requested amount is granted. */
  granted: number;
  /** Granted in this window so far, including this time. */
  used: number;
  /** Milliseconds until the window ends, by the store's clock; a whole window if none has begun. */
  resetMs: number;
}

/**
 * Counts in fixed windows, each starting when a caller first takes something. One store may serve many processes of a
 * service: taking is one atomic step in the store, and only the store's clock decides when a window ends. A window
 * never grants more than its limit, however many take at the same moment. A changed rule applies from the next call on.
 * @throws (rejects) if the store cannot be reached.
 */
export interface QuotaStore {
  /** Takes up to `amount`: all of it, whatever is left in the window, or nothing. */
  take(key: QuotaKey, amount: number, rule: QuotaRule): Promise<QuotaUse>;
  /** What taking nothing would return, without beginning a window. */
  look(key: QuotaKey, rule: QuotaRule): Promise<QuotaUse>;
}
