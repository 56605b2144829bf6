import { fork, type ChildProcess } from 'node:child_process';
import { failure, type ExtractedDocument, type Outcome } from '../domain/index.js';
import { NODE_FLAGS } from '../domain/node-flags.js';
import { INTERRUPT_BUDGET } from './interrupt-budget.js';
import { readRss } from './rss.js';
import { RunningTime } from './running-time.js';
import type { SandboxReply, SandboxRequest } from './extractor-host.js';

/** Limits for one document. */
export interface ExtractLimits {
  timeoutMs: number;
  /**
   * Resident memory of the whole child process in MiB: the only figure that includes what engines allocate natively.
   */
  memoryMb: number;
  /** Total bytes that a container (DOCX, ODT) may expand to. */
  maxExpandedBytes: number;
}

export interface SandboxOptions {
  /**
   * Replaces the child after so many documents, against slow leaks of engines; a new one takes half a second of CPU
   * time to warm up.
   */
  recycleAfter?: number;
  /**
   * Replaces an idle child that still holds so many MiB: one large document must not raise the memory use of the whole
   * run.
   */
  idleMemoryMb?: number;
  /** JavaScript heap of the child in MiB. */
  heapMb?: number;
  /** The child's module; tests use engines that hang or crash. */
  entry?: URL;
}

export interface Sandbox {
  /** The child works on one document at a time. Callers may queue one or two more, so that it never idles. */
  extract(bytes: Uint8Array, limits: ExtractLimits): Promise<Outcome<ExtractedDocument>>;
  /** The child's process id; null while there is none. */
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
/** Milliseconds after which a child that has not loaded its modules never will. */
const START_MS = 60_000;
const STDERR_KEPT = 2000;

/** Compiled code finds its neighbour; under vitest the source is TypeScript, and the compiled entry is in dist/. */
function defaultEntry(): URL {
  const compiled = import.meta.url.endsWith('.js');
  return new URL(compiled ? './extractor-process.js' : '../../dist/src/pool/extractor-process.js', import.meta.url);
}

/**
 * A child process that does all extraction, supervised from outside. Engines can hang in native code, crash, or take
 * memory that no limit of V8 bounds; then only killing the process helps. Works inside a worker thread too.
 */
export function openSandbox(options: SandboxOptions = {}): Sandbox {
  return new ChildSandbox(options);
}

class ChildSandbox implements Sandbox {
  private child: ChildProcess | null = null;
  private ready = false;
  private queue: Waiting[] = [];
  private watcher: NodeJS.Timeout | null = null;
  /** Of the child, since it began to start or to work on the document at the head of the queue. */
  private running = new RunningTime(null);
  private served = 0;
  private nextId = 1;
  private stderr = '';
  /** The child was killed and has not ended yet; queued documents go to the next one. */
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
      if (this.queue.length === 1) this.beginHead();
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
    const child = fork(entry, {
      serialization: 'advanced',
      // Engines print to stdout; stderr is kept to tell an exhausted heap from other crashes.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [
        ...NODE_FLAGS,
        `--max-old-space-size=${heapMb}`,
        '--max-semi-space-size=2',
        ...(INTERRUPT_BUDGET === null ? [] : [INTERRUPT_BUDGET]),
      ],
    });
    this.child = child;
    this.beginHead();
    child.stderr?.on(
      'data',
      (chunk: Buffer) => (this.stderr = (this.stderr + chunk.toString('latin1')).slice(-STDERR_KEPT)),
    );
    child.on('message', (reply: SandboxReply) => this.onReply(reply));
    // A failed start and a broken channel are followed by 'exit', unless there never was a process.
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
    // If the channel is broken, 'exit' follows and deals with the waiting documents.
    this.child?.send(request, () => undefined);
  }

  private onReply(reply: SandboxReply): void {
    if (reply === 'ready') {
      this.ready = true;
      this.beginHead();
      for (const waiting of this.queue) this.send(waiting);
      return;
    }
    // After a kill the document at the head already has its outcome, so a late reply is ignored.
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
    this.beginHead();
    if (this.queue.length === 0 && this.watcher !== null) {
      clearInterval(this.watcher);
      this.watcher = null;
    }
    head?.settle(outcome);
  }

  private beginHead(): void {
    this.running = new RunningTime(this.child?.pid ?? null);
  }

  private async watch(): Promise<void> {
    const { child } = this;
    const head = this.queue[0];
    if (child?.pid === undefined || head === undefined || this.dying) return;
    if (!this.ready) {
      if (this.running.look() > START_MS) this.kill(failure('worker_crashed', 'the extractor process did not start'));
      return;
    }
    if (this.running.look() > head.limits.timeoutMs) {
      this.kill(timeOut(head.limits.timeoutMs));
      return;
    }
    const rss = await readRss(child.pid);
    const stillRuns = this.child === child && this.queue[0] === head && !this.dying;
    if (stillRuns && rss !== null && rss > head.limits.memoryMb * 2 ** 20) this.kill(outOfMemory(head.limits.memoryMb));
  }

  /** If an outcome is given, the document at the head gets it immediately. */
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
