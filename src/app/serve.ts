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
import { parseRates } from '../config/units.js';

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
  url: string;
  workers: number;
  folder: string;
}

/** Runs the service for all tenants of a workspace folder, which is created if it is missing, until the signal. */
export async function serve(config: Config, request: ServeRequest): Promise<void> {
  // The pool's threads belong to the workers; without workers, one thread is left for requests.
  const sized = { ...config, threads: Math.max(1, config.workers) };
  await withObserving(config, request.version, (observed) =>
    withWorkspace(sized, { create: true, observer: observed.observer, background: true }, async (workspace) => {
      const { alerts, stop } = startAlerts(config, observed.process, workspace);
      const [shared, asked] = [new ProcessWork(true), new AbortController()];
      let tenants: ServedTenants | null = null;
      let service: Service | null = null;
      const presence = await presentWith(workspace, { version: request.version, role: 'all' }, shared, () => {
        asked.abort();
      });
      try {
        tenants = await openServedTenants(workspace, observed, { work: shared, leader: presence.leader });
        service = await openService(await partsOf(workspace, request.version, observed, alerts, tenants), {
          host: config.host,
          port: config.port,
          timeouts: request.timeouts,
        });
        const working = tenants.work();
        request.onListening({ url: service.url, workers: config.workers, folder: workspace.place });
        await Promise.race([aborted(AbortSignal.any([request.signal, asked.signal])), working]);
      } finally {
        stop();
        await service?.close();
        await tenants?.close();
        await presence.leave();
      }
    }),
  );
}

async function partsOf(
  workspace: Workspace,
  version: string,
  observed: Observed,
  alerts: ServiceParts['alerts'],
  tenants: ServedTenants,
): Promise<ServiceParts> {
  const { config, registry, tenant } = workspace;
  const matching = await matchParts(workspace);
  return {
    ...observed.process,
    home: workspace,
    registry,
    alerts,
    version,
    now: Date.now,
    homeTenant: tenant,
    tenant: (id) => tenants.parts(id),
    selftest: () => selftest(workspace, matching),
    settings: serviceSettings(config),
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

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
  });
}
