import type { PoolClient } from 'pg';
import { CvmatchError } from '../../../errors.js';
import { requireVectors } from '../schema/migrate.js';
import { Server } from '../server.js';
import { RESTORING } from './mark.js';
import { feed, requireTool } from './tools.js';

const SESSION = 'cvmatch restore';

/** The bytes of the parts of a dump. */
export interface DumpParts {
  /** All but the rows of tenants. */
  schema: () => AsyncIterable<Uint8Array>;
  /** The rows of tenants. */
  rows: (() => AsyncIterable<Uint8Array>)[];
}

interface Restoring {
  url: string;
  /** Folder of pg_restore; null: it is found by PATH. */
  tools: string | null;
  /** Id of the backup. */
  backup: string;
}

/**
 * Takes a database that is empty, or in which the restore of the same backup was interrupted; what that left is deleted. Nobody can
 * open the store until `endPostgresRestore`. @throws CvmatchError `bad_flag` if anything else is in it; `tool_missing`.
 */
export async function beginPostgresRestore({ url, tools, backup }: Restoring): Promise<void> {
  const server = await Server.connect({ url, name: SESSION });
  try {
    await requireTool(tools, 'pg_restore', await server.transaction('', versionOf));
    await server.transaction('', (client) => begin(client, server.where, backup));
  } finally {
    await server.close();
  }
}

/** Brings a dump into a database that was taken. @throws CvmatchError `store_unreachable`. */
export async function restorePostgres({ url, tools }: Restoring, { schema, rows }: DumpParts): Promise<void> {
  const load = (section: string, bytes: () => AsyncIterable<Uint8Array>): Promise<void> => {
    const args = ['--no-owner', '--no-privileges', '--exit-on-error', `--section=${section}`];
    return feed({ folder: tools, tool: 'pg_restore', url, args }, bytes());
  };
  await load('pre-data', schema);
  await load('data', schema);
  for (const part of rows) await load('data', part);
  // Indexes, triggers and the walls between tenants come last: until then rows are only taken in.
  await load('post-data', schema);
  const server = await Server.connect({ url, name: SESSION });
  try {
    await server.outside('ANALYZE');
  } finally {
    await server.close();
  }
}

export async function endPostgresRestore(url: string): Promise<void> {
  const server = await Server.connect({ url, name: SESSION });
  try {
    await server.outside(`DROP TABLE ${RESTORING}`);
  } finally {
    await server.close();
  }
}

async function versionOf(client: PoolClient): Promise<number> {
  const asked = "SELECT current_setting('server_version_num')::int / 10000 AS major";
  return (await client.query<{ major: number }>(asked)).rows[0]!.major;
}

async function begin(client: PoolClient, where: string, backup: string): Promise<void> {
  const objects = await objectsIn(client);
  const isMarked = objects.some(({ name }) => name === RESTORING);
  const marked = isMarked ? (await client.query<{ backup: string }>(`SELECT backup FROM ${RESTORING}`)).rows[0] : null;
  if (objects.length > 0 && marked?.backup !== backup)
    throw new CvmatchError('bad_flag', `${where} is not empty`, {
      hint: 'Name an empty database with --store; a backup never overwrites a store.',
    });
  for (const { drop } of objects) await client.query(drop);
  await client.query(`CREATE TABLE ${RESTORING} (backup text NOT NULL)`);
  await client.query(`INSERT INTO ${RESTORING} VALUES ($1)`, [backup]);
  await requireVectors(client);
}

/** What lies in our schema, without what an extension brought. */
async function objectsIn(client: PoolClient): Promise<{ name: string; drop: string }[]> {
  const own = (catalogue: string): string =>
    `NOT EXISTS (SELECT 1 FROM pg_depend WHERE classid = '${catalogue}'::regclass AND objid = one.oid AND deptype = 'e')`;
  const { rows } = await client.query<{ name: string; drop: string }>(
    `SELECT relname AS name, format('DROP %s IF EXISTS %s CASCADE', CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, oid::regclass) AS drop
       FROM pg_class AS one WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S') AND ${own('pg_class')}
     UNION ALL SELECT proname, format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure)
       FROM pg_proc AS one WHERE pronamespace = current_schema()::regnamespace AND ${own('pg_proc')}`,
  );
  return rows;
}
