import { isCvmatchError } from '../../errors.js';
import type { ServiceWorkspace } from '../parts.js';
import { Late, within } from '../../domain/index.js';

export interface ReadinessCheck {
  name: 'store' | 'pool' | 'model' | 'service';
  ok: boolean;
  /** Why it is not ready; details are in the log. */
  code: string | null;
}

export interface Readiness {
  status: 'ready' | 'unready';
  checks: ReadinessCheck[];
}

/**
 * Milliseconds for which an answer is reused, so that callers without a key cannot make the store write all the time.
 */
const KEPT_MS = 1000;
/** Milliseconds that a check may take: a store that stays locked is not ready. */
const PATIENCE_MS = 3000;

/** Checks whether requests that need store, threads and model would be answered. */
export class ReadinessProbe {
  private latest: { at: number; readiness: Promise<Readiness> } | null = null;
  private stopping = false;

  constructor(
    private readonly workspace: ServiceWorkspace,
    private readonly now: () => number,
    private readonly onError: (name: string, error: unknown) => void,
  ) {}

  /** From now on not ready, so that no more requests are sent here. */
  stop(): void {
    this.stopping = true;
  }

  look(): Promise<Readiness> {
    if (this.stopping)
      return Promise.resolve({ status: 'unready', checks: [{ name: 'service', ok: false, code: 'stopping' }] });
    if (this.latest === null || this.now() - this.latest.at >= KEPT_MS)
      this.latest = { at: this.now(), readiness: this.check() };
    return this.latest.readiness;
  }

  private async check(): Promise<Readiness> {
    const { store } = this.workspace;
    const checks = await Promise.all([
      this.one('store', async () =>
        store.cache.set('health:write', '', { ttlMs: KEPT_MS, version: await store.search.version() }),
      ),
      this.one('pool', () => this.workspace.pool()),
      // Loads the model too, so that the first match need not wait for it.
      this.one('model', async () => {
        await this.workspace.requireModel();
        await this.workspace.embedder();
      }),
    ]);
    return { status: checks.every((check) => check.ok) ? 'ready' : 'unready', checks };
  }

  private async one(name: ReadinessCheck['name'], body: () => Promise<unknown>): Promise<ReadinessCheck> {
    try {
      await within(PATIENCE_MS, body());
      return { name, ok: true, code: null };
    } catch (error) {
      this.onError(name, error);
      return {
        name,
        ok: false,
        code: isCvmatchError(error) ? error.code : error instanceof Late ? 'timeout' : 'internal',
      };
    }
  }
}
