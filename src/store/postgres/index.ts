import { FILE_STATES, type FileState, type WordReader } from '../../domain/index.js';
import type { PoolClient } from 'pg';
import type { Registry, Store, StoreSummary } from '../port/index.js';
import { auditedRegistry, auditedStore } from '../audit/audited.js';
import { appendFacts } from './audit/append.js';
import { postgresAudit } from './audit/index.js';
import { postgresCache } from './cache.js';
import { postgresCandidates } from './candidates/index.js';
import { postgresRestrictions } from './candidates/restrictions.js';
import { postgresCvs } from './cv/cvs.js';
import { leftInGeneration, postgresModelRepository } from './cv/generation.js';
import { postgresExplanations, postgresJdVectors, postgresMatches } from './cv/matches.js';
import { SearchMemory } from './cv/memory.js';
import { postgresSearch } from './cv/search.js';
import { vectorIndexState } from './cv/vector-index.js';
import { Database, type Session } from './database.js';
import { postgresDecisions } from './decisions.js';
import { pendingErasures, postgresErasures } from './erasure/index.js';
import { postgresImpressions } from './impressions.js';
import { postgresJds } from './jds.js';
import { postgresOriginals } from './originals.js';
import { postgresRetention } from './retention/index.js';
import { MIGRATIONS } from './schema/schema.js';
import { type Server } from './server.js';
import { postgresSubjects } from './subjects.js';
import { postgresIntake } from './tasks/intake.js';
import { postgresTaskRows } from './tasks/rows.js';
import { postgresScheduleRuns } from './tasks/schedule-runs.js';
import { postgresTasks } from './tasks/tasks.js';
import { postgresUploads } from './tasks/uploads.js';
import { postgresUpkeep } from './upkeep.js';

export { buildVectorIndex, dueVectorIndexes } from './cv/vector-index.js';
export { holdPostgres, ROWS_PART, SCHEMA_PART } from './backup/hold.js';
export { postgresBackupNotes } from './backup/notes.js';
export { beginPostgresRestore, endPostgresRestore, restorePostgres } from './backup/restore.js';
export { migrate, openServer } from './schema/migrate.js';
export { moveInto } from './move/mark.js';
export { PostgresSource } from './move/source.js';
export { PostgresTarget } from './move/target.js';
export { Replica } from './replica.js';
export { postgresRegistry } from './registry.js';
export { Server } from './server.js';
export { eraseTenant } from './tenants.js';

/** A commit takes some ten round trips, however many results it writes. */
const GATHER_MS = 200;

/**
 * The store of one tenant. `onClose`: closes what belongs to it alone, such as a server that was opened for it. `reader`: by
 * default a CV has no words.
 */
export async function openPostgresStore(
  server: Server,
  tenant: string,
  { onClose, reader }: { onClose?: () => Promise<void>; reader?: WordReader } = {},
): Promise<Store> {
  const db = await Database.open(server, tenant, onClose, reader);
  const memory = new SearchMemory(db);
  return {
    intake: postgresIntake(db),
    tasks: postgresTasks(db),
    taskRows: postgresTaskRows(db),
    cvs: postgresCvs(db),
    candidates: postgresCandidates(db),
    search: postgresSearch(db, memory),
    cache: postgresCache(db),
    model: postgresModelRepository(db),
    jds: postgresJds(db),
    matches: postgresMatches(db),
    explanations: postgresExplanations(db),
    jdVectors: postgresJdVectors(db),
    scheduleRuns: postgresScheduleRuns(db),
    upkeep: postgresUpkeep(db),
    uploads: postgresUploads(db),
    originals: postgresOriginals(db),
    impressions: postgresImpressions(db),
    decisions: postgresDecisions(db),
    erasures: postgresErasures(db),
    restrictions: postgresRestrictions(db),
    subjects: postgresSubjects(db),
    retention: postgresRetention(db),
    audit: postgresAudit(db),
    gatherMs: GATHER_MS,
    summary: async () => ({
      ...(await db.stale(summaryOf)),
      replica: (await server.replica?.state()) ?? null,
    }),
    close: () => {
      memory.close();
      return db.close();
    },
  };
}

/** The same store, whose changes are recorded in its audit log, in the transactions that make them. */
export function recorded(store: Store): Store {
  return auditedStore(store, (facts, session) => appendFacts(session as Session, facts));
}

/** The same for what belongs to no tenant, in the log of this one. */
export async function recordedRegistry(registry: Registry, server: Server, tenant: string): Promise<Registry> {
  const db = await Database.open(server, tenant, () => Promise.resolve());
  return auditedRegistry(registry, async (facts, client) => appendFacts(await db.joining(client as PoolClient), facts));
}

async function summaryOf(session: Session): Promise<Omit<StoreSummary, 'replica'>> {
  const made = await session.rows<{ fingerprint: string; n: number; passages: number }>(
    `SELECT fingerprint, count(*) AS n, sum(passages) AS passages FROM cvs WHERE tenant = $1 GROUP BY fingerprint ORDER BY fingerprint`,
  );
  const { candidates, openTasks } = (await session.row<{ candidates: number; openTasks: number }>(
    `SELECT (SELECT count(DISTINCT candidate_id) FROM cvs WHERE tenant = $1) AS candidates,
       (SELECT count(*) FROM tasks WHERE tenant = $1 AND status IN ('pending', 'running')) AS "openTasks"`,
  ))!;
  const { exchange, model } = session.state;
  return {
    schema: MIGRATIONS.length,
    candidates,
    cvs: made.reduce((sum, { n }) => sum + n, 0),
    passages: made.reduce((sum, { passages }) => sum + passages, 0),
    files: await filesByState(session),
    erasures: await pendingErasures(session),
    openTasks,
    model,
    fingerprints: Object.fromEntries(made.map((row) => [row.fingerprint, row.n])),
    exchange: exchange === null ? null : { model: exchange.model, left: await leftInGeneration(session) },
    bytes: await bytesOf(session),
    vectorIndex: await vectorIndexState(session),
  };
}

async function filesByState(session: Session): Promise<Record<FileState, number>> {
  const rows = await session.rows<{ state: FileState; n: number }>(
    'SELECT state, count(*) AS n FROM files WHERE tenant = $1 AND state IS NOT NULL GROUP BY state',
  );
  const counts = Object.fromEntries(FILE_STATES.map((state) => [state, 0])) as Record<FileState, number>;
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}

/** The tenant's own vectors, and its share of the tables, which all tenants use, by the number of CVs. */
async function bytesOf(session: Session): Promise<number> {
  const row = await session.row<{ own: number; shared: number; share: number }>(
    `SELECT coalesce(sum(pg_total_relation_size(oid)) FILTER (WHERE relname ~ $2), 0) AS own,
       coalesce(sum(pg_total_relation_size(oid)) FILTER (WHERE relname !~ '^vectors_[0-9]+_'), 0) AS shared,
       (SELECT coalesce(sum(cvs) FILTER (WHERE tenant = $1)::float8 / nullif(sum(cvs), 0), 0) FROM stores) AS share
     FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace`,
    `^vectors_${session.tenant}_`,
  );
  return Math.round(row!.own + row!.shared * row!.share);
}
