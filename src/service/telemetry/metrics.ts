import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { FileState, Outcome, ProcessedCv, Stage } from '../../domain/index.js';
import type { PoolLoad } from '../../pool/observed-pool.js';

/** Upper bounds in seconds: of what a person waits for, and of what a CV or a lock may take. */
const LATENCY = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];
const WORK = [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 3, 5, 10, 30, 60];

/** What is read when someone looks, not counted as it happens. */
export interface Levels {
  /** Open tasks: waiting and under way. */
  backlog: number;
  deadLetters: number;
  /** Bytes on disk, the write-ahead log included. */
  storeBytes: number;
  cvs: number;
  /** Null where no thread was started yet. */
  pool: PoolLoad | null;
}

/** All series with their values, as they are now. */
export type MetricSnapshot = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** Every figure of the service, under the prefix `cvmatch_`; labels are routes, stages and codes, never personal data. */
export interface Metrics {
  /** One answer. `seconds` null: a stream, whose length says nothing about the service. */
  request(at: { method: string; route: string; status: number }, seconds: number | null): void;
  /** One stage that ended. */
  stage(stage: Stage, seconds: number, failed: boolean): void;
  /** The stages of one CV from the pool, and why it failed where it did. */
  processed(outcome: Outcome<ProcessedCv>): void;
  /** A file that reached its state. */
  settled(state: FileState): void;
  /** An error that a request met. */
  error(code: string): void;
  cache(cache: string, hit: boolean): void;
  query(query: string, seconds: number): void;
  /** A wait for one of the few that may do something at once. */
  waited(semaphore: string, seconds: number): void;
  /** A task gets another try; a task was given up. */
  retried(): void;
  dead(): void;
  alert(name: string, firing: boolean): void;
  /** Names of all metrics. */
  names(): string[];
  snapshot(): Promise<MetricSnapshot>;
  /** The text format of Prometheus, 0.0.4. */
  text(): Promise<string>;
  contentType: string;
  close(): void;
}

/** `levels` is asked at each look; one that throws leaves the last values. */
export function openMetrics(levels: () => Promise<Levels>): Metrics {
  const registry = new Registry();
  const work = workMetrics(registry);
  const service = serviceMetrics(registry);
  levelMetrics(registry, levels);
  const loop = eventLoopMetrics(registry);
  return {
    ...work,
    ...service,
    names: () => registry.getMetricsAsArray().map((metric) => metric.name),
    snapshot: () => registry.getMetricsAsJSON(),
    text: () => registry.metrics(),
    contentType: registry.contentType,
    close: () => {
      loop.stop();
      registry.clear();
    },
  };
}

function serviceMetrics(registry: Registry): Pick<Metrics, 'request' | 'error' | 'cache' | 'query' | 'alert'> {
  const registers = [registry];
  const requests = new Counter({
    name: 'cvmatch_requests_total',
    help: 'Answers by method, route and status',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const latency = new Histogram({
    name: 'cvmatch_request_seconds',
    help: 'Time from the head of a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: LATENCY,
    registers,
  });
  const errors = new Counter({
    name: 'cvmatch_errors_total',
    help: 'Errors that requests met, by code',
    labelNames: ['code'],
    registers,
  });
  const caches = new Counter({
    name: 'cvmatch_cache_requests_total',
    help: 'Looks into a cache by result',
    labelNames: ['cache', 'result'],
    registers,
  });
  const queries = new Histogram({
    name: 'cvmatch_store_query_seconds',
    help: 'Time of one call to the store, waits for its lock included',
    labelNames: ['query'],
    buckets: WORK,
    registers,
  });
  const alerts = new Gauge({
    name: 'cvmatch_alert_firing',
    help: '1 while a built-in alert fires',
    labelNames: ['alert'],
    registers,
  });
  return {
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

function workMetrics(
  registry: Registry,
): Pick<Metrics, 'stage' | 'processed' | 'settled' | 'waited' | 'retried' | 'dead'> {
  const registers = [registry];
  const stages = new Counter({
    name: 'cvmatch_stages_total',
    help: 'Stages that ended, by result',
    labelNames: ['stage', 'result'],
    registers,
  });
  const seconds = new Histogram({
    name: 'cvmatch_stage_seconds',
    help: 'Time of a stage of one CV or JD',
    labelNames: ['stage'],
    buckets: WORK,
    registers,
  });
  const failures = new Counter({
    name: 'cvmatch_failures_total',
    help: 'Attempts at a CV that failed, by code',
    labelNames: ['code'],
    registers,
  });
  const files = new Counter({
    name: 'cvmatch_files_total',
    help: 'Files that reached a state',
    labelNames: ['state'],
    registers,
  });
  const waits = new Histogram({
    name: 'cvmatch_semaphore_wait_seconds',
    help: 'Wait for one of the few that may do something at once',
    labelNames: ['semaphore'],
    buckets: WORK,
    registers,
  });
  const retries = new Counter({ name: 'cvmatch_retries_total', help: 'Tasks given another try', registers });
  const dead = new Counter({ name: 'cvmatch_given_up_total', help: 'Tasks given up after their last try', registers });
  const ended = (stage: Stage, failed: boolean): void => {
    stages.inc({ stage, result: failed ? 'failed' : 'done' });
  };
  return {
    stage: (stage, time, failed) => {
      ended(stage, failed);
      seconds.observe({ stage }, time);
    },
    processed: (outcome) => {
      if (!outcome.ok) {
        failures.inc({ code: outcome.code });
        failedStages(outcome.code).forEach(([stage, failed]) => {
          ended(stage, failed);
        });
        return;
      }
      for (const [stage, ms] of Object.entries(outcome.value.timings) as [Stage, number][]) {
        ended(stage, false);
        seconds.observe({ stage }, ms / 1000);
      }
    },
    waited: (semaphore, time) => {
      waits.observe({ semaphore }, time);
    },
    settled: (state) => {
      files.inc({ state });
    },
    retried: () => {
      retries.inc();
    },
    dead: () => {
      dead.inc();
    },
  };
}

/** Which stages a CV that failed went through: all before the embedder, or the first alone. */
function failedStages(code: string): [Stage, boolean][] {
  return code === 'embedding_failed'
    ? [
        ['extract', false],
        ['profile', false],
        ['embed', true],
      ]
    : [['extract', true]];
}

function levelMetrics(registry: Registry, read: () => Promise<Levels>): void {
  const now = shared(read);
  const gauge = (name: string, help: string, pick: (levels: Levels) => number): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const levels = await now();
        if (levels !== null) this.set(pick(levels));
      },
    });
  };
  gauge('cvmatch_backlog', 'Open tasks: waiting and under way', (levels) => levels.backlog);
  gauge('cvmatch_dead_letters', 'Tasks that were given up and wait for a person', (levels) => levels.deadLetters);
  gauge('cvmatch_store_bytes', 'Bytes of the store on disk, its log included', (levels) => levels.storeBytes);
  gauge('cvmatch_store_cvs', 'CVs in the store', (levels) => levels.cvs);
  gauge('cvmatch_pool_queue_depth', 'Tasks that wait for a thread of the pool', ({ pool }) => pool?.waiting ?? 0);
  gauge('cvmatch_pool_utilisation', 'Tasks under way in the pool as a share of those that may be', ({ pool }) =>
    pool === null ? 0 : pool.running / pool.capacity,
  );
}

/** One read for all gauges of one look; null where it failed, so that a locked store does not hide the other figures. */
function shared(read: () => Promise<Levels>): () => Promise<Levels | null> {
  let reading: Promise<Levels | null> | null = null;
  return () =>
    (reading ??= read()
      .catch(() => null)
      .finally(() => {
        reading = null;
      }));
}

/** How long the loop's delay is kept before it is measured afresh, so that an old hiccup does not stay. */
const LOOP_WINDOW_MS = 60_000;
const LOOP_RESOLUTION_MS = 10;

function eventLoopMetrics(registry: Registry): { stop: () => void } {
  const delay = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  delay.enable();
  const timer = setInterval(() => {
    delay.reset();
  }, LOOP_WINDOW_MS).unref();
  new Gauge({
    name: 'cvmatch_event_loop_delay_seconds',
    help: 'Delay of the event loop over at most the last minute',
    labelNames: ['quantile'],
    registers: [registry],
    collect() {
      for (const quantile of [50, 99, 100])
        this.set({ quantile: String(quantile / 100) }, seconds(delay.percentile(quantile)));
    },
  });
  return {
    stop: () => {
      clearInterval(timer);
      delay.disable();
    },
  };
}

/** Nanoseconds between two ticks of the monitor -> seconds beyond its resolution. */
function seconds(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e9 - LOOP_RESOLUTION_MS / 1000);
}
