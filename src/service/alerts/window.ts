import type { MetricSnapshot } from '../telemetry/metrics.js';
import { WINDOW_SECONDS, type Measure, type Selector } from './rules.js';

interface Moment {
  /** Milliseconds since the epoch. */
  at: number;
  metrics: MetricSnapshot;
}

/**
 * Metrics of the last five minutes, for measuring what happened in them. This is what Prometheus does with
 * `increase()`, for a service that runs without Prometheus. Before the first sample every counter counts as 0, since
 * counters start with the process.
 */
export class MetricWindow {
  private moments: Moment[] = [];

  add(at: number, metrics: MetricSnapshot): void {
    this.moments.push({ at, metrics });
    // Keeps one sample from before the window, since counting starts there.
    const first = this.moments.findLastIndex((moment) => moment.at <= at - WINDOW_SECONDS * 1000);
    if (first > 0) this.moments.splice(0, first);
    this.full ||= first >= 0;
  }

  private full = false;

  /** Null if there were no events to measure. */
  measure(measure: Measure): number | null {
    if (measure.kind === 'level') return this.level(measure.of);
    if (measure.kind === 'ratio') return ratio(this.level(measure.part), this.level(measure.of));
    if (measure.kind === 'quantile') return quantile(measure.q, this.buckets(measure.of));
    const of = this.increase(measure.of);
    return of < measure.atLeast ? null : this.increase(measure.part) / of;
  }

  /** Number of a histogram's observations in the window. */
  observations(selector: Selector): number {
    return this.buckets(selector).at(-1)?.count ?? 0;
  }

  private level(selector: Selector): number | null {
    const values = valuesOf(this.moments.at(-1), selector);
    return values.length === 0 ? null : Math.max(...values.map((one) => one.value));
  }

  /** Increase of a counter in the window. */
  increase(selector: Selector): number {
    const sum = (moment: Moment | undefined): number =>
      valuesOf(moment, selector).reduce((total, one) => total + one.value, 0);
    return sum(this.moments.at(-1)) - sum(this.baseline);
  }

  /** Cumulative counts by upper bound, lowest first. */
  private buckets(selector: Selector): Bucket[] {
    const counts = new Map<number, number>();
    const add = (moment: Moment | undefined, sign: number): void => {
      for (const { metricName, labels, value } of valuesOf(moment, selector)) {
        if (metricName?.endsWith('_bucket') !== true) continue;
        const bound = labels.le === '+Inf' ? Infinity : Number(labels.le);
        counts.set(bound, (counts.get(bound) ?? 0) + sign * value);
      }
    };
    add(this.moments.at(-1), 1);
    add(this.baseline, -1);
    return [...counts].map(([bound, count]) => ({ bound, count })).sort((a, b) => a.bound - b.bound);
  }

  private get baseline(): Moment | undefined {
    return this.full ? this.moments[0] : undefined;
  }
}

function ratio(part: number | null, of: number | null): number | null {
  return part === null || of === null || of === 0 ? null : part / of;
}

type Value = MetricSnapshot[number]['values'][number] & { metricName?: string };

function valuesOf(moment: Moment | undefined, { metric, labels = {} }: Selector): Value[] {
  const found = moment?.metrics.find((one) => one.name === metric);
  return (found?.values ?? []).filter((value) =>
    Object.entries(labels).every(([name, wanted]) => value.labels[name] === wanted),
  );
}

interface Bucket {
  /** Upper bound; the last is Infinity. */
  bound: number;
  /** Number of observations up to the bound. */
  count: number;
}

/**
 * Like `histogram_quantile` of Prometheus: linear within a bucket, and the last finite bound for anything beyond it.
 */
function quantile(q: number, buckets: readonly Bucket[]): number | null {
  const total = buckets.at(-1)?.count ?? 0;
  if (total === 0) return null;
  const rank = q * total;
  const at = buckets.findIndex((bucket) => bucket.count >= rank);
  const { bound, count } = buckets[at]!;
  if (bound === Infinity) return buckets.at(-2)?.bound ?? null;
  const below = at === 0 ? { bound: 0, count: 0 } : buckets[at - 1]!;
  return below.bound + (bound - below.bound) * ((rank - below.count) / (count - below.count));
}
