import type { ServiceSettings } from '../domain/index.js';
import type { Config } from '../config/config.js';
import { matchParts } from './match.js';
import { ProcessWork, presentWith } from './process-work.js';
import { openServedTenants, type ServedTenants } from './served-tenants.js';
import { startAlerts, withObserving, type Observed } from './telemetry.js';
import { withWorkspace, type Workspace } from '../open.js';
import { selftest } from './selftest.js';
import type { ServiceParts } from '../service/parts.js';
import { openService, type Service, type Timeouts } from '../service/http/server.js';
import { MemoryQuotas } from '../service/http/quota/memory.js';
import { TogetherOrAlone } from '../service/http/quota/together.js';
import type { QuotaStore } from '../store/port/index.js';
import { parseRates } from '../config/units.js';
import { metricsOf, work, type WorkStarted } from './work.js';

export interface ServeRequest {
  /** The version of cvmatch. */
  version: string;
  signal: AbortSignal;
  /** See ServiceOptions. */
  timeouts?: Timeouts;
  /** Called as soon as the service listens. */
  onListening: (listening: Listening) => void;
}

export interface Listening {
  /** Null in a process that answers no requests. */
  url: string | null;
  role: Config['role'];
  workers: number;
  /** Where the store is. */
  folder: string;
}

/**
 * Runs the service for all tenants of a workspace folder, which is created if it is missing, until the signal: all of it, or the
 * part that `role` names, beside processes with the others.
 */
export async function serve(config: Config, request: ServeRequest): Promise<void> {
  const { role } = config;
  if (role === 'worker') return serveUploads(config, request);
  const workers = role === 'all' ? config.workers : 0;
  // The pool's threads belong to the workers; without workers, one thread is left for requests and periodic tasks.
  const sized = { ...config, workers, threads: Math.max(1, workers) };
  await withObserving(config, request.version, (observed) =>
    withWorkspace(
      sized,
      { create: true, observer: observed.observer, background: true, manySenders: true },
      (workspace) => serveFrom(workspace, observed, request),
    ),
  );
}

/** The same as `cvmatch worker`. */
async function serveUploads(config: Config, { version, signal, onListening }: ServeRequest): Promise<void> {
  const { role, workers } = config;
  const onStart = ({ store }: WorkStarted): void => {
    onListening({ url: null, role, workers, folder: store });
  };
  await work({ ...config, threads: Math.max(1, workers) }, { version, signal, onStart });
}

async function serveFrom(workspace: Workspace, observed: Observed, request: ServeRequest): Promise<void> {
  const { config, place } = workspace;
  const { role, workers } = config;
  const places = observed.watchPlaces(workspace);
  const [ownWork, asked] = [new ProcessWork(role !== 'api'), new AbortController()];
  const presence = await presentWith(
    workspace,
    { version: request.version, role },
    { work: ownWork, shared: observed.shared },
    () => {
      asked.abort();
    },
  );
  // Its presence is what makes other processes believe what it says of alerts.
  const { alerts, stop } = startAlerts(config, observed.process, workspace);
  let tenants: ServedTenants | null = null;
  let doors: Doors | null = null;
  const counts = await workspace.queueQuotas();
  try {
    tenants = await openServedTenants(workspace, observed, {
      work: ownWork,
      leader: presence.leader,
      version: request.version,
    });
    doors =
      role === 'scheduler'
        ? await metricsOf(workspace, observed.process)
        : await openService(await partsOf(workspace, request.version, observed, { alerts, places, tenants, counts }), {
            host: config.host,
            port: config.port,
            timeouts: request.timeouts,
          });
    const working = tenants.work();
    request.onListening({ url: role === 'scheduler' ? null : doors!.url, role, workers, folder: place });
    await Promise.race([aborted(AbortSignal.any([request.signal, asked.signal])), working]);
  } finally {
    // Whatever ended it, nothing waits for a signal any more.
    asked.abort();
    stop();
    await doors?.close();
    counts?.close();
    await tenants?.close();
    await presence.leave();
  }
}

/** What answers requests: all of them, or those for metrics. */
type Doors = Pick<Service, 'url' | 'close'>;

interface Beside {
  alerts: ServiceParts['alerts'];
  places: ServiceParts['places'];
  tenants: ServedTenants;
  /** Shared by processes whose store is not. */
  counts: QuotaStore | null;
}

async function partsOf(
  workspace: Workspace,
  version: string,
  observed: Observed,
  { tenants, counts, ...watching }: Beside,
): Promise<ServiceParts> {
  const { config, registry, tenant } = workspace;
  const matching = await matchParts(workspace);
  return {
    ...observed.process,
    home: workspace,
    ...watching,
    registry,
    version,
    now: Date.now,
    homeTenant: tenant,
    tenant: (id) => tenants.parts(id),
    selftest: () => selftest(workspace, matching),
    settings: serviceSettings(config),
    quotas: registry.quotas ?? (counts === null ? undefined : new TogetherOrAlone(counts, new MemoryQuotas(Date.now))),
  };
}

function serviceSettings(config: Config): ServiceSettings {
  const { maxSize, maxUpload, backlogLimit, uploadsAtOnce, slowestUpload, requireKey, trustProxy } = config;
  const { rateRequests, rateCvs, rateLoopback, cacheTtl } = config;
  const rateRoutes = parseRates(config.rateRoutes) ?? {};
  const rates = { rateRequests, rateCvs, rateRoutes, rateLoopback };
  const uploads = { maxSize, maxUpload, backlogLimit, uploadsAtOnce, slowestUpload };
  return { ...uploads, requireKey, trustProxy, ...rates, cacheTtl };
}

const LONG_MS = 3_600_000;

/** Keeps the process alive meanwhile, which without a port to listen on nothing else would. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const alive = setInterval(() => undefined, LONG_MS);
    const end = (): void => {
      clearInterval(alive);
      resolve();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
