import { Registry } from 'prom-client';
import { serviceMetrics, workMetrics } from './metrics-counted.js';
import { eventLoopMetrics, levelMetrics, poolMetrics, sharedLevels } from './metrics-levels.js';
import type { Levels, Metrics } from './metrics-port.js';

export type { Levels, Metrics, MetricSnapshot } from './metrics-port.js';

/** Metrics of a process. `levels` is called at each scrape; if it throws, the gauges keep their last values. */
export function openMetrics(levels: () => Promise<Levels>): Metrics {
  const registry = new Registry();
  const counted = { ...workMetrics(registry), ...serviceMetrics(registry) };
  const read = sharedLevels(levels);
  levelMetrics(registry, read);
  poolMetrics(registry, read);
  const loop = eventLoopMetrics(registry);
  return {
    ...counted,
    ...readingOf(registry),
    close: () => {
      loop.stop();
      registry.clear();
    },
  };
}

/**
 * Metrics of one tenant in a process; what they count is also counted for the process. They do not show how busy the
 * process is, because that depends on other tenants.
 */
export function openTenantMetrics(levels: () => Promise<Levels>, process: Metrics): Metrics {
  const registry = new Registry();
  const own = { ...workMetrics(registry), ...serviceMetrics(registry) };
  levelMetrics(registry, sharedLevels(levels));
  const names = Object.keys(own) as (keyof typeof own)[];
  const both = Object.fromEntries(
    names.map((name) => [
      name,
      (...values: unknown[]) => {
        (own[name] as (...values: unknown[]) => void)(...values);
        (process[name] as (...values: unknown[]) => void)(...values);
      },
    ]),
  ) as typeof own;
  return {
    ...both,
    ...readingOf(registry),
    close: () => {
      registry.clear();
    },
  };
}

function readingOf(registry: Registry): Pick<Metrics, 'names' | 'snapshot' | 'text' | 'contentType'> {
  return {
    names: () => registry.getMetricsAsArray().map((metric) => metric.name),
    snapshot: () => registry.getMetricsAsJSON(),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
