import type { PoolClient } from 'pg';
import {
  FACTS,
  generationsIn,
  type MovedPart,
  type MovedRow,
  type MoveMark,
  type MovePosition,
  type MoveTarget,
} from '../../port/move.js';
import { floatsOf } from '../../blobs.js';
import { openElsewhere } from '../../moved.js';
import { ALL_COMPARED, insertVectorRows, makeVectorIndex, MOST_INDEXED } from '../cv/vectors.js';
import { Database, type Session } from '../database.js';
import { migrate } from '../schema/migrate.js';
import { readFacts, writeFacts } from './facts.js';
import { advance, beginMark, endMark, moveInto, positionIn } from './mark.js';
import { PostgresSide, SEEN } from './side.js';
import { insertRows, keptRow, type TypedTable } from './tables.js';

/** A lost group is written again, so a group need not wait for the disk; the last transaction does. */
const LATER = 'SET LOCAL synchronous_commit = off';

/**
 * Alone, since what several workers share lies in /dev/shm, of which a container has 64 MB; at 5,000 CVs on two cores that is
 * no slower.
 */
const BUILDING = "SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL max_parallel_maintenance_workers = 0";

/** A database that a move fills. */
export class PostgresTarget extends PostgresSide implements MoveTarget {
  private at: MovePosition | null = null;
  private typed = new Map<string, TypedTable>();
  private readonly databases = new Map<string, Promise<Database>>();

  protected run<T>(body: (client: PoolClient) => Promise<T>): Promise<T> {
    return this.server.transaction('', body);
  }

  async pending(): Promise<string[]> {
    return (await migrate(this.server, true)).names;
  }

  async isEmpty(): Promise<boolean> {
    if ((await migrate(this.server, true)).before === 0) return true;
    const tables = await this.tables();
    return this.run((client) => areEmpty(client, tables));
  }

  begun(): Promise<MoveMark | null> {
    return moveInto(this.server);
  }

  async prepare(): Promise<void> {
    await this.run((client) => this.requireAlone(client));
    await migrate(this.server);
    this.forget();
    const { shared, own } = await this.tables();
    this.typed = new Map([...shared, ...own].map((table) => [table.name, table]));
  }

  async begin(mark: MoveMark): Promise<void> {
    const tables = await this.tables();
    await this.run(async (client) => {
      await beginMark(client, this.where, mark);
      await client.query(`LOCK TABLE ${allNames(tables).join(', ')} IN ACCESS EXCLUSIVE MODE`);
      // Somebody may have handed something in since it was looked at.
      if (!(await areEmpty(client, tables))) throw openElsewhere(this.where);
      await emptyTables(client, tables);
    });
  }

  async positions(): Promise<MovePosition[]> {
    this.at = await positionIn(this.server);
    return this.at === null ? [] : [this.at];
  }

  async write({ tenant, table }: MovedPart, rows: MovedRow[], position: MovePosition): Promise<void> {
    const kept = rows.map((row) => this.asKept(table.name, row));
    if (tenant === null)
      await this.server.transaction(LATER, async (client) => {
        await advance(client, this.where, this.at, position);
        if (table.name === 'workspace') await client.query('UPDATE workspace SET name = $1', kept[0]);
        else if (rows.length > 0) await insertRows(client, this.typed.get(table.name)!, null, kept);
      });
    else {
      const db = await this.database(tenant);
      await db.write(async (session) => {
        await session.exec(LATER);
        await advance(session.raw, this.where, this.at, position);
        if (rows.length > 0) await this.writeOwn(session, table.name, kept);
      });
    }
    this.at = position;
  }

  private async writeOwn(session: Session, name: string, rows: MovedRow[]): Promise<void> {
    if (name === FACTS.name) await writeFacts(session.raw, session.tenant, rows[0]!);
    else if (name === 'vectors') await writeVectors(session, rows);
    else await insertRows(session.raw, this.typed.get(name)!, session.tenant, rows);
  }

  private database(tenant: string): Promise<Database> {
    const opening = this.databases.get(tenant) ?? Database.open(this.server, tenant);
    this.databases.set(tenant, opening);
    return opening;
  }

  /** Of vectors only the keys can be compared. */
  kept(table: string, row: MovedRow): MovedRow {
    return table === 'vectors' ? row.slice(0, 2) : this.asKept(table, row);
  }

  private asKept(table: string, row: MovedRow): MovedRow {
    const typed = this.typed.get(table);
    return typed === undefined ? row : keptRow(typed, row);
  }

  async buildIndexes(tenant: string): Promise<void> {
    const { tenant: number } = await this.database(tenant);
    await this.run(async (client) => {
      await client.query(`${SEEN(number)}; ${BUILDING}`);
      const { rows } = await client.query<{ cvs: number }>(
        'UPDATE stores SET cvs = (SELECT count(*) FROM cvs WHERE tenant = $1) WHERE tenant = $1 RETURNING cvs',
        [number],
      );
      if (rows[0]!.cvs > ALL_COMPARED)
        for (const { generation, dimensions } of generationsIn(await readFacts(client, number)))
          if (dimensions <= MOST_INDEXED) await client.query(makeVectorIndex(number, generation));
      const last =
        'UPDATE stores SET last_cv = (SELECT coalesce(max(key), 0) FROM cvs WHERE tenant = $1) WHERE tenant = $1';
      await client.query(last, [number]);
    });
  }

  async empty(): Promise<void> {
    await this.run(async (client) => {
      await emptyTables(client, await this.tables());
      await endMark(client);
    });
    this.forget();
    this.databases.clear();
    this.at = null;
  }

  async complete(): Promise<void> {
    await this.server.outside('ANALYZE');
    await this.run(endMark);
  }
}

async function writeVectors(session: Session, rows: MovedRow[]): Promise<void> {
  for (const generation of new Set(rows.map((row) => row[0] as number)))
    await insertVectorRows(
      session,
      generation,
      rows
        .filter((row) => row[0] === generation)
        .map(([, key, bytes]) => ({ key: key as number, vector: floatsOf(bytes as Uint8Array) })),
    );
}

async function has(client: PoolClient, sql: string): Promise<boolean> {
  return (await client.query(`${sql} LIMIT 1`)).rows.length > 0;
}

interface Tables {
  shared: TypedTable[];
  own: TypedTable[];
}

function allNames({ shared, own }: Tables): string[] {
  return [
    ...[...shared, ...own].map(({ name }) => name),
    'stores',
    'words',
    'postings',
    'words_pieces',
    'words_lists',
    'cache',
    'erasures',
    'changes',
  ];
}

/** There may be tenants and models that were adopted, as long as nothing was handed in. */
async function areEmpty(client: PoolClient, { shared, own }: Tables): Promise<boolean> {
  if (await has(client, "SELECT 1 FROM tenants WHERE id <> 'default'")) return false;
  for (const { name } of shared) if (name !== 'tenants' && (await has(client, `SELECT 1 FROM ${name}`))) return false;
  const { rows: stores } = await client.query<{ tenant: number }>('SELECT tenant FROM stores');
  for (const { tenant } of stores) {
    await client.query(SEEN(tenant));
    for (const { name } of own) if (await has(client, `SELECT 1 FROM ${name} WHERE tenant = ${tenant}`)) return false;
  }
  return true;
}

/** Triggers note nothing of it. */
async function emptyTables(client: PoolClient, tables: Tables): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND relname ~ '^vectors_[0-9]+_[0-9]+$'",
  );
  for (const { name } of rows) await client.query(`DROP TABLE ${name}`);
  await client.query(`TRUNCATE ${allNames(tables).join(', ')}`);
}
