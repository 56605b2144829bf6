/**
 * The one table of alerts. The built-in evaluation (engine.ts) and the rules file for Prometheus (rules-file.ts) are
 * both made of it, so they cannot say different things. Thresholds: the project's requirements for a CV service.
 */

/** Series of one metric, by the labels that they must have. */
export interface Selector {
  metric: string;
  labels?: Record<string, string>;
}

export type Measure =
  /** What part of the events of the window were these; null below `atLeast` events, which say nothing. */
  | { kind: 'share'; part: Selector; of: Selector; atLeast: number }
  /** The highest value now. */
  | { kind: 'level'; of: Selector }
  /** A quantile of a histogram's observations of the window. */
  | { kind: 'quantile'; q: number; of: Selector };

export interface AlertRule {
  /** CamelCase, as Prometheus has it; its section in docs/runbook.md is named by it. */
  name: string;
  summary: string;
  severity: 'warning' | 'critical';
  unit: 'share' | 'tasks' | 'seconds';
  measure: Measure;
  /** Fires above, not at. */
  above: number;
  /** Seconds for which it must be above before it fires. */
  forSeconds: number;
}

/** Seconds over which events are counted. */
export const WINDOW_SECONDS = 300;
/** A share of fewer CVs than this would fire at the first bad one. */
const AT_LEAST = 10;

const stage = (name: string, result?: string): Selector => ({
  metric: 'cvmatch_stages_total',
  labels: { stage: name, ...(result === undefined ? {} : { result }) },
});

export const ALERTS: readonly AlertRule[] = [
  {
    name: 'CvmatchParseFailures',
    severity: 'warning',
    unit: 'share',
    above: 0.1,
    forSeconds: 60,
    summary: 'More than 10 % of the CVs cannot be parsed',
    measure: { kind: 'share', part: stage('extract', 'failed'), of: stage('extract'), atLeast: AT_LEAST },
  },
  {
    name: 'CvmatchEmbeddingFailures',
    severity: 'critical',
    unit: 'share',
    above: 0.05,
    forSeconds: 60,
    summary: 'More than 5 % of the CVs cannot be embedded',
    measure: { kind: 'share', part: stage('embed', 'failed'), of: stage('embed'), atLeast: AT_LEAST },
  },
  {
    name: 'CvmatchBacklog',
    severity: 'warning',
    unit: 'tasks',
    above: 1000,
    forSeconds: 60,
    summary: 'More than 1,000 tasks wait',
    measure: { kind: 'level', of: { metric: 'cvmatch_backlog' } },
  },
  {
    name: 'CvmatchSlowRequests',
    severity: 'critical',
    unit: 'seconds',
    above: 5,
    forSeconds: 60,
    summary: 'The slowest 5 % of the requests take more than 5 s',
    measure: { kind: 'quantile', q: 0.95, of: { metric: 'cvmatch_request_seconds' } },
  },
  {
    name: 'CvmatchPoolQueue',
    severity: 'warning',
    unit: 'tasks',
    above: 10,
    forSeconds: 60,
    summary: 'More than 10 CVs wait for a thread',
    measure: { kind: 'level', of: { metric: 'cvmatch_pool_queue_depth' } },
  },
  {
    name: 'CvmatchSemaphoreWait',
    severity: 'warning',
    unit: 'seconds',
    above: 5,
    forSeconds: 60,
    summary: 'The slowest 5 % of the uploads wait more than 5 s for their turn',
    measure: { kind: 'quantile', q: 0.95, of: { metric: 'cvmatch_semaphore_wait_seconds' } },
  },
];

/** Where docs/runbook.md says what to do: the anchor that Markdown renderers give the section's heading. */
export function runbookOf(rule: Pick<AlertRule, 'name'>): string {
  return `docs/runbook.md#${rule.name.toLowerCase()}`;
}
