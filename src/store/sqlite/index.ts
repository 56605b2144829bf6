import { existsSync, statSync } from 'node:fs';
import { isCvmatchError } from '../../errors.js';
import type { Registry, Store, StoreSummary } from '../port/index.js';
import { auditedRegistry, auditedStore } from '../audit/audited.js';
import { appendFacts } from './audit/append.js';
import { sqliteAudit } from './audit/index.js';
import { sqliteCache } from './cache.js';
import { sqliteCandidates } from './candidates/index.js';
import { sqliteRestrictions } from './candidates/restrictions.js';
import { sqliteCvs } from './cv/cvs.js';
import { countsOf } from './counts.js';
import { Database, type DatabaseOptions } from './database.js';
import { nextGeneration, leftInGeneration, sqliteModelRepository } from './cv/generation.js';
import { sqliteDecisions } from './decisions.js';
import { sqliteImpressions } from './impressions.js';
import { pendingErasures, sqliteErasures } from './erasure/index.js';
import { sqliteIntake } from './tasks/intake.js';
import { sqliteJds } from './jds.js';
import { sqliteExplanations, sqliteJdVectors, sqliteMatches } from './cv/matches.js';
import { currentModel } from './meta.js';
import { sqliteOriginals } from './originals.js';
import { sqliteRetention } from './retention/index.js';
import { sqliteScheduleRuns } from './tasks/schedule-runs.js';
import { MIGRATIONS } from './schema.js';
import { SearchMemory } from './cv/memory.js';
import { sqliteSearch } from './cv/search.js';
import { sqliteSubjects } from './subjects.js';
import { sqliteTaskRows } from './tasks/rows.js';
import { sqliteTasks } from './tasks/tasks.js';
import { sqliteUpkeep } from './upkeep.js';
import { sqliteUploads } from './tasks/uploads.js';

/** `database` is for tests that inspect or break what is underneath. */
export type SqliteStore = Store & { readonly database: Database };

/** A commit syncs the disk. */
const GATHER_MS = 40;

/** @throws CvmatchError `store_newer`, `store_locked`, `store_full`, `store_corrupt`. */
export async function openSqliteStore(options: DatabaseOptions): Promise<SqliteStore> {
  const db = await Database.open(options);
  const memory = new SearchMemory(db);
  return {
    database: db,
    intake: sqliteIntake(db),
    tasks: sqliteTasks(db),
    taskRows: sqliteTaskRows(db),
    cvs: sqliteCvs(db),
    candidates: sqliteCandidates(db),
    search: sqliteSearch(db, memory),
    cache: sqliteCache(db),
    model: sqliteModelRepository(db),
    jds: sqliteJds(db),
    matches: sqliteMatches(db),
    explanations: sqliteExplanations(db),
    jdVectors: sqliteJdVectors(db),
    scheduleRuns: sqliteScheduleRuns(db),
    upkeep: sqliteUpkeep(db),
    uploads: sqliteUploads(db),
    originals: sqliteOriginals(db),
    impressions: sqliteImpressions(db),
    decisions: sqliteDecisions(db),
    erasures: sqliteErasures(db),
    restrictions: sqliteRestrictions(db),
    subjects: sqliteSubjects(db),
    retention: sqliteRetention(db),
    audit: sqliteAudit(db),
    gatherMs: GATHER_MS,
    summary: () => db.reading(() => summaryOf(db)),
    close: () => {
      memory.close();
      return db.close();
    },
  };
}

/** The same store, whose changes are recorded in its audit log, in the transactions that make them. */
export function recorded(store: SqliteStore): SqliteStore {
  return auditedStore(store, (facts) => {
    appendFacts(store.database, facts);
  });
}

/** The same for what belongs to no tenant, in the log of the database that it lies in. */
export function recordedRegistry(registry: Registry, { database }: SqliteStore): Registry {
  return auditedRegistry(registry, (facts) => {
    appendFacts(database, facts);
  });
}

/** Whether another process has this database open. A missing or damaged file counts as not open. */
export async function isOpenElsewhere(path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  try {
    const db = await Database.open({ path });
    try {
      return db.isShared();
    } finally {
      await db.close();
    }
  } catch (error) {
    if (isCvmatchError(error, 'store_corrupt') || isCvmatchError(error, 'store_newer')) return false;
    throw error;
  }
}

/** A service asks for it every few seconds, whatever the store holds. */
function summaryOf(db: Database): StoreSummary {
  const exchange = nextGeneration(db);
  const { n: openTasks } = db.sql("SELECT count(*) AS n FROM tasks WHERE status IN ('pending', 'running')").get() as {
    n: number;
  };
  return {
    schema: MIGRATIONS.length,
    ...countsOf(db),
    erasures: pendingErasures(db),
    openTasks,
    model: currentModel(db),
    exchange: exchange === null ? null : { model: exchange.model, left: leftInGeneration(db) },
    bytes: ['', '-wal'].reduce(
      (sum, suffix) => sum + (statSync(db.path + suffix, { throwIfNoEntry: false })?.size ?? 0),
      0,
    ),
    vectorIndex: 'not_needed',
    replica: null,
  };
}
