import type { QuotaStore, QuotaUse } from '../../../store/port/index.js';
import type { QuotaRule } from '../../../domain/index.js';

export interface QuotaState extends QuotaRule {
  /** How much of the requested amount is granted. */
  granted: number;
  left: number;
  /** Milliseconds until the window ends and the full amount is available again. */
  resetMs: number;
}

/** One limit of the service: its name, its rule, and the store that keeps its counts. */
export class Quota {
  constructor(
    readonly name: string,
    private readonly rule: QuotaRule,
    private readonly store: QuotaStore,
  ) {}

  /** Takes up to `amount`. */
  async take(caller: string, amount = 1): Promise<QuotaState> {
    return this.state(await this.store.take({ quota: this.name, caller }, amount, this.rule));
  }

  async look(caller: string): Promise<QuotaState> {
    return this.state(await this.store.look({ quota: this.name, caller }, this.rule));
  }

  private state({ granted, used, resetMs }: QuotaUse): QuotaState {
    return { ...this.rule, granted, left: Math.max(0, this.rule.limit - used), resetMs };
  }
}
