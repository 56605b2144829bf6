import { build, type Histogram } from 'hdr-histogram-js';
import type { Percentiles } from '../domain/index.js';

/**
 * Times from a microsecond to 35 days with three significant digits, in constant memory. Input and output are in
 * milliseconds.
 */
export class Timings {
  private readonly histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 3e12,
    numberOfSignificantValueDigits: 3,
    bitBucketSize: 64,
  });

  add(ms: number): void {
    this.histogram.recordValue(Math.max(0, Math.round(ms * 1000)));
  }

  get count(): number {
    return this.histogram.totalCount;
  }

  at(percentile: number): number {
    // The histogram returns the upper end of a bucket, which may exceed the largest value.
    return Math.min(this.histogram.getValueAtPercentile(percentile), this.histogram.maxValue) / 1000;
  }

  summary(): Percentiles {
    const { histogram } = this;
    if (histogram.totalCount === 0)
      return { count: 0, mean: 0, p50: 0, p75: 0, p90: 0, p95: 0, p99: 0, 'p99.9': 0, max: 0 };
    return {
      count: histogram.totalCount,
      mean: histogram.mean / 1000,
      p50: this.at(50),
      p75: this.at(75),
      p90: this.at(90),
      p95: this.at(95),
      p99: this.at(99),
      'p99.9': this.at(99.9),
      max: histogram.maxValue / 1000,
    };
  }

  get mean(): number {
    return this.histogram.mean / 1000;
  }

  /**
   * Seconds at the probabilities 0, 1/1000 ... 1; empty when nothing was added. With fewer steps, the slowest value
   * would have too much weight.
   */
  quantiles(): number[] {
    return this.count === 0 ? [] : Array.from({ length: 1001 }, (_, i) => this.at(i / 10) / 1000);
  }
}
