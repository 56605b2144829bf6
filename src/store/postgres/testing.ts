import { randomBytes } from 'node:crypto';
import type { QueryResultRow } from 'pg';
import { openServer } from './migrate.js';
import type { Server, ServerOptions } from './server.js';

/** For tests: a database that is made for one file of tests, and removed after it. */
export class TestDatabase {
  private readonly servers: Server[] = [];

  private constructor(
    private readonly administrator: string,
    private readonly name: string,
    readonly url: string,
  ) {}

  /** `url`: of a server where databases may be created. */
  static async make(administrator: string): Promise<TestDatabase> {
    const name = `pg_${process.pid}_${randomBytes(4).toString('hex')}`;
    const url = new URL(administrator);
    url.pathname = `/${name}`;
    await run(administrator, `CREATE DATABASE ${name}`);
    return new TestDatabase(administrator, name, url.href);
  }

  async open(options: Partial<ServerOptions> = {}): Promise<Server> {
    const server = await openServer({ url: `${this.url}?connections=3`, ...options });
    this.servers.push(server);
    return server;
  }

  /** A statement of the administrator. */
  run<Row extends QueryResultRow>(statement: string): Promise<Row[]> {
    return run<Row>(this.url, statement);
  }

  /** Closes the servers that were opened. */
  async close(): Promise<void> {
    for (const server of this.servers.splice(0)) await server.close();
  }

  async remove(): Promise<void> {
    await this.close();
    await run(this.administrator, `DROP DATABASE IF EXISTS ${this.name} WITH (FORCE)`);
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
