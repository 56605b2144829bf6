import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { Piscina } from 'piscina';
import { DEFAULT_TENANT, failure, type Outcome, type ProcessedCv, type Sender } from '../domain/index.js';
import type { EmbedderOptions } from '../embed/index.js';
import { INTERRUPT_BUDGET } from './interrupt-budget.js';
import { RunningTime } from './running-time.js';
import type { ExtractLimits } from './sandbox.js';
import type { CvTask, PoolTask, ThreadData, ThreadNews } from './thread.js';
import { SpareThread, WARMING } from './spare.js';
import { FairShare, type Turn } from './turns/fair-share.js';

export interface PoolOptions {
  threads: number;
  embedder: EmbedderOptions;
  limits: ExtractLimits;
  /** Tesseract's language codes; null: pictures and scans are not read. */
  ocrLanguages?: string | null;
  /** Its threads have lower priority than the main thread. */
  background?: boolean;
  /**
   * Several senders may want its threads at any time, so one more is kept ready while CVs take long (spare.ts). It costs
   * as much as reading a hundred CVs, which one that works through a folder would pay for nothing.
   */
  manySenders?: boolean;
  /** Replaces a thread after so many tasks, against slow leaks; a new one takes seconds of CPU time to warm up. */
  recycleAfter?: number;
  /** The threads' module; tests use one whose work hangs or crashes. */
  entry?: URL;
}

/** Threads that turn bytes, documents or texts into CVs. Every task gets an Outcome, whatever happens to its thread. */
export interface Pool {
  /**
   * Tasks that may be in progress at once: two per thread, so that one is embedded while the next is extracted. Further
   * ones wait in the pool.
   */
  readonly capacity: number;
  /**
   * Waits until a task of this API key may be taken in hand; end the turn when the task is done. Null if `signal` aborted
   * first. Senders that share the threads take turns. A task that is run without a turn waits for one of key null.
   */
  turn(key: string | null, signal?: AbortSignal): Promise<Turn | null>;
  run(task: PoolTask, turn?: Turn): Promise<Outcome<ProcessedCv>>;
  /** Ends the threads; tasks in progress get an Outcome `internal`. */
  close(): Promise<void>;
}

/** The threads of a process, which all its tenants share. Used directly, it takes turns for the default tenant. */
export interface SharedPool extends Pool {
  /** The same threads with turns for this tenant. Closing it does nothing: the process closes its threads itself. */
  of(tenant: string): Pool;
}

/** See thread.ts; one in the background. */
const TASKS_A_THREAD = 2;
/** Times that a task may lose its thread before it counts as the cause; the cause may also be the other task. */
const MAX_CRASHES = 3;
/** Milliseconds for a thread to start, with its model and its child. */
const START_MS = 90_000;
/** Milliseconds that closing waits for threads that are inside onnxruntime. */
const INSIDE_MS = 3000;
/** Milliseconds between two looks at how long tasks have been running. */
const WATCH_MS = 50;

export function openPool(options: PoolOptions): SharedPool {
  return new ThreadPool(options);
}

/** The compiled entry; under vitest the source is TypeScript, and the entry is in dist/. */
function defaultEntry(): URL {
  const compiled = import.meta.url.endsWith('.js');
  return new URL(compiled ? './thread.js' : '../../dist/src/pool/thread.js', import.meta.url);
}

interface Running {
  turn: Turn;
  /** Its number, once it has told of itself. */
  thread: number | null;
  /** When it did so. */
  since: number | null;
  abort: AbortController;
  at: 'work' | 'wait';
  /** Time in this state. */
  time: RunningTime;
  /** The state in which it took too long. */
  late: 'work' | 'wait' | null;
  /** It may have caused the loss of a thread, so it gets a thread of its own. */
  isSuspect: boolean;
  /** When it took too long, its thread was working on another task, too. */
  isAmongOthers: boolean;
  /** Its thread may be inside onnxruntime because of it: see thread.ts. */
  inside: boolean;
}

type LoadBalancer = NonNullable<NonNullable<ConstructorParameters<typeof Piscina>[0]>['loadBalancer']>;

/** The balancer finds the task's number under this symbol; symbols are not sent to the thread. */
function named(task: CvTask): CvTask {
  return Object.assign(task, { [Piscina.queueOptionsSymbol]: { id: task.id } });
}

class ThreadPool implements SharedPool {
  readonly capacity: number;
  private threads: Piscina<CvTask, Outcome<ProcessedCv>>;
  private readonly running = new Map<number, Running>();
  private readonly retired = new Set<Promise<void>>();
  private readonly share: FairShare;
  /** Null unless many senders share the threads: one that is alone waits for nobody. */
  private readonly spare: SpareThread | null = null;
  private watcher: NodeJS.Timeout | null = null;
  /** Tasks in places for slow ones, each of which gets one thread more. */
  private slow = 0;
  private nextId = 1;
  private started = 0;
  private suspects: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(private readonly options: PoolOptions) {
    this.capacity = options.threads * (options.background === true ? 1 : TASKS_A_THREAD);
    this.share = new FairShare({
      places: this.capacity,
      ahead: 1,
      slowPlaces: Math.max(1, Math.floor(options.threads / 2)),
      onSlow: (tasks) => {
        this.bound(tasks);
      },
    });
    this.threads = this.openThreads();
    if (options.manySenders === true) this.spare = this.openSpare();
  }

  private openSpare(): SpareThread {
    return new SpareThread({
      exists: () => this.threads.threads.length > this.options.threads,
      onChange: () => {
        this.bound(this.slow);
      },
      run: async (task) => (this.closed ? null : this.attempt(task, WARMING, false)),
    });
  }

  turn(key: string | null, signal?: AbortSignal): Promise<Turn | null> {
    return this.share.turn({ tenant: DEFAULT_TENANT, key }, signal);
  }

  of(tenant: string): Pool {
    return {
      capacity: this.capacity,
      turn: (key, signal) => this.share.turn({ tenant, key }, signal),
      run: (task, turn) => this.runFor({ tenant, key: null }, task, turn),
      close: () => Promise.resolve(),
    };
  }

  run(task: PoolTask, turn?: Turn): Promise<Outcome<ProcessedCv>> {
    return this.runFor({ tenant: DEFAULT_TENANT, key: null }, task, turn);
  }

  private async runFor(sender: Sender, task: PoolTask, given?: Turn): Promise<Outcome<ProcessedCv>> {
    const turn = given ?? (await this.share.turn(sender))!;
    try {
      await turn.place();
      this.recycleIfWorn();
      for (let crashes = 0; ;) {
        const isSuspect = crashes > 0;
        const result = await this.alone(isSuspect, () => this.attempt(task, turn, isSuspect));
        if (result.kind === 'outcome') return result.outcome;
        if (this.closed) return failure('internal', 'cvmatch was stopped before this CV was done');
        if (result.kind === 'crash' && ++crashes === MAX_CRASHES) return result.outcome;
      }
    } finally {
      if (given === undefined) turn.end();
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.outside();
    await this.threads.destroy();
    await Promise.allSettled(this.retired);
  }

  /** Waits until no thread is inside onnxruntime, or until that takes too long. */
  private async outside(): Promise<void> {
    const latest = performance.now() + INSIDE_MS;
    while ([...this.running.values()].some(({ inside }) => inside) && performance.now() < latest) await sleep(5);
  }

  private openThreads(): Piscina<CvTask, Outcome<ProcessedCv>> {
    if (INTERRUPT_BUDGET !== null) setFlagsFromString(INTERRUPT_BUDGET);
    const { threads, embedder, limits, ocrLanguages = null, background = false, entry = defaultEntry() } = this.options;
    const pool = new Piscina<CvTask, Outcome<ProcessedCv>>({
      filename: entry.href,
      // Not 0: when the last thread is lost, piscina starts a new one for queued tasks only up to this number.
      minThreads: 1,
      maxThreads: threads,
      // Tasks wait for their turns; piscina's own queue only covers the start of a thread.
      maxQueue: threads * TASKS_A_THREAD * 4,
      concurrentTasksPerWorker: TASKS_A_THREAD,
      // In the background a thread waits while its child works, since more at once would delay the main thread's
      // answers.
      ...(background ? {} : { loadBalancer: (task, threads) => this.leastBusy(task, threads) }),
      idleTimeout: 60_000,
      // The thread's event loop must keep running while a task waits for the child process.
      atomics: 'disabled',
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 16 },
      workerData: { embedder, limits, ocrLanguages, background } satisfies ThreadData,
    });
    pool.on('message', (news: ThreadNews) => {
      this.hear(news);
    });
    // A thread that ends without a task is replaced with the next task. Without a listener, the event would end the
    // process.
    pool.on('error', () => undefined);
    return pool;
  }

  /**
   * Piscina's own balancer gives no second task to a thread whose task may be aborted, and considers it infinitely busy.
   * A slow task gets a thread of its own, so that no other task waits behind it, and so does one that may end its thread.
   */
  private leastBusy(...[task, threads]: Parameters<LoadBalancer>): ReturnType<LoadBalancer> {
    const tasks = ({ currentUsage }: (typeof threads)[number]): number =>
      Number.isFinite(currentUsage) ? currentUsage : 1;
    const { id } = (task as unknown as Record<symbol, { id: number }>)[Piscina.queueOptionsSymbol]!;
    const isAlone = ({ turn, isSuspect }: Running): boolean => turn.isSlow || isSuspect;
    const running = this.running.get(id);
    const most = running !== undefined && isAlone(running) ? 1 : TASKS_A_THREAD;
    const taken = new Set([...this.running.values()].filter(isAlone).map(({ thread }) => thread));
    const [best] = threads
      .filter((thread) => tasks(thread) < most && !taken.has(thread.id))
      .sort((a, b) => tasks(a) - tasks(b));
    return best ?? null;
  }

  /** Piscina reads this bound whenever it might start a thread. Threads above the bound end once they are idle for long. */
  private bound(slow: number): void {
    const more = Math.max(slow, this.spare?.isWarming === true ? 1 : 0);
    (this.threads.options as { maxThreads: number }).maxThreads = this.options.threads + more;
    this.slow = slow;
  }

  private recycleIfWorn(): void {
    this.started += 1;
    if (this.started <= (this.options.recycleAfter ?? 20_000) * this.options.threads || this.closed) return;
    this.started = 1;
    const worn = this.threads;
    this.threads = this.openThreads();
    this.bound(this.slow);
    const gone = worn.close().finally(() => this.retired.delete(gone));
    this.retired.add(gone);
  }

  /** Tasks that lost their thread run one at a time, so that it becomes clear which of them ends threads. */
  private alone<T>(isSuspect: boolean, body: () => Promise<T>): Promise<T> {
    if (!isSuspect) return body();
    const turn = this.suspects.then(body);
    this.suspects = turn.catch(() => undefined);
    return turn;
  }

  private async attempt(task: PoolTask, turn: Turn, isSuspect: boolean): Promise<Attempt> {
    const id = this.nextId++;
    const { timeoutMs } = this.options.limits;
    const abort = new AbortController();
    const time = new RunningTime(null);
    const running: Running = {
      turn,
      abort,
      at: 'wait',
      time,
      late: null,
      isSuspect,
      isAmongOthers: false,
      inside: false,
      thread: null,
      since: null,
    };
    this.running.set(id, running);
    this.watcher ??= setInterval(
      () => {
        this.watch();
      },
      Math.min(WATCH_MS, timeoutMs),
    );
    try {
      return { kind: 'outcome', outcome: await this.threads.run(named({ ...task, id }), { signal: abort.signal }) };
    } catch (error) {
      if (running.late !== null) return this.whyLate(running);
      return whyLost(error);
    } finally {
      this.forget(id);
    }
  }

  /** Only time in which the thread worked on the CV says something about the CV, and only if it worked on no other. */
  private whyLate(running: Running): Attempt {
    if (running.late === 'wait')
      return { kind: 'outcome', outcome: failure('worker_crashed', 'the thread that processed it did not answer') };
    const { timeoutMs } = this.options.limits;
    const outcome = failure('time_limit', `it took longer than ${timeoutMs / 1000} s`);
    return { kind: running.isAmongOthers ? 'crash' : 'outcome', outcome };
  }

  private forget(id: number): void {
    this.running.delete(id);
    if (this.running.size > 0 || this.watcher === null) return;
    clearInterval(this.watcher);
    this.watcher = null;
  }

  private watch(): void {
    const now = performance.now();
    const longest = [...this.running.values()].map(({ turn, since }) => (turn === WARMING ? 0 : now - (since ?? now)));
    this.spare?.look(Math.max(...longest));
    for (const running of this.running.values()) {
      if (running.late !== null || running.time.look() <= this.limitAt(running.at)) continue;
      running.late = running.at;
      const others = [...this.running.values()].filter((other) => other !== running && other.thread === running.thread);
      running.isAmongOthers = others.some(({ at }) => at === 'work');
      running.abort.abort();
      // The thread is gone, and with it the other tasks, which are done again.
      return;
    }
  }

  private hear({ id, at, thread, number }: ThreadNews): void {
    const running = this.running.get(id);
    if (running === undefined) return;
    running.thread = thread;
    running.since ??= performance.now();
    running.turn.begun();
    running.inside = at === 'load' || at === 'work';
    if (at !== 'work' && at !== 'wait') return;
    running.at = at;
    running.time = new RunningTime(at === 'work' ? number : null);
  }

  /**
   * While the thread works on a task, the task's own time limit applies. Otherwise the task may wait in the child
   * behind another one, or for thread, model and child to start; the child times its extractions itself, so this limit
   * only catches a thread that hangs.
   */
  private limitAt(at: 'work' | 'wait'): number {
    const { timeoutMs } = this.options.limits;
    return at === 'work' ? timeoutMs : START_MS + timeoutMs * (TASKS_A_THREAD + 1);
  }
}

/** `lost`: its thread ended because of another task. */
type Attempt =
  { kind: 'outcome'; outcome: Outcome<ProcessedCv> } | { kind: 'crash'; outcome: Outcome<never> } | { kind: 'lost' };

function whyLost(error: unknown): Attempt {
  const { code, message } = error as { code?: string; message?: string };
  if (message === 'Terminating worker thread') return { kind: 'lost' };
  if (code === 'ERR_WORKER_OUT_OF_MEMORY')
    return { kind: 'crash', outcome: failure('memory_limit', 'processing it took more memory than a thread may have') };
  return { kind: 'crash', outcome: failure('worker_crashed', 'the thread that processed it ended') };
}
