import { Registry } from 'prom-client';
import { serviceMetrics, workMetrics } from './metrics-counted.js';
import { eventLoopMetrics, levelMetrics, placeMetrics, poolMetrics } from './metrics-levels.js';
import type { PlaceAnswers } from '../places/watch.js';
import type { LevelSources, Metrics, MetricSnapshot } from './metrics-port.js';

export type {
  AuditLevels,
  BackupLevels,
  LevelSources,
  Metrics,
  MetricSnapshot,
  RetentionLevels,
  StoreCounts,
  TaskCounts,
} from './metrics-port.js';

/**
 * Metrics of a process. `levels` and `places` are called at each scrape; where `levels` fail, their gauges keep their last
 * values. `places` is null while there is nothing to look at.
 */
export function openMetrics(
  levels: LevelSources,
  places: () => Promise<PlaceAnswers | null> = () => Promise.resolve(null),
): Metrics {
  const registry = new Registry();
  const counted = { ...workMetrics(registry), ...serviceMetrics(registry) };
  levelMetrics(registry, levels);
  poolMetrics(registry, levels);
  placeMetrics(registry, places);
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
export function openTenantMetrics(levels: Omit<LevelSources, 'pool'>, process: Metrics): Metrics {
  const registry = new Registry();
  const own = { ...workMetrics(registry), ...serviceMetrics(registry) };
  levelMetrics(registry, levels);
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
    snapshot: (names) => (names === undefined ? registry.getMetricsAsJSON() : some(registry, names)),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

async function some(registry: Registry, names: readonly string[]): Promise<MetricSnapshot> {
  const metrics = names.map((name) => registry.getSingleMetric(name)).filter((metric) => metric !== undefined);
  return (await Promise.all(metrics.map((metric) => metric.get()))) as MetricSnapshot;
}
