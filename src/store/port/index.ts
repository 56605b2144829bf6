import type { FileState } from '../../domain/index.js';
import type { AuditLog } from './audit.js';
import type { Candidates } from './candidates.js';
import type { Cvs } from './cvs.js';
import type { Decisions } from './decisions.js';
import type { Erasure, Erasures } from './erasures.js';
import type { ImpressionRepository } from './impressions.js';
import type { Intake } from './intake.js';
import type { Jds } from './jds.js';
import type { Explanations, JdVectors, Matches } from './matches.js';
import type { ModelRepository, StoredModel } from './model.js';
import type { OriginalRows } from './originals.js';
import type { Restrictions } from './restrictions.js';
import type { Retention } from './retention.js';
import type { ScheduleRuns, Upkeep } from './schedule.js';
import type { Cache, SearchIndex } from './search.js';
import type { UploadRepository } from './service.js';
import type { Subjects } from './subjects.js';
import type { TaskRows, Tasks } from './tasks.js';

export * from './alerts.js';
export * from './audit.js';
export * from './candidates.js';
export * from './cvs.js';
export * from './decisions.js';
export * from './erasures.js';
export * from './figures.js';
export * from './impressions.js';
export * from './intake.js';
export * from './jds.js';
export * from './lease.js';
export * from './matches.js';
export * from './model.js';
export * from './originals.js';
export * from './processes.js';
export * from './quotas.js';
export * from './registry.js';
export * from './restrictions.js';
export * from './retention.js';
export * from './schedule.js';
export * from './search.js';
export * from './service.js';
export * from './subjects.js';
export * from './tasks.js';

/**
 * What the pipeline needs of the store of one tenant, as small repositories. No method takes a tenant, so none can
 * forget it; `Registry` holds what belongs to no tenant. Implementations: sqlite/ (default), postgres/ (by URL).
 * Contract: contract/, run on every adapter. All methods are asynchronous, so that an adapter can talk to a server.
 * Every method may throw CvmatchError `store_locked`, `store_full`, `store_unreachable` or `store_corrupt`; a write
 * that throws has changed nothing.
 */
export interface Store {
  readonly intake: Intake;
  readonly tasks: Tasks;
  readonly taskRows: TaskRows;
  readonly cvs: Cvs;
  readonly candidates: Candidates;
  readonly search: SearchIndex;
  readonly cache: Cache;
  readonly model: ModelRepository;
  readonly jds: Jds;
  readonly matches: Matches;
  readonly explanations: Explanations;
  readonly jdVectors: JdVectors;
  readonly scheduleRuns: ScheduleRuns;
  readonly upkeep: Upkeep;
  readonly uploads: UploadRepository;
  readonly originals: OriginalRows;
  readonly impressions: ImpressionRepository;
  readonly decisions: Decisions;
  readonly erasures: Erasures;
  readonly restrictions: Restrictions;
  readonly subjects: Subjects;
  readonly retention: Retention;
  readonly audit: AuditLog;
  /** Milliseconds that results are worth waiting for, so that one commit serves several of them. */
  readonly gatherMs: number;
  /** Counts and sizes, to be shown to the user. */
  summary(): Promise<StoreSummary>;
  close(): Promise<void>;
}

export interface ReplicaState {
  /** Without secrets. */
  where: string;
  /** What it has not replayed yet, and how old what it has is; null where that is not known. */
  behindBytes: number | null;
  behindSeconds: number | null;
  /** Why it is not asked; null: it is. */
  problem: string | null;
}

/** The index over the vectors of CVs. `due`: the store has grown, and `cvmatch migrate` should make it. */
export type VectorIndexState = 'not_needed' | 'due' | 'building' | 'ready';

export interface StoreSummary {
  schema: number;
  candidates: number;
  cvs: number;
  passages: number;
  files: Record<FileState, number>;
  openTasks: number;
  /** Removals of which traces may still be on the disk, oldest first. */
  erasures: Erasure[];
  model: StoredModel | null;
  /** Fingerprints under which CVs were made, with the number of CVs for each. */
  fingerprints: Record<string, number>;
  /** A reindex that was begun but not finished. */
  exchange: { model: StoredModel; left: number } | null;
  /** Bytes on disk, including the write-ahead log. */
  bytes: number;
  vectorIndex: VectorIndexState;
  /** What answers reads that may be a little old; null: there is none. */
  replica: ReplicaState | null;
}
