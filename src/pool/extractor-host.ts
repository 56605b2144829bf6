import { Worker } from 'node:worker_threads';
import { failure, type ExtractedDocument, type Outcome } from '../domain/index.js';

export interface SandboxRequest {
  id: number;
  bytes: Uint8Array;
  timeoutMs: number;
  maxExpandedBytes: number;
}

/** First `ready`, when the child can take documents; then one reply per request, in their order. */
export type SandboxReply = 'ready' | { id: number; outcome: Outcome<ExtractedDocument>; rssMb: number };

export type Extractor = (
  bytes: Uint8Array,
  options: { maxExpandedBytes: number },
) => Promise<Outcome<ExtractedDocument>>;

/**
 * The parent decides when a document takes too long. The child only ends itself where nobody is left to decide, so it takes
 * its time: this factor, and these milliseconds.
 */
const [SPARE, GRACE_MS] = [2, 2000];

/**
 * The child's side of the sandbox: takes documents and returns outcomes, one at a time. It ends with its parent: when
 * the channel closes or, if an engine hangs and the event loop never notices, by another thread, which watches the
 * parent and the CPU time.
 */
export function serveExtractor(extract: Extractor): void {
  const deadline = startWatchdog();
  let last = Promise.resolve();
  process.on('message', (request: SandboxRequest) => {
    last = last.then(() => answer(extract, request, deadline));
  });
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  // Ctrl-C reaches the whole process group, but the parent decides when its children end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  send('ready');
}

async function answer(extract: Extractor, request: SandboxRequest, deadline: BigInt64Array): Promise<void> {
  Atomics.store(deadline, 0, BigInt(Math.round(cpuMs() + SPARE * request.timeoutMs + GRACE_MS)));
  const outcome = await attempt(extract, request);
  Atomics.store(deadline, 0, 0n);
  send({ id: request.id, outcome, rssMb: process.memoryUsage.rss() / 2 ** 20 });
}

/** An engine's message may quote the document, so only the error's name is passed on. */
async function attempt(extract: Extractor, request: SandboxRequest): Promise<Outcome<ExtractedDocument>> {
  try {
    return await extract(request.bytes, { maxExpandedBytes: request.maxExpandedBytes });
  } catch (error) {
    if (error instanceof RangeError && /allocation|Invalid (?:string|array) length/i.test(error.message)) {
      return failure('memory_limit', 'reading it needed more memory than the engine can address');
    }
    return failure('corrupt', `the engine gave up on it (${error instanceof Error ? error.name : 'unknown error'})`);
  }
}

function send(reply: SandboxReply): void {
  process.send?.(reply, undefined, undefined, () => undefined);
}

/** CPU time of this process in milliseconds, all threads. A busy machine does not let it pass. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Starts the thread that watches the deadline, in milliseconds of CPU time, 0 for none. */
function startWatchdog(): BigInt64Array {
  const deadline = new BigInt64Array(new SharedArrayBuffer(8));
  const worker = new Worker(WATCHDOG, {
    eval: true,
    workerData: { deadline, parent: process.ppid },
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 },
  });
  worker.on('error', () => process.kill(process.pid, 'SIGKILL'));
  worker.unref();
  return deadline;
}

const WATCHDOG = `
const { deadline, parent } = require('node:worker_threads').workerData;
setInterval(() => {
  const due = Number(Atomics.load(deadline, 0));
  const { user, system } = process.cpuUsage();
  if (process.ppid !== parent || due > 0 && (user + system) / 1000 > due) process.kill(process.pid, 'SIGKILL');
}, 500);
`;
