import { STAGES, type Stage } from '../domain/index.js';
import { quantile } from './alerts/window.js';
import type { MetricSnapshot } from './metrics.js';

/** Times of one stage since the process started, in milliseconds; null where nothing was measured or promised. */
export interface StageTimes {
  stage: Stage;
  done: number;
  failed: number;
  p50: number | null;
  p95: number | null;
  target: number | null;
}

/** What was promised for one CV or JD in milliseconds: parsing under 3 s, embedding under 1 s, a match under 2 s. */
const TARGETS: Partial<Record<Stage, number>> = { extract: 3000, profile: 3000, embed: 1000, match: 2000 };

export function stageTimes(metrics: MetricSnapshot): StageTimes[] {
  const values = (name: string) => (metrics.find((metric) => metric.name === name)?.values ?? []) as { labels: Record<string, string | number | undefined>; value: number; metricName?: string }[];
  return STAGES.map((stage) => {
    const ended = (result: string): number => values('cvmatch_stages_total').filter(({ labels }) => labels.stage === stage && labels.result === result).reduce((sum, { value }) => sum + value, 0);
    const buckets = values('cvmatch_stage_seconds')
      .filter(({ labels, metricName }) => labels.stage === stage && metricName?.endsWith('_bucket'))
      .map(({ labels, value }) => ({ bound: labels.le === '+Inf' ? Infinity : Number(labels.le), count: value }))
      .sort((a, b) => a.bound - b.bound);
    const ms = (q: number): number | null => {
      const seconds = quantile(q, buckets);
      return seconds === null ? null : seconds * 1000;
    };
    return { stage, done: ended('done'), failed: ended('failed'), p50: ms(0.5), p95: ms(0.95), target: TARGETS[stage] ?? null };
  });
}
