import { FILE_STATES, type FileState } from './domain/index.js';
import type { Config } from './config.js';
import { ingestOptionsOf } from './intake.js';
import { withWorkspace, type Workspace } from './open.js';
import { removeOrphans } from './pipeline/upload-cleaning.js';
import { startWorker, type Worker, type WorkerEvent, type WorkerOptions } from './pipeline/worker.js';

export interface WorkRequest {
  /** End when no upload waits any more. */
  drain?: boolean;
  signal: AbortSignal;
  onStart?: (owner: string) => void;
  onEvent?: (event: WorkerEvent) => void;
}

export interface WorkReport {
  counts: Record<FileState, number>;
  retried: number;
  dead: number;
  seconds: number;
}

/** Works on uploads until the signal, in a process of its own beside the service's. @throws CvmatchError of the store, `model_mismatch`. */
export async function work(config: Config, request: WorkRequest): Promise<WorkReport> {
  return withWorkspace(config, { create: true }, async (workspace) => {
    const tally = new Tally(request.onEvent);
    const worker = await startWorkers(workspace, { drain: request.drain, onEvent: (event) => { tally.add(event); } });
    request.onStart?.(worker.owner);
    request.signal.addEventListener('abort', () => void worker.stop(config.stopLimit), { once: true });
    if (request.signal.aborted) await worker.stop(config.stopLimit);
    await worker.ended;
    return tally.report();
  });
}

/** A worker on an open workspace, whose pool gives it its threads. What earlier processes left on the disk goes first. */
export async function startWorkers(workspace: Workspace, options: WorkerOptions): Promise<Worker> {
  const { queue, store, uploads } = workspace;
  await removeOrphans(uploads, queue, store.intake);
  const [modelInUse, reading] = [await workspace.model(), await ingestOptionsOf(workspace, {})];
  return startWorker({ queue, intake: store.intake, model: store.model, uploads, pool: () => workspace.pool(), modelInUse, options: reading }, options);
}

class Tally {
  private readonly counts = Object.fromEntries(FILE_STATES.map((state) => [state, 0])) as Record<FileState, number>;
  private retried = 0;
  private dead = 0;
  private readonly started = performance.now();

  constructor(private readonly onEvent: ((event: WorkerEvent) => void) | undefined) {}

  add(event: WorkerEvent): void {
    if (event.kind === 'retry') this.retried += 1;
    if (event.kind === 'settled') {
      this.counts[event.file.state] += 1;
      if (event.dead) this.dead += 1;
    }
    this.onEvent?.(event);
  }

  report(): WorkReport {
    return { counts: this.counts, retried: this.retried, dead: this.dead, seconds: Math.round(performance.now() - this.started) / 1000 };
  }
}
