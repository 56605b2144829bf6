import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { DEFAULT_TENANT } from '../../../domain/index.js';
import { openElsewhere } from '../../moved.js';
import { generationsIn, type MovedPart, type MovedRow, type MovedValue, type MoveSide } from '../../port/move.js';
import { vectorTable } from '../cv/vectors.js';
import { APPLICATION, type Server } from '../server.js';
import { readFacts } from './facts.js';
import { movedRow, readRows, tablesIn, type TypedTable } from './tables.js';

const CLOSING_MS = 3000;

/** Sees the rows of this tenant from now on, to the end of the transaction. */
export const SEEN = (tenant: number): string => `SELECT set_config('cvmatch.tenant', '${tenant}', true)`;

/** A database as one end of a move. */
export abstract class PostgresSide implements MoveSide {
  private known: Promise<{ shared: TypedTable[]; own: TypedTable[] }> | null = null;
  private readonly numbers = new Map<string, number>();

  constructor(protected readonly server: Server) {}

  get where(): string {
    return this.server.where;
  }

  /** Inside a transaction. */
  protected abstract run<T>(body: (client: PoolClient) => Promise<T>): Promise<T>;

  tables(): Promise<{ shared: TypedTable[]; own: TypedTable[] }> {
    return (this.known ??= this.run(tablesIn));
  }

  async tenants(): Promise<string[]> {
    const order = 'SELECT id FROM tenants ORDER BY id <> $1, id';
    const { rows } = await this.run((client) => client.query<{ id: string }>(order, [DEFAULT_TENANT]));
    return rows.map(({ id }) => id);
  }

  async count({ tenant, table }: MovedPart): Promise<number> {
    if (table.keys === 0) return 1;
    return this.run(async (client) => {
      const number = await this.seeing(client, tenant);
      const where = number === null ? '' : `WHERE tenant = ${number}`;
      const names = table.name === 'vectors' ? await vectorTables(client, number!) : [table];
      let sum = 0;
      for (const { name } of names)
        sum += (await client.query<{ n: number }>(`SELECT count(*) AS n FROM ${name} ${where}`)).rows[0]!.n;
      return sum;
    });
  }

  async read({ tenant, table }: MovedPart, after: MovedValue[] | null, limit: number): Promise<MovedRow[]> {
    return this.run(async (client) => {
      const number = await this.seeing(client, tenant);
      if (table.name === 'store') return [await readFacts(client, number!)];
      if (table.name === 'workspace') return (await readArrays(client, 'SELECT name FROM workspace')) as MovedRow[];
      if (table.name === 'vectors') return readVectors(client, number!, after, limit);
      const rows = await readRows(client, table, { tenant: number, after, limit });
      return rows.map((row) => movedRow(table, row));
    });
  }

  /** The number of a tenant, whose rows are seen from now on. */
  protected async seeing(client: PoolClient, tenant: string | null): Promise<number | null> {
    if (tenant === null) return null;
    const number = this.numbers.get(tenant) ?? (await numberIn(client, tenant));
    // A tenant to whom nothing was handed in yet has none.
    if (number !== undefined) this.numbers.set(tenant, number);
    await client.query(SEEN(number ?? 0));
    return number ?? 0;
  }

  protected forget(): void {
    this.numbers.clear();
    this.known = null;
  }

  /** @throws CvmatchError `store_locked` while another command or service is connected. */
  protected async requireAlone(client: PoolClient): Promise<void> {
    const others =
      'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1 LIMIT 1';
    // A session that was closed a moment ago may still be shown.
    for (const end = Date.now() + CLOSING_MS; ; await sleep(CLOSING_MS / 20)) {
      if ((await client.query(others, [APPLICATION])).rows.length === 0) return;
      if (Date.now() > end) throw openElsewhere(this.where);
      await client.query('SELECT pg_stat_clear_snapshot()');
    }
  }

  /** Tells one database from all others. */
  identity(): Promise<string> {
    return this.run(async (client) => {
      const sql =
        'SELECT concat(pg_postmaster_start_time(), oid) AS id FROM pg_database WHERE datname = current_database()';
      return (await client.query<{ id: string }>(sql)).rows[0]!.id;
    });
  }

  async close(): Promise<void> {
    await this.server.close();
  }
}

async function numberIn(client: PoolClient, tenant: string): Promise<number | undefined> {
  const { rows } = await client.query<{ tenant: number }>('SELECT tenant FROM stores WHERE id = $1', [tenant]);
  return rows[0]?.tenant;
}

async function readArrays(client: PoolClient, text: string, values: unknown[] = []): Promise<unknown[][]> {
  return (await client.query<unknown[]>({ text, values, rowMode: 'array' })).rows;
}

/** Of vectors only the keys: what lies here is rounded. */
async function readVectors(
  client: PoolClient,
  tenant: number,
  after: MovedValue[] | null,
  limit: number,
): Promise<MovedRow[]> {
  const [from, last] = (after ?? [-1, -1]) as [number, number];
  const rows: MovedRow[] = [];
  for (const { generation, name } of await vectorTables(client, tenant)) {
    if (generation < from || rows.length === limit) continue;
    const sql = `SELECT key FROM ${name} WHERE tenant = $1 AND key > $2 ORDER BY key LIMIT $3`;
    const keys = await readArrays(client, sql, [tenant, generation === from ? last : -1, limit - rows.length]);
    rows.push(...keys.map(([key]) => [generation, key as number]));
  }
  return rows;
}

async function vectorTables(client: PoolClient, tenant: number): Promise<{ generation: number; name: string }[]> {
  const generations = generationsIn(await readFacts(client, tenant));
  return generations.map(({ generation }) => ({ generation, name: vectorTable({ tenant }, generation) }));
}
