import type { FileState } from '../../domain/index.js';
import type { Listener, SettledNews } from '../port.js';

/** One row of an upload as reported by the API. */
export interface UploadRow {
  id: string | null;
  cvId: string | null;
  name: string | null;
  status: 'pending' | 'running' | FileState;
  code: string | null;
}

export interface BatchPage {
  cvs: UploadRow[];
  next: string | null;
}

/** Reads one page of a batch. */
export type ReadPage = (batch: string, cursor: string | null) => Promise<BatchPage>;

/** Interval for the oldest batches; batches behind them are asked for less and less often. */
const LOOK_MS = 40;
const IN_FRONT = 4;
const TICK_MS = 10;
/** Longest interval between two requests for a batch. */
const LONGEST_MS = 5000;

interface Followed {
  id: string;
  paths: Map<string, string>;
  told: Set<string>;
  pages: { cursor: string | null; done: boolean }[];
  lookedAt: number;
  looking: boolean;
  resolve: () => void;
}

/**
 * Polls batches until all their files have ended, and reports each file once per row. Files are processed in order of
 * arrival, so the oldest batches are polled every 40 ms and the others rarely: at most about 160 requests per second.
 */
export class Batches {
  private readonly open: Followed[] = [];
  private readonly timer = setInterval(() => {
    this.tick();
  }, TICK_MS);

  constructor(
    private readonly read: ReadPage,
    private readonly listener: Listener,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** `paths`: by the name under which a file was sent. Resolves when the last file has ended. */
  follow(id: string, paths: Map<string, string>): Promise<void> {
    return new Promise((resolve) => {
      this.open.push({
        id,
        paths,
        told: new Set(),
        pages: [{ cursor: null, done: false }],
        lookedAt: 0,
        looking: false,
        resolve,
      });
    });
  }

  close(): void {
    clearInterval(this.timer);
    for (const batch of this.open.splice(0)) batch.resolve();
  }

  private tick(): void {
    const now = performance.now();
    for (const [i, batch] of this.open.entries()) {
      if (!batch.looking && now - batch.lookedAt >= Math.min(LONGEST_MS, LOOK_MS * (Math.floor(i / IN_FRONT) + 1) ** 2))
        void this.look(batch);
    }
  }

  private async look(batch: Followed): Promise<void> {
    batch.looking = true;
    try {
      await this.readOn(batch);
    } catch (error) {
      this.onError(error);
    }
    batch.looking = false;
    batch.lookedAt = performance.now();
    if (batch.pages.some((page) => !page.done)) return;
    const at = this.open.indexOf(batch);
    if (at >= 0) this.open.splice(at, 1);
    batch.resolve();
  }

  /** Reads from the first unfinished page on, as long as pages contain finished files. */
  private async readOn(batch: Followed): Promise<void> {
    for (const page of batch.pages) {
      if (page.done) continue;
      const { cvs, next } = await this.read(batch.id, page.cursor);
      if (next !== null && batch.pages.at(-1) === page) batch.pages.push({ cursor: next, done: false });
      const ended = cvs.filter(hasEnded);
      page.done = ended.length === cvs.length;
      this.tell(batch, ended);
      if (ended.length === 0 && cvs.length > 0) return;
    }
  }

  private tell(batch: Followed, rows: UploadRow[]): void {
    const news = rows.filter((row) => !batch.told.has(row.id!)).map((row) => newsOf(row, batch.paths));
    for (const row of rows) batch.told.add(row.id!);
    if (news.length > 0) this.listener(news);
  }
}

export function hasEnded({ status }: UploadRow): boolean {
  return status !== 'pending' && status !== 'running';
}

export function newsOf(row: UploadRow, paths: Map<string, string>): SettledNews {
  return {
    path: paths.get(row.name ?? '') ?? row.name ?? '',
    state: row.status as FileState,
    code: row.code,
    cvId: row.cvId,
    work: null,
    write: null,
  };
}
