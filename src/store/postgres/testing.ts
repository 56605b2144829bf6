import { randomBytes } from 'node:crypto';
import type { QueryResultRow } from 'pg';
import { openServer } from './schema/migrate.js';
import { openPostgresStore } from './index.js';
import { postgresRegistry } from './registry.js';
import type { Server, ServerOptions } from './server.js';
import { TEST_READER, type StoreUnderTest } from '../contract/testing.js';

/** For tests: a database that is made for one file of tests, and removed after it. */
export class TestDatabase {
  private readonly servers: Server[] = [];
  private tests = 0;

  private constructor(
    private readonly administrator: string,
    private readonly name: string,
    readonly url: string,
    private readonly owner: string | null,
  ) {}

  /**
   * `administrator`: URL of a server where databases may be created. `plain`: the database belongs to a user without special
   * rights, as docs/postgres.md advises, so that the second wall between tenants stands. `through`: URL of a pooler
   * before that server, which everybody but the administrator uses.
   */
  static async make(administrator: string, { plain = false, through = administrator } = {}): Promise<TestDatabase> {
    const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
    const url = new URL(through);
    url.pathname = `/${name}`;
    if (plain) {
      await run(administrator, `CREATE ROLE ${name} LOGIN PASSWORD '${name}'`);
      await run(administrator, `GRANT pg_read_all_stats TO ${name}`);
      [url.username, url.password] = [name, name];
    }
    await run(administrator, `CREATE DATABASE ${name} ${plain ? `OWNER ${name}` : ''}`);
    const database = new TestDatabase(administrator, name, url.href, plain ? name : null);
    if (plain) await database.run('CREATE EXTENSION vector');
    return database;
  }

  /** A database that is there already, and that nobody else uses. */
  static of(url: string): TestDatabase {
    return new TestDatabase(url, new URL(url).pathname.slice(1), url, null);
  }

  /** The same database on a replica of its server. */
  static at(administrator: string, { name }: TestDatabase): TestDatabase {
    const url = new URL(administrator);
    url.pathname = `/${name}`;
    return new TestDatabase(administrator, name, url.href, null);
  }

  async open(options: Partial<ServerOptions> = {}): Promise<Server> {
    const server = await openServer({ url: `${this.url}?connections=3`, ...options });
    this.servers.push(server);
    return server;
  }

  /** A statement of the administrator. */
  run<Row extends QueryResultRow>(statement: string): Promise<Row[]> {
    const url = new URL(this.administrator);
    url.pathname = `/${this.name}`;
    return run<Row>(url.href, statement);
  }

  /** Deletes what belongs to no tenant. */
  async clearRegistry(): Promise<void> {
    await this.run(
      "DELETE FROM keys; DELETE FROM alerts; DELETE FROM alert_reports; DELETE FROM alert_changes; DELETE FROM processes; DELETE FROM leader; DELETE FROM tenants WHERE id <> 'default'",
    );
  }

  /** For the contract. All tests use one database, each with tenants of its own, so that each is also a test of what they share. */
  async underTest(): Promise<StoreUnderTest> {
    const own = ++this.tests;
    await this.clearRegistry();
    let first: Server | null = null;
    return {
      open: async (tenant = 'default', now?: () => number) => {
        const server = await this.open({ now });
        first ??= server;
        return openPostgresStore(server, `${own}-${tenant}`, { onClose: () => server.close(), reader: TEST_READER });
      },
      registry: () => postgresRegistry(first!),
      dispose: () => this.close(),
    };
  }

  /** Closes the servers that were opened. */
  async close(): Promise<void> {
    for (const server of this.servers.splice(0)) await server.close();
  }

  async remove(): Promise<void> {
    await this.close();
    await run(this.administrator, `DROP DATABASE IF EXISTS ${this.name} WITH (FORCE)`);
    if (this.owner !== null) await run(this.administrator, `DROP ROLE ${this.owner}`);
  }
}

async function run<Row extends QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}
