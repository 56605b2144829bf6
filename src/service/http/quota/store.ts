import type { QuotaRule } from '../../../domain/index.js';

/** A window counts for one quota (the requests of a route, say) and one caller. */
export interface QuotaKey {
  quota: string;
  caller: string;
}

export interface QuotaUse {
  /** Of what was asked for, how much is granted. */
  granted: number;
  /** Granted in this window so far, this time included. */
  used: number;
  /** Milliseconds until the window ends, by the store's clock; a whole window where none has begun. */
  resetMs: number;
}

/**
 * Counts in fixed windows, each from a caller's first taking on. One store may serve many processes of a service:
 * taking is one atomic step there, and only the store's clock decides when a window ends. What is granted in a window
 * is never more than its limit, whoever takes at the same moment; a rule that changed counts from the next call on.
 * @throws (rejects) where the store cannot be reached.
 */
export interface QuotaStore {
  /** Takes up to `amount`: all of it, what is left of the window, or nothing. */
  take(key: QuotaKey, amount: number, rule: QuotaRule): Promise<QuotaUse>;
  /** What a taking of nothing would say, and begins no window. */
  look(key: QuotaKey, rule: QuotaRule): Promise<QuotaUse>;
}
