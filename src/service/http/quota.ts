/** So many in a window of time. */
export interface QuotaRule {
  limit: number;
  windowMs: number;
}

export interface QuotaState extends QuotaRule {
  /** Of what was asked for, how much is granted. */
  granted: number;
  left: number;
  /** Milliseconds until the window ends and all are there again. */
  resetMs: number;
}

/** Callers remembered at once; past it those whose window has ended go, then the oldest. It trades exactness under a flood of addresses for bounded memory. */
const MAX_CALLERS = 100_000;

interface Window {
  used: number;
  endsAt: number;
}

/** Counts in fixed windows, each from a caller's first request on; in memory, so a restart forgets them. */
export class Quota {
  private readonly windows = new Map<string, Window>();

  constructor(readonly rule: QuotaRule, private readonly now: () => number) {}

  /** Takes up to `amount`. */
  take(caller: string, amount = 1): QuotaState {
    const window = this.windowOf(caller);
    const granted = Math.min(amount, this.rule.limit - window.used);
    window.used += granted;
    return this.state(window, granted);
  }

  look(caller: string): QuotaState {
    const window = this.windows.get(caller);
    return window === undefined || window.endsAt <= this.now() ? { ...this.rule, granted: 0, left: this.rule.limit, resetMs: this.rule.windowMs } : this.state(window, 0);
  }

  private state({ used, endsAt }: Window, granted: number): QuotaState {
    return { ...this.rule, granted, left: this.rule.limit - used, resetMs: endsAt - this.now() };
  }

  private windowOf(caller: string): Window {
    const known = this.windows.get(caller);
    if (known !== undefined && known.endsAt > this.now()) return known;
    this.windows.delete(caller);
    if (this.windows.size >= MAX_CALLERS) this.forget();
    const window = { used: 0, endsAt: this.now() + this.rule.windowMs };
    this.windows.set(caller, window);
    return window;
  }

  /** Windows are in the order of their start, so those that have ended come first. */
  private forget(): void {
    let spare = Math.ceil(MAX_CALLERS / 100);
    for (const [caller, { endsAt }] of this.windows) {
      if (endsAt > this.now() && spare-- <= 0) return;
      this.windows.delete(caller);
    }
  }
}
