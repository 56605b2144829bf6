import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { Piscina } from 'piscina';
import { failure, type Outcome, type ProcessedCv } from '../domain/index.js';
import type { EmbedderOptions } from '../embed/index.js';
import { INTERRUPT_BUDGET } from './interrupt-budget.js';
import type { ExtractLimits } from './sandbox.js';
import type { CvTask, ThreadData, ThreadNews } from './thread.js';

export interface PoolOptions {
  threads: number;
  embedder: EmbedderOptions;
  limits: ExtractLimits;
  /** Tesseract's language codes; null: pictures and scans are not read. */
  ocrLanguages?: string | null;
  /** Its threads give way to the main thread. */
  background?: boolean;
  /** New threads after so many tasks each, against slow leaks; they take seconds of CPU time until they are warm. */
  recycleAfter?: number;
  /** The threads' module; tests put work that hangs or crashes here. */
  entry?: URL;
}

export type PoolTask = CvTask extends infer T ? (T extends { id: number } ? Omit<T, 'id'> : never) : never;

/** Threads that make CVs of bytes, documents or texts. Every task gets an Outcome, whatever becomes of its thread. */
export interface Pool {
  /** Tasks that may be under way at once: two a thread, so that one is embedded while the next is extracted. More wait here. */
  readonly capacity: number;
  run(task: PoolTask): Promise<Outcome<ProcessedCv>>;
  /** Ends the threads; what is under way gets an Outcome `internal`. */
  close(): Promise<void>;
}

/** Two a thread: see thread.ts. In the background the second waits for the first: it is at hand when that is done. */
const TASKS_A_THREAD = 2;
/** How often a task may lose its thread before it is taken for the reason: its neighbour may be. */
const MAX_CRASHES = 3;
/** Start of a thread with its model and its child. */
const START_MS = 90_000;
/** So long a pool that is closed waits for threads that are inside onnxruntime. */
const INSIDE_MS = 3000;

export function openPool(options: PoolOptions): Pool {
  return new ThreadPool(options);
}

/** The compiled entry; under vitest the source is TypeScript and the entry lies in dist/. */
function defaultEntry(): URL {
  const compiled = import.meta.url.endsWith('.js');
  return new URL(compiled ? './thread.js' : '../../dist/src/pool/thread.js', import.meta.url);
}

interface Running {
  abort: AbortController;
  timer: NodeJS.Timeout;
  late: boolean;
  /** Its thread may be inside onnxruntime for it: see thread.ts. */
  inside: boolean;
}

type LoadBalancer = NonNullable<NonNullable<ConstructorParameters<typeof Piscina>[0]>['loadBalancer']>;

/** Piscina's own gives a thread whose one task may be aborted no second one, and calls it infinitely busy. */
const leastBusy: LoadBalancer = (_task, threads) => {
  const tasks = ({ currentUsage }: (typeof threads)[number]): number =>
    Number.isFinite(currentUsage) ? currentUsage : 1;
  const [best] = threads.filter((thread) => tasks(thread) < TASKS_A_THREAD).sort((a, b) => tasks(a) - tasks(b));
  return best ?? null;
};

class ThreadPool implements Pool {
  readonly capacity: number;
  private threads: Piscina<CvTask, Outcome<ProcessedCv>>;
  private readonly running = new Map<number, Running>();
  private readonly waiting: (() => void)[] = [];
  private readonly retired = new Set<Promise<void>>();
  private active = 0;
  private nextId = 1;
  private started = 0;
  private suspects: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(private readonly options: PoolOptions) {
    this.capacity = options.threads * TASKS_A_THREAD;
    this.threads = this.openThreads();
  }

  async run(task: PoolTask): Promise<Outcome<ProcessedCv>> {
    await this.enter();
    try {
      this.recycleIfWorn();
      for (let crashes = 0; ;) {
        const result = await (crashes === 0 ? this.attempt(task) : this.alone(() => this.attempt(task)));
        if (result.kind === 'outcome') return result.outcome;
        if (this.closed) return failure('internal', 'cvmatch was stopped before this CV was done');
        if (result.kind === 'crash' && ++crashes === MAX_CRASHES) return result.outcome;
      }
    } finally {
      this.leave();
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.outside();
    await this.threads.destroy();
    await Promise.allSettled(this.retired);
  }

  /** No thread is inside onnxruntime, or it stays there too long. */
  private async outside(): Promise<void> {
    const latest = performance.now() + INSIDE_MS;
    while ([...this.running.values()].some(({ inside }) => inside) && performance.now() < latest) await sleep(5);
  }

  private openThreads(): Piscina<CvTask, Outcome<ProcessedCv>> {
    if (INTERRUPT_BUDGET !== null) setFlagsFromString(INTERRUPT_BUDGET);
    const { threads, embedder, limits, ocrLanguages = null, background = false, entry = defaultEntry() } = this.options;
    const pool = new Piscina<CvTask, Outcome<ProcessedCv>>({
      filename: entry.href,
      // Not 0: when its last thread is lost, piscina starts another one for what waits in its queue only up to this number.
      minThreads: 1,
      maxThreads: threads,
      // What waits, waits in enter(): piscina's own queue only bridges the start of a thread.
      maxQueue: threads * TASKS_A_THREAD * 2,
      concurrentTasksPerWorker: TASKS_A_THREAD,
      // In the background a thread waits while its child works: more that run at once would hold up the main thread's answers.
      ...(background ? {} : { loadBalancer: leastBusy }),
      idleTimeout: 60_000,
      // The thread's event loop must turn while a task waits for the child process.
      atomics: 'disabled',
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 16 },
      workerData: { embedder, limits, ocrLanguages, background } satisfies ThreadData,
    });
    pool.on('message', (news: ThreadNews) => {
      this.hear(news);
    });
    // A thread that ends without a task is replaced with the next one; without a listener it would end the process.
    pool.on('error', () => undefined);
    return pool;
  }

  private async enter(): Promise<void> {
    if (this.active >= this.capacity) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.active += 1;
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.active -= 1;
    else next();
  }

  private recycleIfWorn(): void {
    this.started += 1;
    if (this.started <= (this.options.recycleAfter ?? 20_000) * this.options.threads || this.closed) return;
    this.started = 1;
    const worn = this.threads;
    this.threads = this.openThreads();
    const gone = worn.close().finally(() => this.retired.delete(gone));
    this.retired.add(gone);
  }

  /** Tasks that lost a thread go one after another, so that the one that ends threads gives itself away. */
  private alone<T>(body: () => Promise<T>): Promise<T> {
    const turn = this.suspects.then(body);
    this.suspects = turn.catch(() => undefined);
    return turn;
  }

  private async attempt(task: PoolTask): Promise<Attempt> {
    const id = this.nextId++;
    const { timeoutMs } = this.options.limits;
    const abort = new AbortController();
    const running: Running = { abort, late: false, inside: false, timer: this.clock(id, this.limitAt('wait')) };
    this.running.set(id, running);
    try {
      return { kind: 'outcome', outcome: await this.threads.run({ ...task, id }, { signal: abort.signal }) };
    } catch (error) {
      if (running.late)
        return { kind: 'outcome', outcome: failure('time_limit', `it took longer than ${timeoutMs / 1000} s`) };
      return whyLost(error);
    } finally {
      clearTimeout(running.timer);
      this.running.delete(id);
    }
  }

  private clock(id: number, ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      const running = this.running.get(id);
      if (running === undefined) return;
      running.late = true;
      running.abort.abort();
    }, ms);
  }

  private hear({ id, at }: ThreadNews): void {
    const running = this.running.get(id);
    if (running === undefined) return;
    running.inside = at === 'load' || at === 'work';
    if (at !== 'work' && at !== 'wait') return;
    clearTimeout(running.timer);
    running.timer = this.clock(id, this.limitAt(at));
  }

  /**
   * While the thread works on a task, the task's own time limit counts. The child keeps the time of what it extracts, and a task
   * may wait there for its neighbour, or for thread, model and child to start: then this is for a thread that hangs.
   */
  private limitAt(at: 'work' | 'wait'): number {
    const { timeoutMs } = this.options.limits;
    return at === 'work' ? timeoutMs : START_MS + timeoutMs * (TASKS_A_THREAD + 1);
  }
}

/** `lost`: its thread was ended because of another task. */
type Attempt =
  { kind: 'outcome'; outcome: Outcome<ProcessedCv> } | { kind: 'crash'; outcome: Outcome<never> } | { kind: 'lost' };

function whyLost(error: unknown): Attempt {
  const { code, message } = error as { code?: string; message?: string };
  if (message === 'Terminating worker thread') return { kind: 'lost' };
  if (code === 'ERR_WORKER_OUT_OF_MEMORY')
    return { kind: 'crash', outcome: failure('memory_limit', 'processing it took more memory than a thread may have') };
  return { kind: 'crash', outcome: failure('worker_crashed', 'the thread that processed it ended') };
}
