import type { PoolClient } from 'pg';
import { CvmatchError } from '../../errors.js';
import { newer, noStore } from './errors.js';
import { MIGRATIONS } from './schema.js';
import { Server, type ServerOptions } from './server.js';

/** Held while tables are changed, so that only one process does it: the letters "cvmatch" as a number. */
const LOCK = 0x63766d;

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
  /** Names of those that were applied now, or that would be. */
  names: string[];
}

/**
 * Brings the tables up to date, in one transaction. `dryRun`: only says what would be done.
 * @throws CvmatchError `store_newer`; `tool_missing` without pgvector.
 */
export async function migrate(server: Server, dryRun = false): Promise<Migrated> {
  // Usually there is nothing to do, and no lock to wait for.
  const seen = await server.transaction('', (client) => pending(server, client));
  if (dryRun || seen.names.length === 0) return seen;
  return server.transaction(`SELECT pg_advisory_xact_lock(${LOCK})`, async (client) => {
    const now = await pending(server, client);
    await requireVectors(client);
    if (now.before === 0) await client.query(TABLE);
    for (const [i, { name, needs, sql }] of MIGRATIONS.slice(now.before).entries()) {
      await client.query(sql);
      const insert = 'INSERT INTO migrations (number, name, needs, applied_at) VALUES ($1, $2, $3, now())';
      await client.query(insert, [now.before + i + 1, name, needs]);
    }
    return now;
  });
}

const TABLE = `CREATE TABLE IF NOT EXISTS migrations
  (number int PRIMARY KEY, name text NOT NULL, needs int NOT NULL, applied_at timestamptz NOT NULL)`;

async function pending(server: Server, client: PoolClient): Promise<Migrated> {
  const { rows: there } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('migrations') IS NOT NULL AS there",
  );
  if (!there[0]!.there) return { before: 0, names: MIGRATIONS.map(({ name }) => name) };
  const { rows } = await client.query<{ before: number; needs: number }>(
    'SELECT coalesce(max(number), 0) AS before, coalesce(max(needs), 0) AS needs FROM migrations',
  );
  const { before, needs } = rows[0]!;
  if (needs > MIGRATIONS.length) throw newer(server.where, needs, MIGRATIONS.length);
  return { before, names: MIGRATIONS.slice(before).map(({ name }) => name) };
}

async function requireVectors(client: PoolClient): Promise<void> {
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
