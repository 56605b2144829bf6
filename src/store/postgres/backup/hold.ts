import type { PoolClient } from 'pg';
import { DEFAULT_TENANT } from '../../../domain/index.js';
import { CvmatchError } from '../../../errors.js';
import type { HeldDatabase, HeldStore } from '../../port/backup.js';
import { MOVING } from '../../moved.js';
import { Server } from '../server.js';
import { RESTORING } from './mark.js';
import { outputOf, requireTool } from './tools.js';

/** What the parts of a backup are called: all but the rows of tenants, and these. */
export const SCHEMA_PART = 'schema.dump';
export const ROWS_PART = 'rows.dump';

interface Holding {
  url: string;
  /** Folder of pg_dump; null: it is found by PATH. */
  tools: string | null;
  /** Those that are known; another one means that the moment is to be chosen again. Null: whoever there is. */
  tenants: string[] | null;
}

/**
 * Holds a database as it is now, by a snapshot that pg_dump takes over. Rows of tenants are behind a wall that its owner does not
 * pass, so they are dumped tenant by tenant, each within the wall; all at once where the user passes it.
 * @throws CvmatchError `tool_missing`, `store_unreachable`, `store_locked` if a tenant came just now.
 */
export async function holdPostgres({ url, tools, tenants }: Holding): Promise<HeldStore> {
  const server = await Server.connect({ url, name: 'cvmatch backup' });
  try {
    const held = await server.held();
    try {
      const facts = await begin(held.client);
      await requireTool(tools, 'pg_dump', facts.major);
      const known = tenants && new Set([DEFAULT_TENANT, ...tenants]);
      if (known !== null && facts.stores.some(({ id, listed }) => listed && !known.has(id))) throw tenantCame();
      return {
        databases: databasesOf(facts, { url, tools }),
        waiting: () => waitingIn(held.client, facts),
        release: async () => {
          held.release();
          await server.close();
        },
      };
    } catch (error) {
      held.release();
      throw error;
    }
  } catch (error) {
    await server.close();
    throw error;
  }
}

function tenantCame(): CvmatchError {
  return new CvmatchError('store_locked', 'a tenant was added just now', { hint: 'Run this again.' });
}

interface Facts {
  snapshot: string;
  major: number;
  schema: string;
  /** Other schemas, which are not ours. */
  others: string[];
  /** Tables whose rows are behind the wall. */
  walled: string[];
  passes: boolean;
  bytes: number;
  /** `listed`: as a tenant; one that is not is being made or removed. */
  stores: { id: string; tenant: number; listed: boolean }[];
}

async function begin(client: PoolClient): Promise<Facts> {
  const one = async <T>(sql: string): Promise<T[]> => (await client.query(sql)).rows as T[];
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const [first] = await one<Omit<Facts, 'others' | 'walled' | 'stores'>>(`SELECT pg_export_snapshot() AS snapshot,
    current_setting('server_version_num')::int / 10000 AS major, current_schema() AS schema,
    (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) AS passes,
    (SELECT sum(pg_table_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace)::bigint AS bytes`);
  const names = async (sql: string): Promise<string[]> => (await one<{ name: string }>(sql)).map(({ name }) => name);
  const others = `SELECT nspname AS name FROM pg_namespace WHERE nspname <> current_schema() AND nspname !~ '^pg_' AND nspname <> 'information_schema'`;
  const walled = `SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND relrowsecurity ORDER BY 1`;
  const stores =
    'SELECT id, tenant, EXISTS (SELECT 1 FROM tenants WHERE tenants.id = stores.id) AS listed FROM stores ORDER BY tenant';
  return {
    ...first!,
    others: await names(others),
    walled: await names(walled),
    stores: await one<Facts['stores'][number]>(stores),
  };
}

/** Uploads whose bytes a restored store needs, as the SQLite store tells them. */
async function waitingIn(client: PoolClient, { stores }: Facts): Promise<{ tenant: string; path: string }[]> {
  const waiting: { tenant: string; path: string }[] = [];
  for (const { id, tenant } of stores) {
    await client.query("SELECT set_config('cvmatch.tenant', $1, true)", [String(tenant)]);
    const { rows } = await client.query<{ path: string }>(
      `SELECT path FROM tasks WHERE tenant = $1 AND path >= 'upload:' AND path < 'upload;' AND status IN ('pending', 'running')`,
      [tenant],
    );
    waiting.push(...rows.map(({ path }) => ({ tenant: id, path })));
  }
  return waiting;
}

const VECTORS = /^vectors_(\d+)_/;

function databasesOf(facts: Facts, { url, tools }: { url: string; tools: string | null }): HeldDatabase[] {
  const { snapshot, schema, others, walled, passes, stores, bytes } = facts;
  // Not compressed, so that what did not change since the last backup is the same bytes; pieces are compressed later.
  const every = ['--format=custom', '--compress=0', `--snapshot=${snapshot}`, '--enable-row-security'];
  const named = (name: string): string => `"${schema}"."${name}"`;
  const dump = (tenant: string, name: string, args: string[], own: number | null): HeldDatabase => ({
    tenant,
    name,
    inPlace: false,
    size: () => (name === SCHEMA_PART ? bytes : 0),
    stream: () =>
      outputOf({
        ...{ folder: tools, tool: 'pg_dump' as const, url, args: [...every, ...args] },
        ...(own === null ? {} : { options: `-c cvmatch.tenant=${own}` }),
      }),
  });
  const apart = [
    ...['--no-owner', '--no-privileges', '--no-comments', '--extension=vector'],
    ...others.map((name) => `--exclude-schema="${name}"`),
    ...[MOVING, RESTORING].map((name) => `--exclude-table=${named(name)}`),
    ...walled.map((name) => `--exclude-table-data=${named(name)}`),
  ];
  const rowsOf = (tenant: number | null): string[] => [
    '--data-only',
    ...walled
      .filter((name) => tenant === null || [undefined, String(tenant)].includes(VECTORS.exec(name)?.[1]))
      .map((name) => `--table=${named(name)}`),
  ];
  const rows = passes
    ? [dump(DEFAULT_TENANT, ROWS_PART, rowsOf(null), null)]
    : stores.map(({ id, tenant }) => dump(id, ROWS_PART, rowsOf(tenant), tenant));
  return [dump(DEFAULT_TENANT, SCHEMA_PART, apart, null), ...rows];
}
