import type { ProcessCounts, ProcessRepository } from '../../store/port/index.js';
import type { Metrics, MetricSnapshot } from './metrics.js';
import { STAGE_METRICS } from './stage-times.js';

/** Metrics that processes tell each other, and the series of each; all of them are counts. */
const SHARED: Record<string, (labels: Labels) => boolean> = {
  ...Object.fromEntries(STAGE_METRICS.map((name) => [name, () => true])),
  cvmatch_store_query_seconds: ({ query }) => query === 'search.pick',
  cvmatch_request_seconds: () => true,
};

type Labels = Partial<Record<string, string | number>>;
type Value = MetricSnapshot[number]['values'][number] & { metricName?: string };
/** Labels of a series, and its counts: by upper bound of the bucket, `sum` and `count`; `total` of a counter. */
type Series = [labels: Labels, counts: Record<string, number>];

/** What this process counted, of each tenant and together, as far as the others do not know it yet. */
export class SharedCounts {
  private readonly all = new Map<string | null, Pick<Metrics, 'snapshot'>>();
  private readonly told = new Map<string | null, string>();

  /** `tenant`: null for all together. */
  add(tenant: string | null, metrics: Pick<Metrics, 'snapshot'>): void {
    this.all.set(tenant, metrics);
  }

  forget(tenant: string): void {
    this.all.delete(tenant);
  }

  /** What changed since the last call; all of it after `again`. */
  async changed(): Promise<ProcessCounts[]> {
    const changed: ProcessCounts[] = [];
    for (const [tenant, metrics] of this.all) {
      const counts = packed(await metrics.snapshot(Object.keys(SHARED)));
      if (this.told.get(tenant) === counts) continue;
      this.told.set(tenant, counts);
      changed.push({ tenant, counts });
    }
    for (const tenant of [...this.told.keys()].filter((one) => !this.all.has(one))) {
      this.told.delete(tenant);
      changed.push({ tenant, counts: null });
    }
    return changed;
  }

  /** Nobody may know anything any more. */
  again(): void {
    for (const tenant of this.told.keys()) this.told.set(tenant, '');
  }
}

/** Metrics of this process with what the others counted. If the store does not answer, those of this process. */
export async function together(
  own: Pick<Metrics, 'snapshot'>,
  { countedBesides }: Pick<ProcessRepository, 'countedBesides'>,
  id: string,
  tenant: string | null,
  names?: readonly string[],
): Promise<MetricSnapshot> {
  const [metrics, others] = await Promise.all([own.snapshot(names), countedBesides(id, tenant).catch(() => [])]);
  const theirs = others.map(unpacked);
  return metrics.map((metric) => {
    const added = theirs.flatMap((one) => one.get(metric.name) ?? []);
    return { ...metric, values: [...metric.values, ...added] };
  });
}

function packed(metrics: MetricSnapshot): string {
  const shared = metrics.map(({ name, values }) => [name, seriesOf(name, values)]);
  return JSON.stringify(Object.fromEntries(shared));
}

function seriesOf(name: string, values: Value[]): Series[] {
  const found = new Map<string, Series>();
  for (const { labels: all, metricName, value } of values) {
    const { le, ...labels } = all as Labels;
    if (!SHARED[name]!(labels)) continue;
    const key = JSON.stringify(labels);
    const series = found.get(key) ?? [labels, {}];
    found.set(key, series);
    series[1][le === undefined ? (metricName?.slice(name.length + 1) ?? 'total') : String(le)] = value;
  }
  return [...found.values()];
}

/** Values by metric; none of what another version wrote in another way. */
function unpacked(text: string): Map<string, Value[]> {
  try {
    const read = JSON.parse(text) as Record<string, Series[]>;
    return new Map(Object.entries(read).map(([name, all]) => [name, all.flatMap((one) => valuesOf(name, one))]));
  } catch {
    return new Map();
  }
}

function valuesOf(name: string, [labels, counts]: Series): Value[] {
  return Object.entries(counts).map(([count, value]) => {
    if (count === 'total') return { labels, value };
    if (count === 'sum' || count === 'count') return { metricName: `${name}_${count}`, labels, value };
    return { metricName: `${name}_bucket`, labels: { ...labels, le: count }, value };
  });
}
