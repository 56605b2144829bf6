import { FILE_STATES, type FileState } from '../domain/index.js';
import type { Config } from '../config/config.js';
import { ingestOptionsOf } from './ingest.js';
import { withWorkspace, type Workspace } from '../open.js';
import { withObserving } from './telemetry.js';
import type { MetricsServer } from '../service/telemetry/metrics-server.js';
import { onWork, type Observing } from '../service/telemetry/observer.js';
import { removeOrphans } from '../ingest/upload-cleaning.js';
import { startWorker, type Worker, type WorkerEvent, type WorkerOptions } from '../ingest/worker.js';

export interface WorkRequest {
  /** The version of cvmatch. */
  version: string;
  /** End when no upload is waiting. */
  drain?: boolean;
  signal: AbortSignal;
  onStart?: (started: WorkStarted) => void;
  onEvent?: (event: WorkerEvent) => void;
}

export interface WorkStarted {
  owner: string;
  /** Address of its metrics; null if none was configured. */
  metrics: string | null;
}

export interface WorkReport {
  counts: Record<FileState, number>;
  retried: number;
  dead: number;
  seconds: number;
}

/**
 * Processes uploads until the signal, in a process of its own beside the service. @throws CvmatchError of the store,
 * `model_mismatch`.
 */
export async function work(config: Config, request: WorkRequest): Promise<WorkReport> {
  return withObserving(config, request.version, (seen, observer, watch) =>
    withWorkspace(config, { create: true, observer }, async (workspace) => {
      watch(workspace);
      const server = await metricsOf(workspace, seen);
      try {
        return await workUntil(workspace, request, seen, server?.url ?? null);
      } finally {
        await server?.close();
      }
    }),
  );
}

async function metricsOf(workspace: Workspace, seen: Observing): Promise<MetricsServer | null> {
  const { metricsHost: host, metricsPort: port, requireKey } = workspace.config;
  if (port === null) return null;
  const { openMetricsServer } = await import('../service/telemetry/metrics-server.js');
  return openMetricsServer({ ...seen, workspace, now: Date.now, settings: { requireKey } }, { host, port });
}

async function workUntil(
  workspace: Workspace,
  request: WorkRequest,
  seen: Observing,
  metrics: string | null,
): Promise<WorkReport> {
  const { stopLimit } = workspace.config;
  const tally = new Tally();
  const told = onWork(seen);
  const worker = await startWorkers(workspace, {
    drain: request.drain,
    onEvent: (event) => {
      tally.add(event);
      told(event);
      request.onEvent?.(event);
    },
  });
  request.onStart?.({ owner: worker.owner, metrics });
  request.signal.addEventListener('abort', () => void worker.stop(stopLimit), { once: true });
  if (request.signal.aborted) await worker.stop(stopLimit);
  await worker.ended;
  return tally.report();
}

/**
 * Starts a worker on an open workspace; its pool determines the number of threads. First removes what earlier processes
 * left on disk.
 */
export async function startWorkers(workspace: Workspace, options: WorkerOptions): Promise<Worker> {
  const { queue, store, uploads } = workspace;
  await removeOrphans(uploads, queue, store.intake);
  const [modelInUse, reading] = [await workspace.model(), await ingestOptionsOf(workspace, {})];
  return startWorker(
    {
      queue,
      intake: store.intake,
      model: store.model,
      uploads,
      pool: () => workspace.pool(),
      modelInUse,
      options: reading,
    },
    options,
  );
}

class Tally {
  private readonly counts = Object.fromEntries(FILE_STATES.map((state) => [state, 0])) as Record<FileState, number>;
  private retried = 0;
  private dead = 0;
  private readonly started = performance.now();

  add(event: WorkerEvent): void {
    if (event.kind === 'retry') this.retried += 1;
    if (event.kind === 'settled') {
      this.counts[event.file.state] += 1;
      if (event.dead) this.dead += 1;
    }
  }

  report(): WorkReport {
    return {
      counts: this.counts,
      retried: this.retried,
      dead: this.dead,
      seconds: Math.round(performance.now() - this.started) / 1000,
    };
  }
}
