import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Stage } from '../../domain/index.js';
import type { Metrics } from './metrics-port.js';

/** Bucket bounds in seconds, for what a person waits for, and for a CV or a lock. */
const LATENCY = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];
const WORK = [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 3, 5, 10, 30, 60];

const ANSWER = ['method', 'route', 'status'];

/** Metrics of requests. */
export function serviceMetrics(
  registry: Registry,
): Pick<Metrics, 'request' | 'error' | 'cache' | 'query' | 'alert' | 'backup' | 'removed'> {
  const { counter, histogram, gauge } = makers(registry);
  const requests = counter('cvmatch_requests_total', 'Answers by method, route and status', ANSWER);
  const latency = histogram(
    'cvmatch_request_seconds',
    'Time from the head of a request to the end of its answer',
    ANSWER,
    LATENCY,
  );
  const errors = counter('cvmatch_errors_total', 'Errors of requests, by code', ['code']);
  const caches = counter('cvmatch_cache_requests_total', 'Cache lookups, by result', ['cache', 'result']);
  const queries = histogram(
    'cvmatch_store_query_seconds',
    'Time of one call to the store, including waits for its lock',
    ['query'],
    WORK,
  );
  const alerts = gauge('cvmatch_alert_firing', '1 while a built-in alert fires', ['alert']);
  const backups = counter('cvmatch_backups_total', 'Scheduled backups that ended, by result', ['result']);
  const removals = counter(
    'cvmatch_erasures_total',
    'Removals that ended with a certificate or without one, scans that proved nothing, and attempts that failed',
    ['result'],
  );
  return {
    removed: (ended) => {
      if (ended === 'failed') removals.inc({ result: 'failed' });
      else for (const [result, count] of Object.entries(ended)) if (count > 0) removals.inc({ result }, count);
    },
    backup: (made) => {
      backups.inc({ result: made ? 'done' : 'failed' });
    },
    request: ({ method, route, status }, seconds) => {
      const labels = { method, route, status: String(status) };
      requests.inc(labels);
      if (seconds !== null) latency.observe(labels, seconds);
    },
    error: (code) => {
      errors.inc({ code });
    },
    cache: (cache, hit) => {
      caches.inc({ cache, result: hit ? 'hit' : 'miss' });
    },
    query: (query, seconds) => {
      queries.observe({ query }, seconds);
    },
    alert: (alert, firing) => {
      alerts.set({ alert }, firing ? 1 : 0);
    },
  };
}

/** Metrics of the stages of CVs and of tasks. */
export function workMetrics(registry: Registry): StageMetrics & TaskMetrics {
  return { ...stageMetrics(registry), ...taskMetrics(registry) };
}

type StageMetrics = Pick<Metrics, 'stage' | 'processed'>;
type TaskMetrics = Pick<Metrics, 'settled' | 'waited' | 'retried' | 'dead'>;

function stageMetrics(registry: Registry): StageMetrics {
  const { counter, histogram } = makers(registry);
  const stages = counter('cvmatch_stages_total', 'Stages that ended, by result', ['stage', 'result']);
  const seconds = histogram('cvmatch_stage_seconds', 'Time of a stage of one CV or JD', ['stage'], WORK);
  const failures = counter('cvmatch_failures_total', 'Attempts at a CV that failed, by code', ['code']);
  const ended = (stage: Stage, failed: boolean): void => {
    stages.inc({ stage, result: failed ? 'failed' : 'done' });
  };
  const done = (stage: Stage, time: number, failed = false): void => {
    ended(stage, failed);
    seconds.observe({ stage }, time);
  };
  return {
    stage: done,
    processed: (outcome) => {
      if (outcome.ok) {
        for (const [stage, ms] of Object.entries(outcome.value.timings) as [Stage, number][]) done(stage, ms / 1000);
        return;
      }
      failures.inc({ code: outcome.code });
      for (const [stage, failed] of failedStages(outcome.code)) ended(stage, failed);
    },
  };
}

/** The stages that a failed CV went through, each with whether it failed: all up to the embedder, or only the first. */
function failedStages(code: string): [Stage, boolean][] {
  return code === 'embedding_failed'
    ? [
        ['extract', false],
        ['profile', false],
        ['embed', true],
      ]
    : [['extract', true]];
}

function taskMetrics(registry: Registry): TaskMetrics {
  const { counter, histogram } = makers(registry);
  const files = counter('cvmatch_files_total', 'Files that reached a state', ['state']);
  const waits = histogram(
    'cvmatch_semaphore_wait_seconds',
    'Time waited for a semaphore, by its name',
    ['semaphore'],
    WORK,
  );
  const retries = counter('cvmatch_retries_total', 'Tasks that will be tried again', []);
  const dead = counter('cvmatch_given_up_total', 'Tasks given up after their last try', []);
  return {
    settled: (state) => {
      files.inc({ state });
    },
    waited: (semaphore, time) => {
      waits.observe({ semaphore }, time);
    },
    retried: () => {
      retries.inc();
    },
    dead: () => {
      dead.inc();
    },
  };
}

/** Each metric registers itself. */
function makers(registry: Registry): {
  counter: (name: string, help: string, labelNames: string[]) => Counter;
  gauge: (name: string, help: string, labelNames: string[]) => Gauge;
  histogram: (name: string, help: string, labelNames: string[], buckets: number[]) => Histogram;
} {
  const of = (name: string, help: string, labelNames: string[]) => ({
    name,
    help,
    labelNames,
    registers: [registry],
  });
  return {
    counter: (...given) => new Counter(of(...given)),
    gauge: (...given) => new Gauge(of(...given)),
    histogram: (name, help, labelNames, buckets) => new Histogram({ ...of(name, help, labelNames), buckets }),
  };
}
