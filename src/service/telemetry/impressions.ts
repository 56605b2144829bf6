import type { Ranking } from '../../domain/index.js';
import type { ImpressionRepository, ShownMatch } from '../../store/port/index.js';

/** Milliseconds: matches are recorded in groups, so that a ranking does not wait for a write. */
const FLUSH_MS = 500;
/** Beyond this number waiting matches are dropped: the store has been locked for a long time. */
const MOST_WAITING = 20_000;

/**
 * Records which matches were shown to somebody, because decisions refer to them and click-through is computed from
 * them.
 */
export class Impressions {
  private readonly waiting = new Map<string, ShownMatch>();
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly room: Pick<ImpressionRepository, 'shown'>,
    private readonly now: () => number,
    private readonly onError: (error: unknown) => void,
  ) {}

  shown({ jd, results }: Pick<Ranking, 'jd' | 'results'>): void {
    for (const { id, cvId, rank } of results)
      if (this.waiting.size < MOST_WAITING) this.waiting.set(id, { id, cvId, rank, jdHash: jd.hash });
    this.timer ??= setTimeout(() => {
      this.flush().catch(this.onError);
    }, FLUSH_MS).unref();
  }

  /** After it resolves, everything shown before this call is in the store. */
  flush(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.writing = this.writing.catch(() => undefined).then(() => this.write());
    return this.writing;
  }

  private async write(): Promise<void> {
    if (this.waiting.size === 0) return;
    const matches = [...this.waiting.values()];
    this.waiting.clear();
    try {
      await this.room.shown(matches, new Date(this.now()).toISOString());
    } catch (error) {
      // Entries that are already waiting are newer.
      for (const match of matches) if (!this.waiting.has(match.id)) this.waiting.set(match.id, match);
      throw error;
    }
  }
}
