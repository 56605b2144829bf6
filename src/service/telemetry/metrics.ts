import { Registry } from 'prom-client';
import { serviceMetrics, workMetrics } from './metrics-counted.js';
import { eventLoopMetrics, levelMetrics } from './metrics-levels.js';
import type { Levels, Metrics } from './metrics-port.js';

export type { Levels, Metrics, MetricSnapshot } from './metrics-port.js';

/** `levels` is called on each scrape; if it throws, the last values remain. */
export function openMetrics(levels: () => Promise<Levels>): Metrics {
  const registry = new Registry();
  const work = workMetrics(registry);
  const service = serviceMetrics(registry);
  levelMetrics(registry, levels);
  const loop = eventLoopMetrics(registry);
  return {
    ...work,
    ...service,
    names: () => registry.getMetricsAsArray().map((metric) => metric.name),
    snapshot: () => registry.getMetricsAsJSON(),
    text: () => registry.metrics(),
    contentType: registry.contentType,
    close: () => {
      loop.stop();
      registry.clear();
    },
  };
}
