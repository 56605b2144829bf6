import type { Config } from '../config/config.js';
import type { Workspace, WorkspaceObserver } from '../open.js';
import { Alerts } from '../service/alerts/engine.js';
import { postNotice } from '../service/alerts/webhook.js';
import { openLog } from '../service/telemetry/log.js';
import { openMetrics, type Levels } from '../service/telemetry/metrics.js';
import { workObserver, type Observing } from '../service/telemetry/observer.js';
import { openTracing } from '../service/telemetry/tracing.js';

type Body<T> = (seen: Observing, observer: WorkspaceObserver, watch: (workspace: Workspace) => void) => Promise<T>;

/** Metrics, traces and log during `body`. `watch` says whose levels the metrics show. */
export async function withObserving<T>(config: Config, version: string, body: Body<T>): Promise<T> {
  let watched: Workspace | null = null;
  const seen = {
    log: openLog(config),
    metrics: openMetrics(() =>
      watched === null ? Promise.reject(new Error('no workspace is open yet')) : levelsOf(watched),
    ),
    tracing: await openTracing(config.otlpEndpoint, version),
  };
  try {
    return await body(seen, workObserver(seen, config.slowQuery), (workspace) => {
      watched = workspace;
    });
  } finally {
    seen.metrics.close();
    await seen.tracing.close();
  }
}

/** Evaluates the alerts periodically until stopped. */
export function startAlerts(
  { alertWebhook, alertInterval }: Config,
  { metrics, log }: Observing,
  { store }: Workspace,
): { alerts: Alerts; stop: () => void } {
  const send =
    alertWebhook === null ? null : (notice: Parameters<typeof postNotice>[1]) => postNotice(alertWebhook, notice);
  const alerts = new Alerts({ metrics, repository: store.alerts, send, log, now: Date.now });
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

async function levelsOf(workspace: Workspace): Promise<Levels> {
  const [{ pending, running, dead }, { cvs, bytes }] = await Promise.all([
    workspace.queue.counts(),
    workspace.store.summary(),
  ]);
  return { backlog: pending + running, deadLetters: dead, storeBytes: bytes, cvs, pool: workspace.poolLoad() };
}
