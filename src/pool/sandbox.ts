import { fork, type ChildProcess } from 'node:child_process';
import { failure, type ExtractedDocument, type Outcome } from '../domain/index.js';
import { INTERRUPT_BUDGET } from './interrupt-budget.js';
import { readRss } from './rss.js';
import type { SandboxReply, SandboxRequest } from './extractor-host.js';

/** What one document may take. */
export interface ExtractLimits {
  timeoutMs: number;
  /** Resident memory of the whole child process, MiB: the only figure that also counts what engines allocate natively. */
  memoryMb: number;
  /** Bytes that a container (DOCX, ODT) may expand to in all. */
  maxExpandedBytes: number;
}

export interface SandboxOptions {
  /** A new child after so many documents, against slow leaks of engines; it takes half a second of CPU time until it is warm. */
  recycleAfter?: number;
  /** A new child when an idle one still holds so many MiB: one large document must not raise the memory of the whole run. */
  idleMemoryMb?: number;
  /** JavaScript heap of the child, MiB. */
  heapMb?: number;
  /** The child's module; tests put engines that hang or crash here. */
  entry?: URL;
}

export interface Sandbox {
  /** One document at a time in the child; callers may queue one or two more, so that the child never waits for them. */
  extract(bytes: Uint8Array, limits: ExtractLimits): Promise<Outcome<ExtractedDocument>>;
  /** The child's process id, null while there is none. */
  readonly pid: number | null;
  close(): Promise<void>;
}

interface Waiting {
  id: number;
  bytes: Uint8Array;
  limits: ExtractLimits;
  settle: (outcome: Outcome<ExtractedDocument>) => void;
}

const WATCH_MS = 20;
/** A child that has not loaded its modules by then never will. */
const START_MS = 60_000;
const STDERR_KEPT = 2000;

/** Compiled code finds its neighbour; under vitest the source is TypeScript and the compiled entry lies in dist/. */
function defaultEntry(): URL {
  const compiled = import.meta.url.endsWith('.js');
  return new URL(compiled ? './extractor-process.js' : '../../dist/src/pool/extractor-process.js', import.meta.url);
}

/**
 * A child process that does all extraction, watched from outside: engines can hang in native code, crash, or take memory
 * that no limit of V8 bounds, and then only killing their process by its id helps. Works from inside a worker thread.
 */
export function openSandbox(options: SandboxOptions = {}): Sandbox {
  return new ChildSandbox(options);
}

class ChildSandbox implements Sandbox {
  private child: ChildProcess | null = null;
  private ready = false;
  private queue: Waiting[] = [];
  private watcher: NodeJS.Timeout | null = null;
  /** When the document at the head of the queue began to run in the child; the child's start does not count. */
  private headSince = 0;
  private startedAt = 0;
  private served = 0;
  private nextId = 1;
  private stderr = '';
  /** We killed the child and wait for its end; what is queued goes to the next one. */
  private dying = false;
  private closing: (() => void) | null = null;
  private closed = false;

  constructor(private readonly options: SandboxOptions) {}

  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  extract(bytes: Uint8Array, limits: ExtractLimits): Promise<Outcome<ExtractedDocument>> {
    if (this.closed) return Promise.resolve(failure('internal', 'the sandbox is closed'));
    return new Promise((settle) => {
      const waiting = { id: this.nextId++, bytes, limits, settle };
      this.queue.push(waiting);
      if (this.queue.length === 1) this.headSince = Date.now();
      this.watcher ??= setInterval(() => void this.watch(), WATCH_MS);
      if (this.child === null) this.start();
      else if (this.ready && !this.dying) this.send(waiting);
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    const child = this.child;
    if (child !== null) {
      const gone = new Promise<void>((resolve) => (this.closing = resolve));
      this.kill();
      await gone;
    }
    while (this.queue.length > 0)
      this.settleHead(failure('internal', 'the sandbox was closed before this document was read'));
  }

  private start(): void {
    const { heapMb = 192, entry = defaultEntry() } = this.options;
    this.ready = false;
    this.dying = false;
    this.served = 0;
    this.stderr = '';
    this.startedAt = Date.now();
    const child = fork(entry, {
      serialization: 'advanced',
      // Engines print to stdout; what goes to stderr is kept for telling an exhausted heap from another crash.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [
        `--max-old-space-size=${heapMb}`,
        '--max-semi-space-size=2',
        ...(INTERRUPT_BUDGET === null ? [] : [INTERRUPT_BUDGET]),
      ],
    });
    this.child = child;
    child.stderr?.on(
      'data',
      (chunk: Buffer) => (this.stderr = (this.stderr + chunk.toString('latin1')).slice(-STDERR_KEPT)),
    );
    child.on('message', (reply: SandboxReply) => this.onReply(reply));
    // A failed start and a broken channel end in 'exit' too, or never had a process.
    child.on('error', () => child.pid === undefined && this.onGone());
    child.once('exit', () => this.onGone());
  }

  private send({ id, bytes, limits }: Waiting): void {
    const request: SandboxRequest = {
      id,
      bytes,
      timeoutMs: limits.timeoutMs,
      maxExpandedBytes: limits.maxExpandedBytes,
    };
    // A channel that broke is followed by 'exit', which deals with what waits.
    this.child?.send(request, () => undefined);
  }

  private onReply(reply: SandboxReply): void {
    if (reply === 'ready') {
      this.ready = true;
      this.headSince = Date.now();
      for (const waiting of this.queue) this.send(waiting);
      return;
    }
    // After a kill the document at the head has its outcome already; a late reply is about nobody.
    if (this.queue[0]?.id !== reply.id) return;
    this.served += 1;
    this.recycleIfWorn(reply.rssMb);
    this.settleHead(reply.outcome);
  }

  private recycleIfWorn(rssMb: number): void {
    const { recycleAfter = 10_000, idleMemoryMb = 180 } = this.options;
    if (this.served >= recycleAfter || rssMb > idleMemoryMb) this.kill();
  }

  private settleHead(outcome: Outcome<ExtractedDocument>): void {
    const head = this.queue.shift();
    this.headSince = Date.now();
    if (this.queue.length === 0 && this.watcher !== null) {
      clearInterval(this.watcher);
      this.watcher = null;
    }
    head?.settle(outcome);
  }

  private async watch(): Promise<void> {
    const { child } = this;
    const head = this.queue[0];
    if (child?.pid === undefined || head === undefined || this.dying) return;
    if (!this.ready) {
      if (Date.now() - this.startedAt > START_MS)
        this.kill(failure('worker_crashed', 'the extractor process did not start'));
      return;
    }
    if (Date.now() - this.headSince > head.limits.timeoutMs) {
      this.kill(timeOut(head.limits.timeoutMs));
      return;
    }
    const rss = await readRss(child.pid);
    const stillRuns = this.child === child && this.queue[0] === head && !this.dying;
    if (stillRuns && rss !== null && rss > head.limits.memoryMb * 2 ** 20) this.kill(outOfMemory(head.limits.memoryMb));
  }

  /** With an outcome, the document at the head gets it now. */
  private kill(outcome?: Outcome<never>): void {
    this.dying = true;
    this.child?.kill('SIGKILL');
    if (outcome !== undefined) this.settleHead(outcome);
  }

  private onGone(): void {
    const { child } = this;
    if (child === null) return;
    child.removeAllListeners();
    this.child = null;
    if (!this.dying) this.settleHead(this.crashReason(child));
    this.closing?.();
    if (!this.closed && this.queue.length > 0) this.start();
  }

  private crashReason(child: ChildProcess): Outcome<never> {
    const head = this.queue[0];
    if (/heap out of memory|Array buffer allocation failed/.test(this.stderr))
      return outOfMemory(head?.limits.memoryMb ?? 0);
    return failure(
      'worker_crashed',
      `the extractor process ended (${child.signalCode ?? `exit code ${child.exitCode}`})`,
    );
  }
}

function timeOut(ms: number): Outcome<never> {
  return failure('time_limit', `reading it took longer than ${ms / 1000} s`);
}

function outOfMemory(memoryMb: number): Outcome<never> {
  return failure('memory_limit', `reading it took more than ${memoryMb} MB of memory`);
}
