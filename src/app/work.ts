import { actingAs, byItself } from '../store/audit/acting.js';
import { FILE_STATES, type FileState } from '../domain/index.js';
import type { Config } from '../config/config.js';
import { ingestOptionsOf } from './ingest.js';
import { withWorkspace, type Workspace } from '../open.js';
import { OpenTenants, type TenantWork } from './open-tenants.js';
import { ProcessWork, presentWith } from './process-work.js';
import { startAlerts, startUpkeep, withObserving, type Observed } from './telemetry.js';
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
  /** Where the store is. */
  store: string;
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
 * Processes the uploads of all tenants until the signal, in a process of its own beside the service's. @throws
 * CvmatchError of the store, `model_mismatch`.
 */
export async function work(config: Config, request: WorkRequest): Promise<WorkReport> {
  return withObserving(config, request.version, (observed) =>
    withWorkspace(config, { create: true, observer: observed.observer, manySenders: true }, async (workspace) => {
      observed.watchPlaces(workspace);
      const server = await metricsOf(workspace, observed.process);
      try {
        return await workUntil(workspace, request, observed, server?.url ?? null);
      } finally {
        await server?.close();
      }
    }),
  );
}

/** Serves the metrics of a process that answers no other requests; null if no port is configured. */
export async function metricsOf(workspace: Workspace, seen: Observing): Promise<MetricsServer | null> {
  const { metricsHost: host, metricsPort: port, requireKey } = workspace.config;
  if (port === null) return null;
  const { openMetricsServer } = await import('../service/telemetry/metrics-server.js');
  return openMetricsServer(
    { ...seen, registry: workspace.registry, homeTenant: workspace.tenant, now: Date.now, settings: { requireKey } },
    { host, port },
  );
}

async function workUntil(
  workspace: Workspace,
  request: WorkRequest,
  observed: Observed,
  metrics: string | null,
): Promise<WorkReport> {
  const [tally, shared] = [new Tally(), new ProcessWork(false, workspace.config.recycleAfter)];
  const tenants = await openWorkers(workspace, observed, shared, {
    drain: request.drain,
    onEvent: (event) => {
      tally.add(event);
      shared.note(event);
      request.onEvent?.(event);
    },
  });
  const stop = (): void => void tenants.close();
  const told = { work: shared, shared: observed.shared };
  const presence = await presentWith(workspace, { version: request.version, role: 'worker' }, told, stop);
  const alerts = startAlerts(workspace.config, observed.process, workspace);
  try {
    request.onStart?.({ owner: (await tenants.of(workspace.tenant)).worker.owner, store: workspace.place, metrics });
    request.signal.addEventListener('abort', stop, { once: true });
    if (request.signal.aborted) await tenants.close();
    await Promise.all((await tenants.all()).map(({ ended }) => ended));
  } finally {
    alerts.stop();
    await tenants.close();
    await presence.leave();
  }
  return tally.report();
}

interface WorkerOfTenant extends TenantWork {
  worker: Worker;
  /** Rejects with the error that ends the process: one that stops the home tenant's worker. */
  ended: Promise<void>;
}

function openWorkers(
  home: Workspace,
  observed: Observed,
  shared: ProcessWork,
  options: WorkerOptions,
): Promise<OpenTenants<WorkerOfTenant>> {
  const { stopLimit } = home.config;
  const onError = (tenant: string, error: unknown): void => {
    observed.process.log.error({ tenant, err: error }, 'the uploads of a tenant cannot be worked on');
  };
  return OpenTenants.open<WorkerOfTenant>(home, {
    onError,
    begin: async (workspace) => {
      const { tenant } = workspace;
      observed.watch(workspace);
      const told = onWork(observed.of(tenant));
      const worker = await startWorkers(workspace, {
        ...options,
        onEvent: (event) => {
          told(event);
          options.onEvent?.(event);
        },
      });
      shared.add(worker);
      const stopUpkeep = startUpkeep(observed.of(tenant), workspace);
      const ended = tenant === home.tenant ? worker.ended : worker.ended.catch((e: unknown) => onError(tenant, e));
      return {
        worker,
        ended,
        close: async () => {
          await stopUpkeep();
          await worker.stop(stopLimit);
          observed.forget(tenant);
        },
      };
    },
  });
}

/**
 * Starts a worker on an open workspace, with threads from its pool. Leftovers of earlier processes are deleted from the
 * disk first.
 */
export async function startWorkers(workspace: Workspace, options: WorkerOptions): Promise<Worker> {
  const { queue, store, uploads, originals, keepsUploads } = workspace;
  const files = { uploads, originals, keepsUploads };
  await removeOrphans(files, queue, store);
  const [modelInUse, reading] = [await workspace.model(), await ingestOptionsOf(workspace, {})];
  const parts = {
    queue,
    intake: store.intake,
    gatherMs: store.gatherMs,
    model: store.model,
    ...files,
    pool: () => workspace.pool(),
    modelInUse,
    options: reading,
  };
  return actingAs(byItself('worker'), () => startWorker(parts, options));
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
