import { MetricWindow } from '../alerts/window.js';
import { ALERTS, type Selector } from '../alerts/rules.js';
import type { MetricSnapshot } from './metrics.js';
import { stageTimes, type StageTimes } from './stage-times.js';

/** In milliseconds; null if nothing was measured. */
export interface Times {
  count: number;
  p50: number | null;
  p95: number | null;
  p99: number | null;
  target: number | null;
  /** Whether p95 is within the target; null if either is missing. */
  ok: boolean | null;
}

/** The answer of `GET /v1/admin/performance`: times since processes started, next to their targets. */
export interface Performance {
  /** When the oldest process started, ISO time. */
  since: string;
  stages: (StageTimes & { ok: boolean | null })[];
  /** The first stage of a match, which the store does. */
  search: Times;
  requests: Times;
  routes: (Times & { method: string; route: string })[];
  /** Over at most the last minute. */
  eventLoopDelay: { p50: number | null; p99: number | null; max: number | null };
}

/** Target for a search; those of the stages are in stage-times.ts. */
const SEARCH_TARGET_MS = 100;
/** The target for requests is the threshold of the alert. */
const REQUEST_TARGET_MS = ALERTS.find((rule) => rule.name === 'CvmatchSlowRequests')!.above * 1000;

export function performanceOf(metrics: MetricSnapshot, since: number): Performance {
  const all = new MetricWindow();
  all.add(0, metrics);
  const requests: Selector = { metric: 'cvmatch_request_seconds' };
  return {
    since: new Date(since).toISOString(),
    stages: stageTimes(metrics).map((stage) => ({ ...stage, ok: keeps(stage.p95, stage.target) })),
    search: times(all, { metric: 'cvmatch_store_query_seconds', labels: { query: 'search.pick' } }, SEARCH_TARGET_MS),
    requests: times(all, requests, REQUEST_TARGET_MS),
    routes: routesOf(metrics).map(({ method, route }) => ({
      method,
      route,
      ...times(all, { ...requests, labels: { method, route } }, REQUEST_TARGET_MS),
    })),
    eventLoopDelay: { p50: loopDelay(all, '0.5'), p99: loopDelay(all, '0.99'), max: loopDelay(all, '1') },
  };
}

function times(all: MetricWindow, of: Selector, target: number | null): Times {
  const ms = (q: number): number | null => inMs(all.measure({ kind: 'quantile', q, of }));
  const p95 = ms(0.95);
  return { count: all.observations(of), p50: ms(0.5), p95, p99: ms(0.99), target, ok: keeps(p95, target) };
}

function loopDelay(all: MetricWindow, quantile: string): number | null {
  return inMs(all.measure({ kind: 'level', of: { metric: 'cvmatch_event_loop_delay_seconds', labels: { quantile } } }));
}

function inMs(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 1e4) / 10;
}

function keeps(p95: number | null, target: number | null): boolean | null {
  return p95 === null || target === null ? null : p95 <= target;
}

function routesOf(metrics: MetricSnapshot): { method: string; route: string }[] {
  const values = metrics.find((metric) => metric.name === 'cvmatch_request_seconds')?.values ?? [];
  const names = new Set(values.map(({ labels }) => `${String(labels.route)} ${String(labels.method)}`));
  return [...names].sort().map((name) => ({ method: name.split(' ')[1]!, route: name.split(' ')[0]! }));
}
