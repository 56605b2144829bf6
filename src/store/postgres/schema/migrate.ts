import { setTimeout } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { CvmatchError } from '../../../errors.js';
import { notRestored, RESTORING } from '../backup/mark.js';
import { leftBehind, newer, noStore } from '../errors.js';
import { MIGRATIONS, type Migration } from './schema.js';
import { NOW, Server, type ServerOptions } from '../server.js';

/** Held while tables are changed, so that only one process does it: the letters "cvmatch" as a number. */
const LOCK = 0x63766d;
/**
 * Milliseconds to wait for a table that other sessions use: whoever comes later waits behind a change that waits. Then all
 * is undone and tried again, a pause later.
 */
const LOCK_WAIT_MS = 2000;
const PAUSE_MS = 1000;
const TRIES = 10;
/** Code of PostgreSQL. */
const LOCK_NOT_HAD = '55P03';

/**
 * Connects to a server and brings its tables up to date. `create`: also where there are none yet.
 * @throws CvmatchError `tool_missing`, `store_newer`, `store_unreachable`, `store_missing`, `store_locked`.
 */
export async function openServer(options: ServerOptions, { create = true } = {}): Promise<Server> {
  const server = await Server.connect(options);
  try {
    if (!create && (await migrate(server, true)).before === 0) throw noStore(server.where);
    await migrate(server);
    return server;
  } catch (error) {
    await server.close();
    throw error;
  }
}

export interface Migrated {
  /** Migrations that were applied before. */
  before: number;
  /** How many a process had to know before. */
  needs: number;
  /** Names of those that were applied now, or that would be. */
  names: string[];
}

/**
 * Brings the tables up to date, in one transaction. `dryRun`: only says what would be done.
 * @throws CvmatchError `store_newer`; `tool_missing` without pgvector; `store_locked` while other sessions keep a table
 * or processes are at work that could not go on.
 */
export async function migrate(server: Server, dryRun = false, migrations = MIGRATIONS): Promise<Migrated> {
  // Usually there is nothing to do, and no lock to wait for.
  const seen = await server.transaction('', (client) => pending(server, client, migrations));
  if (dryRun || seen.names.length === 0) return seen;
  for (let tries = 1; ; tries++) {
    try {
      return await server.transaction(`SELECT pg_advisory_xact_lock(${LOCK})`, (client) =>
        applyAll(server, client, migrations),
      );
    } catch (error) {
      if ((error as { cause?: { code?: string } }).cause?.code !== LOCK_NOT_HAD || tries === TRIES) throw error;
      await setTimeout(PAUSE_MS);
    }
  }
}

async function applyAll(server: Server, client: PoolClient, migrations: readonly Migration[]): Promise<Migrated> {
  await client.query(`SET LOCAL lock_timeout = ${LOCK_WAIT_MS}`);
  const now = await pending(server, client, migrations);
  await requireVectors(client);
  if (now.before === 0) await client.query(TABLE);
  for (const [i, migration] of migrations.slice(now.before).entries()) {
    const { name, needs, sql } = migration;
    if (now.before > 0 && needs > now.needs) await requireKnown(server, client, migration);
    await client.query(sql);
    const insert = 'INSERT INTO migrations (number, name, needs, applied_at) VALUES ($1, $2, $3, now())';
    await client.query(insert, [now.before + i + 1, name, needs]);
  }
  return now;
}

/** Processes that say nothing of the schema began before it was asked of them. */
async function requireKnown(server: Server, client: PoolClient, { name, needs }: Migration): Promise<void> {
  const { rows } = await client.query<{ label: string }>(
    `SELECT format('%s (cvmatch %s on %s)', id, version, host) AS label FROM processes
     WHERE lease_until > ${NOW} AND coalesce(schema, 0) < $2 ORDER BY started_at, id`,
    [server.clock, needs],
  );
  if (rows.length > 0)
    throw leftBehind(
      server.where,
      name,
      rows.map(({ label }) => label),
    );
}

const TABLE = `CREATE TABLE IF NOT EXISTS migrations
  (number int PRIMARY KEY, name text NOT NULL, needs int NOT NULL, applied_at timestamptz NOT NULL)`;

async function pending(server: Server, client: PoolClient, migrations: readonly Migration[]): Promise<Migrated> {
  const { rows: there } = await client.query<{ there: boolean; restoring: boolean }>(
    "SELECT to_regclass('migrations') IS NOT NULL AS there, to_regclass($1) IS NOT NULL AS restoring",
    [RESTORING],
  );
  if (there[0]!.restoring && !server.isForRestoring) throw notRestored(server.where);
  if (!there[0]!.there) return { before: 0, needs: 0, names: migrations.map(({ name }) => name) };
  const { rows } = await client.query<{ before: number; needs: number }>(
    'SELECT coalesce(max(number), 0) AS before, coalesce(max(needs), 0) AS needs FROM migrations',
  );
  const { before, needs } = rows[0]!;
  if (needs > migrations.length) throw newer(server.where, needs, migrations.length);
  return { before, needs, names: migrations.slice(before).map(({ name }) => name) };
}

export async function requireVectors(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ there: boolean; installed: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'vector') AS there,
       EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'vector') AS installed`,
  );
  if (rows[0]!.installed) return;
  if (!rows[0]!.there)
    throw new CvmatchError('tool_missing', 'the database server has no pgvector', {
      hint: 'Install pgvector 0.8 or newer on the server (Debian: postgresql-17-pgvector), then run this again.',
    });
  await client.query('CREATE EXTENSION vector').catch((cause: unknown) => {
    if ((cause as { code?: string }).code !== '42501') throw cause;
    throw new CvmatchError('tool_missing', 'the database has no extension vector, and this user may not create it', {
      cause,
      hint: 'Let a superuser run `CREATE EXTENSION vector` in the database once, then run this again.',
    });
  });
}
