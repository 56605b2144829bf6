import { keepErasing } from '../govern/erasure-keeper.js';
import type { Config } from '../config/config.js';
import type { OpenOptions, Workspace } from '../open.js';
import { Alerts } from '../service/alerts/engine.js';
import { postNotice } from '../service/alerts/webhook.js';
import { openLog } from '../service/telemetry/log.js';
import { openMetrics, openTenantMetrics, type Levels } from '../service/telemetry/metrics.js';
import { workObserver, type Observing } from '../service/telemetry/observer.js';
import { openTracing } from '../service/telemetry/tracing.js';

/** Metrics, traces and log of a process, and of each tenant in it. */
export interface Observed {
  /** Of the process: all tenants together. */
  process: Observing;
  /** Of one tenant; whatever is counted here is also counted for the process. */
  of(tenant: string): Observing;
  /** The observer with which the workspace is opened. */
  observer: NonNullable<OpenOptions['observer']>;
  /** Sets the workspace from which the metrics of its tenant read their levels, e.g. the length of the queue. */
  watch(workspace: Workspace): void;
  /** Ends the metrics of a tenant. */
  forget(tenant: string): void;
}

/** Runs `body` with metrics, traces and a log. */
export async function withObserving<T>(
  config: Config,
  version: string,
  body: (observed: Observed) => Promise<T>,
): Promise<T> {
  const watched = new Map<string, Workspace>();
  const process: Observing = {
    log: openLog(config),
    metrics: openMetrics(() => levelsOfAll([...watched.values()])),
    tracing: await openTracing(config.otlpEndpoint, version),
  };
  const tenants = new Map<string, Observing>();
  const of = (tenant: string): Observing => {
    const known = tenants.get(tenant);
    if (known !== undefined) return known;
    const metrics = openTenantMetrics(() => levelsOfAll(some(watched.get(tenant))), process.metrics);
    const opened = { ...process, metrics };
    tenants.set(tenant, opened);
    return opened;
  };
  const forget = (tenant: string): void => {
    watched.delete(tenant);
    tenants.get(tenant)?.metrics.close();
    tenants.delete(tenant);
  };
  try {
    return await body({
      process,
      of,
      observer: (tenant) => workObserver(tenant === null ? process : of(tenant), config.slowQuery),
      watch: (workspace) => void watched.set(workspace.tenant, workspace),
      forget,
    });
  } finally {
    for (const tenant of [...tenants.keys()]) forget(tenant);
    process.metrics.close();
    await process.tracing.close();
  }
}

function some(workspace: Workspace | undefined): Workspace[] {
  return workspace === undefined ? [] : [workspace];
}

/** Evaluates the alerts at intervals until it is stopped. */
export function startAlerts(
  { alertWebhook, alertInterval }: Config,
  { metrics, log }: Observing,
  { registry }: Workspace,
): { alerts: Alerts; stop: () => void } {
  const send =
    alertWebhook === null ? null : (notice: Parameters<typeof postNotice>[1]) => postNotice(alertWebhook, notice);
  const alerts = new Alerts({ metrics, repository: registry.alerts, send, log, now: Date.now });
  const evaluate = (): void => {
    alerts.evaluate().catch((error: unknown) => {
      log.error({ err: error }, 'the alerts could not be evaluated');
    });
  };
  evaluate();
  const timer = setInterval(evaluate, alertInterval).unref();
  return {
    alerts,
    stop: () => {
      clearInterval(timer);
    },
  };
}

/** Continues removals that could not be finished at once, until it is stopped. */
export function startErasing({ log }: Observing, workspace: Workspace): () => Promise<void> {
  return keepErasing(workspace, (error) => {
    log.warn({ err: error }, 'a removal could not be finished just now; trying again');
  });
}

async function levelsOfAll(workspaces: Workspace[]): Promise<Levels> {
  if (workspaces.length === 0) throw new Error('no workspace is open yet');
  const all = await Promise.all(workspaces.map(levelsOf));
  const sum = (pick: (levels: Levels) => number): number => all.reduce((total, levels) => total + pick(levels), 0);
  return {
    backlog: sum(({ backlog }) => backlog),
    deadLetters: sum(({ deadLetters }) => deadLetters),
    storeBytes: sum(({ storeBytes }) => storeBytes),
    cvs: sum(({ cvs }) => cvs),
    pool: all[0]!.pool,
  };
}

async function levelsOf(workspace: Workspace): Promise<Levels> {
  const [{ pending, running, dead }, { cvs, bytes }] = await Promise.all([
    workspace.queue.counts(),
    workspace.store.summary(),
  ]);
  return { backlog: pending + running, deadLetters: dead, storeBytes: bytes, cvs, pool: workspace.poolLoad() };
}
