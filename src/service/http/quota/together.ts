import type { QuotaKey, QuotaStore, QuotaUse } from '../../../store/port/index.js';
import type { QuotaRule } from '../../../domain/index.js';

/**
 * Counts with other processes, and alone while what they share cannot be reached: a limit is no reason to refuse what could
 * be received.
 */
export class TogetherOrAlone implements QuotaStore {
  constructor(
    private readonly together: QuotaStore,
    private readonly alone: QuotaStore,
  ) {}

  take(key: QuotaKey, amount: number, rule: QuotaRule): Promise<QuotaUse> {
    return this.together.take(key, amount, rule).catch(() => this.alone.take(key, amount, rule));
  }

  look(key: QuotaKey, rule: QuotaRule): Promise<QuotaUse> {
    return this.together.look(key, rule).catch(() => this.alone.look(key, rule));
  }
}
