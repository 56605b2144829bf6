import type { Registry } from 'prom-client';
import type { FileState, Outcome, ProcessedCv, Stage } from '../../domain/index.js';
import type { PoolLoad } from '../../pool/observed-pool.js';

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

/**
 * Every figure of the service, under the prefix `cvmatch_`; labels are routes, stages and codes, never personal data.
 */
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
