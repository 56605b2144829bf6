import type { QuotaKey, QuotaStore, QuotaUse } from '../../../store/port/index.js';
import type { QuotaRule } from '../../../domain/index.js';

/**
 * The most callers remembered per quota. Beyond that, callers whose window has ended are forgotten first, then the
 * oldest: under a flood of addresses, counts become inexact instead of memory growing.
 */
const MAX_CALLERS = 100_000;

interface Window {
  used: number;
  endsAt: number;
}

/** Counts of this process only; a restart forgets them. Each step is synchronous and therefore atomic. */
export class MemoryQuotas implements QuotaStore {
  private readonly quotas = new Map<string, Map<string, Window>>();

  constructor(private readonly now: () => number) {}

  take({ quota, caller }: QuotaKey, amount: number, rule: QuotaRule): Promise<QuotaUse> {
    const window = this.windowOf(quota, caller, rule);
    const granted = Math.max(0, Math.min(amount, rule.limit - window.used));
    window.used += granted;
    return Promise.resolve({ granted, used: window.used, resetMs: window.endsAt - this.now() });
  }

  look({ quota, caller }: QuotaKey, rule: QuotaRule): Promise<QuotaUse> {
    const window = this.quotas.get(quota)?.get(caller);
    const runs = window !== undefined && window.endsAt > this.now();
    const { used, resetMs } = runs
      ? { used: window.used, resetMs: window.endsAt - this.now() }
      : { used: 0, resetMs: rule.windowMs };
    return Promise.resolve({ granted: 0, used, resetMs });
  }

  private windowOf(quota: string, caller: string, { windowMs }: QuotaRule): Window {
    let windows = this.quotas.get(quota);
    if (windows === undefined) this.quotas.set(quota, (windows = new Map()));
    const known = windows.get(caller);
    if (known !== undefined && known.endsAt > this.now()) return known;
    windows.delete(caller);
    if (windows.size >= MAX_CALLERS) this.forget(windows);
    const window = { used: 0, endsAt: this.now() + windowMs };
    windows.set(caller, window);
    return window;
  }

  /** Windows are sorted by start, so those that have ended come first. */
  private forget(windows: Map<string, Window>): void {
    let spare = Math.ceil(MAX_CALLERS / 100);
    for (const [caller, { endsAt }] of windows) {
      if (endsAt > this.now() && spare-- <= 0) return;
      windows.delete(caller);
    }
  }
}
