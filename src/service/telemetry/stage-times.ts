import { STAGES, type Stage } from '../../domain/index.js';
import { MetricWindow } from '../alerts/window.js';
import type { MetricSnapshot } from './metrics.js';

/**
 * Times of one stage since processes started, in milliseconds; null if nothing was measured or there is no target.
 */
export interface StageTimes {
  stage: Stage;
  done: number;
  failed: number;
  p50: number | null;
  p95: number | null;
  target: number | null;
}

/** Targets for one CV or JD in milliseconds: parsing below 3 s, embedding below 1 s, a match below 2 s. */
const TARGETS: Partial<Record<Stage, number>> = { extract: 3000, profile: 3000, embed: 1000, match: 2000 };

/** The metrics from which stage times are made. */
export const STAGE_METRICS = ['cvmatch_stages_total', 'cvmatch_stage_seconds'];

export function stageTimes(metrics: MetricSnapshot): StageTimes[] {
  const all = new MetricWindow();
  all.add(0, metrics);
  return STAGES.map((stage) => {
    const ended = (result: string): number =>
      all.increase({ metric: 'cvmatch_stages_total', labels: { stage, result } });
    const ms = (q: number): number | null => {
      const seconds = all.measure({ kind: 'quantile', q, of: { metric: 'cvmatch_stage_seconds', labels: { stage } } });
      return seconds === null ? null : seconds * 1000;
    };
    return {
      stage,
      done: ended('done'),
      failed: ended('failed'),
      p50: ms(0.5),
      p95: ms(0.95),
      target: TARGETS[stage] ?? null,
    };
  });
}
