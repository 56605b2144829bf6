import type { Ranking } from '../../domain/index.js';
import type { FeedbackRepository, ShownMatch } from '../../store/port/index.js';

/** Matches are noted in groups, so that a ranking does not wait for a write. */
const FLUSH_MS = 500;
/** What is not written by then is given up: the store has been locked for long. */
const MOST_WAITING = 20_000;

/** Which matches were shown to somebody: what feedback refers to, and what click-through is a share of. */
export class Impressions {
  private readonly waiting = new Map<string, ShownMatch>();
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly room: FeedbackRepository,
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

  /** What was shown before this call is in the store after it. */
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
      // Later ones of the same match are newer.
      for (const match of matches) if (!this.waiting.has(match.id)) this.waiting.set(match.id, match);
      throw error;
    }
  }
}
