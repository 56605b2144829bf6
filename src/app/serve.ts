import type { ServiceSettings } from '../domain/index.js';
import type { Config } from '../config/config.js';
import { ingestOptionsOf } from './ingest.js';
import { matchParts } from './match.js';
import { startAlerts, withObserving } from './telemetry.js';
import { withWorkspace, type Workspace } from '../open.js';
import type { Worker } from '../ingest/worker.js';
import { onWork, type Observing } from '../service/telemetry/observer.js';
import { selftest } from './selftest.js';
import type { ServiceParts } from '../service/parts.js';
import { openService, type Service, type Timeouts } from '../service/http/server.js';
import { parseRates } from '../config/units.js';
import { openSchedule } from './schedule.js';
import { startWorkers } from './work.js';

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

/** Runs the service on a workspace, which is created if missing, until the signal. */
export async function serve(config: Config, request: ServeRequest): Promise<void> {
  // The pool's threads belong to the workers; without workers, one thread is left for requests.
  const sized = { ...config, threads: Math.max(1, config.workers) };
  await withObserving(config, request.version, (seen, observer, watch) =>
    withWorkspace(sized, { create: true, observer, background: true }, async (workspace) => {
      watch(workspace);
      const { alerts, stop } = startAlerts(config, seen, workspace);
      const schedule = await openSchedule(workspace, seen, ({ name, outcome, result, ms }) => {
        seen.log.info({ scheduled: name, outcome, result, ms }, 'scheduled');
      });
      let worker: Worker | null = null;
      let service: Service | null = null;
      try {
        service = await openService(
          await partsOf(workspace, config, request.version, {
            ...seen,
            alerts,
            schedule,
            uploaded: () => worker?.look(),
          }),
          { host: config.host, port: config.port, timeouts: request.timeouts },
        );
        if (config.workers > 0) worker = await startWorkers(workspace, { onEvent: onWork(seen) });
        request.onListening({ url: service.url, workers: config.workers, folder: workspace.folder });
        await Promise.race([aborted(request.signal), ...(worker === null ? [] : [worker.ended])]);
      } finally {
        stop();
        await service?.close();
        await schedule.close();
        await worker?.stop(config.stopLimit);
      }
    }),
  );
}

async function partsOf(
  workspace: Workspace,
  config: Config,
  version: string,
  seen: Observing & Pick<ServiceParts, 'alerts' | 'schedule' | 'uploaded'>,
): Promise<ServiceParts> {
  const matching = await matchParts(workspace);
  return {
    ...seen,
    workspace,
    version,
    now: Date.now,
    reading: await ingestOptionsOf(workspace, {}),
    matching,
    selftest: () => selftest(workspace, matching),
    settings: serviceSettings(config),
  };
}

function serviceSettings(config: Config): ServiceSettings {
  const { maxSize, maxUpload, backlogLimit, requireKey, trustProxy } = config;
  const { rateRequests, rateCvs, rateLoopback, cacheTtl } = config;
  const rateRoutes = parseRates(config.rateRoutes) ?? {};
  const rates = { rateRequests, rateCvs, rateRoutes, rateLoopback };
  return { maxSize, maxUpload, backlogLimit, requireKey, trustProxy, ...rates, cacheTtl };
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
