import type { Percentiles } from '../../domain/index.js';

/** A Prometheus histogram: cumulative counts by upper bound, in seconds. */
interface Buckets {
  bounds: number[];
  counts: number[];
  sum: number;
  count: number;
}

/** Histograms and values by name and labels, from the text format 0.0.4. */
export type Samples = Map<string, number>;

/** For why no library is used see docs/decisions/scraping-metrics.md. */
export function parseSamples(text: string): Samples {
  const samples: Samples = new Map();
  for (const line of text.split('\n')) {
    const match = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/.exec(line);
    if (match !== null) samples.set(keyOf(match[1]!, labelsOf(match[2] ?? '')), Number(match[3]));
  }
  return samples;
}

function labelsOf(text: string): Record<string, string> {
  const pairs = text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g);
  return Object.fromEntries([...pairs].map(([, name, value]) => [name!, unescaped(value!)]));
}

function unescaped(value: string): string {
  return value.replace(/\\([\\"n])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter));
}

function keyOf(name: string, labels: Record<string, string>): string {
  return `${name}|${Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join('|')}`;
}

export function valueOf(samples: Samples, name: string, labels: Record<string, string> = {}): number | null {
  return samples.get(keyOf(name, labels)) ?? null;
}

/** What a histogram counted between two scrapes, in milliseconds; null where it counted nothing. */
export function histogramBetween(
  before: Samples,
  after: Samples,
  name: string,
  labels: Record<string, string>,
): Percentiles | null {
  const [earlier, later] = [bucketsOf(before, name, labels), bucketsOf(after, name, labels)];
  if (later === null) return null;
  const counts = later.counts.map((count, i) => count - (earlier?.counts[i] ?? 0));
  const count = later.count - (earlier?.count ?? 0);
  if (count <= 0) return null;
  return percentilesOf({ bounds: later.bounds, counts, count, sum: later.sum - (earlier?.sum ?? 0) });
}

function bucketsOf(samples: Samples, name: string, labels: Record<string, string>): Buckets | null {
  const bounds: [number, number][] = [];
  for (const [key, value] of samples) {
    const bound = /\|le=([^|]+)/.exec(key)?.[1];
    if (bound !== undefined && key === keyOf(`${name}_bucket`, { ...labels, le: bound }))
      bounds.push([bound === '+Inf' ? Infinity : Number(bound), value]);
  }
  const count = valueOf(samples, `${name}_count`, labels);
  if (bounds.length === 0 || count === null) return null;
  bounds.sort(([a], [b]) => a - b);
  return {
    bounds: bounds.map(([bound]) => bound),
    counts: bounds.map(([, value]) => value),
    count,
    sum: valueOf(samples, `${name}_sum`, labels) ?? 0,
  };
}

/** Linear interpolation within a bucket, as in Prometheus' histogram_quantile; beyond the last bound, that bound. */
function percentilesOf(buckets: Buckets): Percentiles {
  const at = (q: number): number => quantile(buckets, q) * 1000;
  return {
    count: buckets.count,
    mean: (buckets.sum / buckets.count) * 1000,
    p50: at(0.5),
    p75: at(0.75),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    'p99.9': at(0.999),
    max: at(1),
  };
}

function quantile({ bounds, counts, count }: Buckets, q: number): number {
  const rank = q * count;
  const i = counts.findIndex((below) => below >= rank);
  const low = i <= 0 ? 0 : bounds[i - 1]!;
  if (i === -1 || bounds[i] === Infinity) return bounds.findLast((bound) => bound !== Infinity) ?? 0;
  const before = i === 0 ? 0 : counts[i - 1]!;
  const inside = counts[i]! - before;
  return inside === 0 ? bounds[i]! : low + ((rank - before) / inside) * (bounds[i]! - low);
}
