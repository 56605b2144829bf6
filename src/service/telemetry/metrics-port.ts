import type { Registry } from 'prom-client';
import type { FileState, Outcome, ProcessedCv, Stage } from '../../domain/index.js';
import type { EndedRemovals } from '../../store/port/index.js';
import type { ProfileSizes } from '../../store/port/index.js';
import type { PoolLoad } from '../../pool/observed-pool.js';

/** Values that are read when they are asked for instead of being counted; each part by itself, since they cost different amounts. */
export interface LevelSources {
  tasks(): Promise<TaskCounts>;
  /** Counts the whole store. */
  store(): Promise<StoreCounts>;
  audit(): Promise<AuditLevels>;
  retention(): Promise<RetentionLevels>;
  profiles(): Promise<ProfileSizes>;
  /** Null for a tenant that makes none: backups are of all tenants, and made for `default`. */
  backup(): Promise<BackupLevels | null>;
  /** Null if no thread has been started yet. */
  pool(): Promise<PoolLoad | null>;
}

export interface TaskCounts {
  /** Open tasks, waiting and in progress. */
  backlog: number;
  deadLetters: number;
}

export interface AuditLevels {
  records: number;
  /** Estimated. */
  bytes: number;
  /** Ages in seconds; null if there is no record, or was no clean-up. */
  oldest: number | null;
  cleaned: number | null;
  /** Seconds since a clean-up failed that was not repeated with success; 0: none did. */
  failed: number;
}

export interface RetentionLevels {
  /** CVs that fall due within the warning of a rule, without those that are held, and CVs that it has erased. */
  rules: { rule: string; due: number; erased: number }[];
  /** CVs of candidates who are held. */
  held: number;
  /** Seconds since the last run; null: there was none. */
  ran: number | null;
  /** Seconds since a run failed that no later one made up for; 0: none did. */
  failed: number;
}

export interface BackupLevels {
  /** The last backup that was completed, by the schedule or by hand; null: none is known. */
  last: {
    /** Seconds since its moment. */
    age: number;
    /** How long it took, in seconds. */
    seconds: number;
    /** Of all that is in it, and those that it added to the place. */
    bytes: number;
    written: number;
  } | null;
  /** Seconds since a scheduled backup failed that no later one made up for; 0: none did. */
  failed: number;
  /** Seconds since a scheduled backup was due that was not made; 0: none is missing. */
  overdue: number;
}

export interface StoreCounts {
  /** Bytes on disk, including the write-ahead log. */
  storeBytes: number;
  cvs: number;
}

/** All series with their current values. */
export type MetricSnapshot = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** All metrics of the service, with the prefix `cvmatch_`; labels are routes, stages and codes, never personal data. */
export interface Metrics {
  /** Counts one answer. `seconds` is null for a stream, whose duration says nothing about the service. */
  request(at: { method: string; route: string; status: number }, seconds: number | null): void;
  /** Counts one finished stage. */
  stage(stage: Stage, seconds: number, failed: boolean): void;
  /** Counts the stages of one CV from the pool, and its failure if there was one. */
  processed(outcome: Outcome<ProcessedCv>): void;
  /** Counts a file that reached its final state. */
  settled(state: FileState): void;
  /** Counts an error that a request ran into. */
  error(code: string): void;
  cache(cache: string, hit: boolean): void;
  query(query: string, seconds: number): void;
  /** Records a wait for a semaphore. */
  waited(semaphore: string, seconds: number): void;
  /** Counts a task that gets another attempt, and one that was given up. */
  retried(): void;
  dead(): void;
  alert(name: string, firing: boolean): void;
  /** Counts a scheduled backup that was made, or that failed. */
  backup(made: boolean): void;
  /** What an attempt to finish removals ended, or that it failed. */
  removed(ended: EndedRemovals | 'failed'): void;
  /** Names of all metrics. */
  names(): string[];
  /** Of all metrics, or of those that are named: only what these need is read. */
  snapshot(names?: readonly string[]): Promise<MetricSnapshot>;
  /** The Prometheus text format, 0.0.4. */
  text(): Promise<string>;
  contentType: string;
  close(): void;
}
