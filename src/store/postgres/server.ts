import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';
import { Late, within } from '../../domain/index.js';
import { storeUnreachable } from '../../errors.js';
import type { ReplicaState } from '../port/index.js';
import { driverMissing, isRepeatable, placeOf, translated } from './errors.js';

export interface ServerOptions {
  /**
   * postgres:// with user, password, host and database. Its parameter `connections` is how many this process opens at most; all
   * processes together must stay below `max_connections` of the server.
   */
  url: string;
  /** Milliseconds to wait for another transaction's lock. */
  lockWaitMs?: number;
  /** The store's clock, in milliseconds since 1970; by default that of the server. */
  now?: () => number;
  /** What other sessions see of this one; by default `cvmatch`. */
  name?: string;
  /** Takes a database into which a restore is not complete, in order to complete it. */
  restoring?: boolean;
  /** For tests: what the server says beside results. */
  onNotice?: (message: string) => void;
}

/** What sessions of commands and services are called. */
export const APPLICATION = 'cvmatch';
const CONNECTIONS = 10;
const LOCK_WAIT_MS = 15_000;
const CONNECT_MS = 10_000;
const IDLE_MS = 30_000;
/** Times that a transaction is tried which others make impossible, and milliseconds between, doubled each time. */
const MOST_TRIES = 8;
const PAUSE_MS = 5;

/** Numbers that PostgreSQL sends as text because they may be large (int8, numeric); ours are below 2^53. */
const LARGE_NUMBERS = [20, 1700];

/** The server's clock, in milliseconds since 1970. */
export const CLOCK = 'floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint';
/** The store's clock; `$1` is the time of a test's clock, null outside of tests. */
export const NOW = `coalesce($1::bigint, ${CLOCK})`;

/** One statement in a transaction of its own. */
export type Query = <T>(sql: string, ...values: unknown[]) => Promise<T[]>;

/** A server that answers what may be a little old; see replica.ts. */
export interface StandIn {
  /** Null while the primary is to be asked. */
  usable(): Promise<Server | null>;
  /** Whether the primary should be asked instead after this error. */
  rests(error: unknown): boolean;
  state(): Promise<ReplicaState>;
  close(): Promise<void>;
}

/** A pool of connections to one database, for the stores of all tenants and the registry. */
export class Server {
  private closed = false;
  /** Answers what may be a little old; null: there is none. */
  replica: StandIn | null = null;

  private constructor(
    readonly where: string,
    private readonly pool: Pool,
    private readonly options: ServerOptions,
  ) {}

  /** Its tables may be out of date: see `openServer`. @throws CvmatchError `tool_missing`. */
  static async connect(options: ServerOptions): Promise<Server> {
    const { default: pg } = await import('pg').catch((error: unknown) => {
      throw driverMissing(error);
    });
    const pool = new pg.Pool({
      connectionString: options.url,
      max: connectionsIn(options.url),
      connectionTimeoutMillis: CONNECT_MS,
      idleTimeoutMillis: IDLE_MS,
      application_name: options.name ?? APPLICATION,
      types: {
        getTypeParser: (oid: number, format?: string) =>
          LARGE_NUMBERS.includes(oid) ? Number : pg.types.getTypeParser(oid, format as 'text'),
      },
    });
    // A connection that ends while nobody uses it is replaced; whoever uses one gets the error by the next statement. Without a
    // listener of its own, one that ends between two statements would end the process.
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    const { onNotice } = options;
    if (onNotice !== undefined)
      pool.on('connect', (client) => client.on('notice', ({ message }) => onNotice(message ?? '')));
    return new Server(placeOf(options.url), pool, options);
  }

  /** The time of the test's clock; null: the server's. */
  get clock(): number | null {
    return this.options.now?.() ?? null;
  }

  get isForRestoring(): boolean {
    return this.options.restoring === true;
  }

  get lockWaitMs(): number {
    return this.options.lockWaitMs ?? LOCK_WAIT_MS;
  }

  /**
   * One transaction: all of `body` or nothing. `begin`: what follows BEGIN in the same message; its results are given to `body`.
   * A transaction that fails because of another one is repeated. `readOnly`: nothing is written. `tries`: how often at most.
   */
  async transaction<T>(
    begin: string,
    body: (client: PoolClient, begun: QueryResult<QueryResultRow>[]) => Promise<T>,
    { readOnly = false, tries: most = MOST_TRIES } = {},
  ): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.once(begin, body, readOnly);
      } catch (error) {
        if (!isRepeatable(error) || tries === most) throw translated(this.where, error);
        await pause(PAUSE_MS * 2 ** tries * Math.random());
      }
    }
  }

  private async once<T>(
    begin: string,
    body: (client: PoolClient, begun: QueryResult<QueryResultRow>[]) => Promise<T>,
    readOnly: boolean,
  ): Promise<T> {
    const client = await this.client();
    let broken: Error | undefined;
    let ending: Promise<unknown> | null = null;
    try {
      const begun = (await client.query(`BEGIN; ${begin}`)) as unknown as QueryResult<QueryResultRow>[];
      const result = await body(client, begun);
      if (readOnly) ending = client.query('COMMIT');
      else await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((cause: unknown) => {
        broken = cause as Error;
      });
      throw error;
    } finally {
      // Whoever reads need not wait for its end, and cannot be told anything by it.
      if (ending === null) client.release(broken);
      else
        void ending.then(
          () => client.release(),
          (cause: unknown) => client.release(cause as Error),
        );
    }
  }

  /** A connection for as long as the caller needs it, which is closed then. */
  async held(): Promise<{ client: PoolClient; release(): void }> {
    const client = await this.client();
    let isHeld = true;
    const release = (): void => {
      if (isHeld) client.release(true);
      isHeld = false;
    };
    return { client, release };
  }

  /** Statements on a connection that the caller holds, with errors as everywhere. */
  async told<T>(body: () => Promise<T>): Promise<T> {
    try {
      return await body();
    } catch (error) {
      throw translated(this.where, error);
    }
  }

  /** Statements that run in no transaction, such as VACUUM. */
  async outside(text: string): Promise<void> {
    const client = await this.client();
    try {
      await client.query(text);
    } catch (error) {
      throw translated(this.where, error);
    } finally {
      client.release();
    }
  }

  /** One statement, answered within `ms`: a connection on which nothing comes is given up, and the next is a new one. */
  async probe<T>(text: string, ms: number): Promise<T[]> {
    const client = await this.client();
    let problem: Error | undefined;
    const asked = client.query(text);
    asked.catch(() => undefined);
    try {
      return (await within(ms, asked)).rows as T[];
    } catch (error) {
      problem = error as Error;
      throw error instanceof Late ? storeUnreachable(this.where, error.message, error) : translated(this.where, error);
    } finally {
      client.release(problem);
    }
  }

  private async client(): Promise<PoolClient> {
    if (this.closed) throw new Error('the store is closed');
    try {
      return await this.pool.connect();
    } catch (error) {
      throw translated(this.where, error);
    }
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.replica?.close();
    await this.pool.end();
  }
}

function connectionsIn(url: string): number {
  const asked = URL.canParse(url) ? Number(new URL(url).searchParams.get('connections')) : 0;
  return Number.isInteger(asked) && asked > 0 ? asked : CONNECTIONS;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
