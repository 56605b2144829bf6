/**
 * The only table of alerts. The built-in evaluation (engine.ts) and the rules file for Prometheus (rules-file.ts) are
 * both generated from it, so they cannot differ. Thresholds are the project's requirements for a CV service.
 */

/** Series of one metric, selected by labels. */
export interface Selector {
  metric: string;
  labels?: Record<string, string>;
}

export type Measure =
  /** The share of some events among all in the window; null below `atLeast` events, which prove nothing. */
  | { kind: 'share'; part: Selector; of: Selector; atLeast: number }
  /** The highest current value. */
  | { kind: 'level'; of: Selector }
  /** One current value as a share of another; null without both. */
  | { kind: 'ratio'; part: Selector; of: Selector }
  /** A quantile of a histogram's observations in the window. */
  | { kind: 'quantile'; q: number; of: Selector };

export interface AlertRule {
  /** CamelCase, as usual for Prometheus; also the name of its section in docs/runbook.md. */
  name: string;
  summary: string;
  severity: 'warning' | 'critical';
  unit: 'share' | 'tasks' | 'CVs' | 'seconds' | 'bytes';
  measure: Measure;
  /** The alert fires above this value, not at it. */
  above: number;
  /** Seconds for which the value must be above before the alert fires. */
  forSeconds: number;
}

/** The window, in seconds, over which events are counted. */
export const WINDOW_SECONDS = 300;
/** With fewer CVs, a share would fire at the first bad one. */
const AT_LEAST = 10;

/** Seconds for which a place may be silent: a server that is started again answers sooner. */
const SILENT_SECONDS = 30;

const unreachable = (
  place: 'store' | 'queue' | 'files',
): Pick<AlertRule, 'severity' | 'unit' | 'above' | 'measure'> => ({
  severity: 'critical',
  unit: 'seconds',
  above: SILENT_SECONDS,
  measure: { kind: 'level', of: { metric: 'cvmatch_place_unreachable_seconds', labels: { place } } },
});

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
  {
    name: 'CvmatchStoreUnreachable',
    forSeconds: 0,
    summary: 'The database has not answered for more than 30 s',
    ...unreachable('store'),
  },
  {
    name: 'CvmatchQueueUnreachable',
    forSeconds: 0,
    summary: 'The server of the queue has not answered for more than 30 s',
    ...unreachable('queue'),
  },
  {
    name: 'CvmatchFilesUnreachable',
    forSeconds: 0,
    summary: 'The place of the files has not answered for more than 30 s',
    ...unreachable('files'),
  },
  {
    name: 'CvmatchConnections',
    severity: 'warning',
    unit: 'share',
    above: 0.8,
    forSeconds: 60,
    summary: 'More than 80 % of the connections that the database server allows are in use',
    measure: {
      kind: 'ratio',
      part: { metric: 'cvmatch_store_connections' },
      of: { metric: 'cvmatch_store_connections_max' },
    },
  },
  {
    name: 'CvmatchReplicaLag',
    severity: 'warning',
    unit: 'seconds',
    above: 60,
    forSeconds: 60,
    summary: 'A replica of the database is more than a minute behind',
    measure: { kind: 'level', of: { metric: 'cvmatch_store_replica_lag_seconds' } },
  },
  {
    name: 'CvmatchQueueMemory',
    severity: 'warning',
    unit: 'share',
    above: 0.8,
    forSeconds: 60,
    summary: 'The server of the queue uses more than 80 % of the memory that it may use',
    measure: {
      kind: 'ratio',
      part: { metric: 'cvmatch_queue_memory_bytes' },
      of: { metric: 'cvmatch_queue_memory_max_bytes' },
    },
  },
  {
    name: 'CvmatchAuditSize',
    severity: 'warning',
    unit: 'bytes',
    above: 10e9,
    forSeconds: 60,
    summary: 'The audit log takes more than 10 GB',
    measure: { kind: 'level', of: { metric: 'cvmatch_audit_bytes' } },
  },
  {
    name: 'CvmatchAuditCleanUp',
    severity: 'warning',
    unit: 'seconds',
    above: 0,
    forSeconds: 0,
    summary: 'The clean-up, which removes old records of the audit log, has failed',
    measure: { kind: 'level', of: { metric: 'cvmatch_audit_clean_up_failed_seconds' } },
  },
  {
    name: 'CvmatchErasureDue',
    severity: 'warning',
    unit: 'CVs',
    above: 0,
    forSeconds: 0,
    summary: 'CVs will soon be erased by a rule of retention',
    measure: { kind: 'level', of: { metric: 'cvmatch_retention_due' } },
  },
  {
    name: 'CvmatchRetentionFailed',
    severity: 'warning',
    unit: 'seconds',
    above: 0,
    forSeconds: 0,
    summary: 'CVs that are due were not erased: the last run of the rules of retention has failed',
    measure: { kind: 'level', of: { metric: 'cvmatch_retention_failed_seconds' } },
  },
  {
    name: 'CvmatchProfileSize',
    severity: 'warning',
    unit: 'bytes',
    above: 1e6,
    forSeconds: 60,
    summary: 'A profile takes more than 1 MB',
    measure: { kind: 'level', of: { metric: 'cvmatch_profile_largest_bytes' } },
  },
  {
    name: 'CvmatchBackupFailed',
    severity: 'critical',
    unit: 'seconds',
    above: 0,
    forSeconds: 0,
    summary: 'The last scheduled backup has failed',
    measure: { kind: 'level', of: { metric: 'cvmatch_backup_failed_seconds' } },
  },
  {
    name: 'CvmatchBackupOverdue',
    severity: 'critical',
    unit: 'seconds',
    above: 6 * 3600,
    forSeconds: 60,
    summary: 'A scheduled backup is overdue by more than 6 h',
    measure: { kind: 'level', of: { metric: 'cvmatch_backup_overdue_seconds' } },
  },
];

/** The anchor of the alert's section in docs/runbook.md, as Markdown renderers form it. */
export function runbookOf(rule: Pick<AlertRule, 'name'>): string {
  return `docs/runbook.md#${rule.name.toLowerCase()}`;
}

/** The metrics that the rules measure. */
export function metricsOf(rules: readonly AlertRule[]): string[] {
  const measured = rules.flatMap(({ measure }) => ('part' in measure ? [measure.part, measure.of] : [measure.of]));
  return [...new Set(measured.map(({ metric }) => metric))];
}
