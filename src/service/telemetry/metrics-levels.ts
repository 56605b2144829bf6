import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';
import type { Levels } from './metrics-port.js';

/** `read`: from `sharedLevels`. */
export function levelMetrics(registry: Registry, read: ReadLevels): void {
  const gauge = gaugesOver(registry, read);
  gauge('cvmatch_backlog', 'Open tasks: waiting and under way', (levels) => levels.backlog);
  gauge(
    'cvmatch_dead_letters',
    'Dead letters: tasks that were given up and wait for a person',
    (levels) => levels.deadLetters,
  );
  gauge('cvmatch_store_bytes', 'Bytes of the store on disk, its log included', (levels) => levels.storeBytes);
  gauge('cvmatch_store_cvs', 'CVs in the store', (levels) => levels.cvs);
}

/** `read`: from `sharedLevels`. */
export function poolMetrics(registry: Registry, read: ReadLevels): void {
  const gauge = gaugesOver(registry, read);
  gauge('cvmatch_pool_queue_depth', 'Tasks that wait for a thread of the pool', ({ pool }) => pool?.waiting ?? 0);
  gauge('cvmatch_pool_utilisation', 'Tasks in progress in the pool, as a share of its capacity', ({ pool }) =>
    pool === null ? 0 : pool.running / pool.capacity,
  );
}

type ReadLevels = () => Promise<Levels | null>;
type AddGauge = (name: string, help: string, pick: (levels: Levels) => number) => void;

function gaugesOver(registry: Registry, read: ReadLevels): AddGauge {
  return (name, help, pick) => {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const levels = await read();
        if (levels !== null) this.set(pick(levels));
      },
    });
  };
}

/**
 * Reads the levels once for all gauges of one scrape. Returns null where that failed, so that a locked store does not
 * hide the other metrics.
 */
export function sharedLevels(read: () => Promise<Levels>): ReadLevels {
  let reading: Promise<Levels | null> | null = null;
  return () =>
    (reading ??= read()
      .catch(() => null)
      .finally(() => {
        reading = null;
      }));
}

/** Milliseconds after which the event loop's delay is measured afresh, so that an old hiccup does not stay. */
const LOOP_WINDOW_MS = 60_000;
const LOOP_RESOLUTION_MS = 10;

export function eventLoopMetrics(registry: Registry): { stop: () => void } {
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

/** Nanoseconds between two ticks of the monitor, as seconds beyond its resolution. */
function seconds(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e9 - LOOP_RESOLUTION_MS / 1000);
}
