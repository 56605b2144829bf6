import {
  MOST_LISTED,
  MOST_STATEMENTS,
  type FigureRepository,
  type IndexSize,
  type SlowStatement,
  type StoreLevels,
  type StoreSizes,
  type TableSize,
} from '../port/index.js';
import type { Query, Server } from './server.js';

/** Milliseconds for the figures that are looked at every few seconds. */
const ANSWER_MS = 4000;

export function postgresFigures(server: Server, query: Query): FigureRepository {
  return {
    levels: async () => levelsOf((await server.probe<LevelsRow>(LEVELS, ANSWER_MS))[0]!),
    sizes: () => sizes(query),
  };
}

/** Where this server's log ends, whichever role it has. */
const END = 'CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END';

/**
 * Who may not see the sessions of others is told no kind of them, and no lag of replicas. `inactive_since` is there from
 * PostgreSQL 17 on.
 */
const LEVELS = `
  SELECT current_setting('max_connections')::int AS most,
    (SELECT count(*)::int FROM pg_stat_activity
       WHERE datid IS NOT NULL AND coalesce(backend_type, 'client backend') = 'client backend') AS used,
    (SELECT coalesce(json_agg(json_build_object('name', application_name, 'state', state,
         'lagSeconds', extract(epoch FROM replay_lag), 'lagBytes', pg_wal_lsn_diff(${END}, replay_lsn)) ORDER BY pid), '[]')
       FROM pg_stat_replication WHERE state IS DISTINCT FROM 'backup') AS connected,
    (SELECT coalesce(json_agg(json_build_object('name', slot_name, 'state', 'disconnected',
         'lagSeconds', extract(epoch FROM clock_timestamp() - (to_jsonb(slot) ->> 'inactive_since')::timestamptz),
         'lagBytes', pg_wal_lsn_diff(${END}, restart_lsn)) ORDER BY slot_name), '[]')
       FROM pg_replication_slots AS slot
       WHERE slot_type = 'physical' AND NOT active AND NOT temporary AND restart_lsn IS NOT NULL) AS away`;

interface LevelsRow {
  most: number;
  used: number;
  connected: StoreLevels['replicas'];
  away: StoreLevels['replicas'];
}

function levelsOf({ most, used, connected, away }: LevelsRow): StoreLevels {
  return {
    connections: used === 0 ? null : { used, most },
    replicas: [...connected.map(withoutLag), ...away],
    logBytes: null,
  };
}

/** A replica that has everything and hears nothing new has no lag, which PostgreSQL tells as none known. */
function withoutLag(replica: StoreLevels['replicas'][number]): StoreLevels['replicas'][number] {
  return replica.lagBytes !== null && replica.lagBytes <= 0 ? { ...replica, lagSeconds: 0 } : replica;
}

const OURS = 'schemaname = current_schema()';

async function sizes(query: Query): Promise<StoreSizes> {
  const [database] = await query<{ name: string; bytes: number; countedSince: string | null }>(
    `SELECT current_database() AS name, pg_database_size(current_database()) AS bytes,
       to_char(stats_reset AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "countedSince"
     FROM pg_stat_database WHERE datname = current_database()`,
  );
  const { name, bytes, countedSince } = database!;
  return {
    databases: [{ name, bytes, logBytes: null, freeBytes: null }],
    tables: await query<TableSize>(
      `SELECT relname AS name, n_live_tup AS rows, n_dead_tup AS "deadRows",
         pg_table_size(relid) AS bytes, pg_indexes_size(relid) AS "indexBytes"
       FROM pg_stat_user_tables WHERE ${OURS} ORDER BY pg_total_relation_size(relid) DESC, relname LIMIT $1`,
      MOST_LISTED,
    ),
    indexes: await query<IndexSize>(
      `SELECT indexrelname AS name, relname AS "table", pg_relation_size(indexrelid) AS bytes, idx_scan AS scans,
         idx_scan = 0 AND NOT indisunique AS unused
       FROM pg_stat_user_indexes JOIN pg_index USING (indexrelid)
       WHERE ${OURS} ORDER BY pg_relation_size(indexrelid) DESC, indexrelname LIMIT $1`,
      MOST_LISTED,
    ),
    countedSince,
    ...(await statements(query)),
  };
}

async function statements(query: Query): Promise<Pick<StoreSizes, 'statements' | 'statementsMissing'>> {
  const [extension] = await query<{ schema: string }>(
    `SELECT quote_ident(nspname) AS schema FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace
     WHERE extname = 'pg_stat_statements'`,
  );
  if (extension === undefined)
    return missing('the database has no extension pg_stat_statements (CREATE EXTENSION pg_stat_statements)');
  try {
    const found = await query<SlowStatement>(
      `SELECT query, calls, total_exec_time AS "totalMs", mean_exec_time AS "meanMs", max_exec_time AS "maxMs"
       FROM ${extension.schema}.pg_stat_statements
       WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND query ~* '^\\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\\M'
       ORDER BY total_exec_time DESC LIMIT $1`,
      MOST_STATEMENTS,
    );
    return { statements: found.map((one) => ({ ...one, query: shown(one.query) })), statementsMissing: null };
  } catch (error) {
    // Loaded by the server it must be, too; whatever else is wrong with it is no reason to show nothing at all.
    if (isOfConnection(error)) throw error;
    return missing('pg_stat_statements is not in shared_preload_libraries of the server');
  }
}

function missing(why: string): Pick<StoreSizes, 'statements' | 'statementsMissing'> {
  return { statements: null, statementsMissing: why };
}

function isOfConnection(error: unknown): boolean {
  return (error as { code?: string }).code === 'store_unreachable';
}

const LONGEST = 500;

/** One line. The server puts `$1` for values; where it had to forget a statement meanwhile it does not. */
function shown(query: string): string {
  const masked = query
    .replace(/'(?:[^']|'')*'/g, "'...'")
    .replace(/\s+/g, ' ')
    .trim();
  return masked.length <= LONGEST ? masked : `${masked.slice(0, LONGEST)}...`;
}
