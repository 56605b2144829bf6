import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import { NO_READER, type WordReader } from '../../domain/index.js';
import type { StoredModel } from '../port/index.js';
import { endingNow } from '../audit/acting.js';
import { CLOCK, type Server } from './server.js';

/** A reindex in progress: see cv/generation.ts. */
export interface NextGeneration {
  model: StoredModel;
  fingerprint: string;
}

/** The row of the tenant in `stores`, as it was when the transaction began. */
export interface StoreState {
  version: number;
  generation: number;
  model: StoredModel | null;
  exchange: NextGeneration | null;
  jds: number;
  cvs: number;
  /** The last number that a CV was given. */
  lastKey: number;
  /** The last change of a CV that searches know of (table `changes`). */
  change: number;
  /** Since when uploads are not handed out (ISO); null: they are. */
  pausedAt: string | null;
}

interface StateRow extends Omit<StoreState, 'model' | 'exchange'> {
  now: number;
  model: string | null;
  exchange: string | null;
}

/** The store of one tenant on a server. Every statement has the tenant's number as its first parameter. */
export class Database {
  private closed = false;
  /** The latest state of the store that this process has read or written. */
  private readonly seen = { version: 0, change: 0 };

  private constructor(
    readonly server: Server,
    readonly tenant: number,
    private readonly onClose: () => Promise<void>,
    readonly reader: WordReader,
  ) {}

  static async open(
    server: Server,
    id: string,
    onClose: () => Promise<void> = () => Promise.resolve(),
    reader: WordReader = NO_READER,
  ): Promise<Database> {
    const tenant = await server.transaction('', async (client) => {
      const known = async () => client.query<{ tenant: number }>('SELECT tenant FROM stores WHERE id = $1', [id]);
      const [row] = (await known()).rows;
      if (row !== undefined) return row.tenant;
      await client.query('INSERT INTO stores (id) VALUES ($1) ON CONFLICT DO NOTHING', [id]);
      return (await known()).rows[0]!.tenant;
    });
    return new Database(server, tenant, onClose, reader);
  }

  get isClosed(): boolean {
    return this.closed;
  }

  /** A transaction that changes nothing. */
  async read<T>(body: (session: Session) => Promise<T>): Promise<T> {
    return this.begun('', body, { readOnly: true });
  }

  /**
   * The same where the answer may be a little old: by the replica, if there is one. It is never older than what this process
   * has seen before, its own writes included: then the primary is asked.
   */
  async stale<T>(body: (session: Session) => Promise<T>): Promise<T> {
    const { replica } = this.server;
    const server = this.closed ? null : await replica?.usable();
    if (!replica || !server) return this.read(body);
    try {
      return await this.begun('', body, { readOnly: true, tries: 1 }, server);
    } catch (error) {
      if (error !== BEHIND && !replica.rests(error)) throw error;
      return this.read(body);
    }
  }

  /** A transaction for rows that are locked one by one. */
  async write<T>(body: (session: Session) => Promise<T>): Promise<T> {
    return this.begun('', body);
  }

  /**
   * A transaction that waits for its turn among those of this tenant that decide by what they find: what results, removals
   * and decisions of people become depends on other rows. They take as long as the writing does; the work is done before.
   */
  async alone<T>(body: (session: Session) => Promise<T>): Promise<T> {
    return this.begun('FOR UPDATE', body);
  }

  private async begun<T>(
    lock: string,
    body: (session: Session) => Promise<T>,
    options: { readOnly?: boolean; tries?: number } = {},
    server = this.server,
  ): Promise<T> {
    if (this.closed) throw new Error('the store is closed');
    const { seen } = this;
    const begin = this.beginning(lock, server);
    const ending = options.readOnly === true ? null : endingNow();
    const ended = await server.transaction(
      begin,
      async (client, begun) => {
        const row = begun.at(-1)?.rows[0] as StateRow | undefined;
        if (server !== this.server && (row === undefined || row.version < seen.version || row.change < seen.change))
          throw BEHIND;
        if (row === undefined) throw new Error('the tenant was removed');
        const session = new Session(this, client, row);
        const result = await body(session);
        await ending?.end(result, session);
        const { version, change } = session.state;
        Object.assign(seen, { version: Math.max(seen.version, version), change: Math.max(seen.change, change) });
        return result;
      },
      options,
    );
    ending?.committed();
    return ended;
  }

  private beginning(lock: string, server: Server): string {
    const { tenant } = this;
    return `SELECT set_config('cvmatch.tenant', '${tenant}', true), set_config('lock_timeout', '${server.lockWaitMs}', true);
      SELECT version, generation, model, exchange, jds, cvs, last_cv AS "lastKey", last_change AS change, paused_at AS "pausedAt", ${CLOCK} AS now FROM stores WHERE tenant = ${tenant} ${lock}`;
  }

  /** Goes on in a transaction that belongs to no tenant so far, as this one. */
  async joining(client: PoolClient): Promise<Session> {
    const begun = (await client.query(this.beginning('', this.server))) as unknown as QueryResult<QueryResultRow>[];
    return new Session(this, client, begun.at(-1)!.rows[0] as StateRow);
  }

  /** Statements that run in no transaction, such as VACUUM. */
  async outside(text: string): Promise<void> {
    if (this.closed) throw new Error('the store is closed');
    await this.server.outside(text);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.onClose();
  }
}

/** A replica has not replayed yet what this process knows of. */
const BEHIND = new Error('the replica is behind');

/** One transaction of one tenant. */
export class Session {
  /** The store's clock, in milliseconds since 1970. */
  readonly now: number;
  readonly state: StoreState;

  constructor(
    readonly db: Database,
    private readonly client: PoolClient,
    { now, model, exchange, ...state }: StateRow,
  ) {
    this.now = db.server.clock ?? now;
    this.state = { ...state, model: parsed(model), exchange: parsed(exchange) };
  }

  get tenant(): number {
    return this.db.tenant;
  }

  get reader(): WordReader {
    return this.db.reader;
  }

  get nowIso(): string {
    return new Date(this.now).toISOString();
  }

  /** For a move, which reads and writes rows as they are. */
  get raw(): PoolClient {
    return this.client;
  }

  /** `values`: from $2 on; $1 is the tenant. */
  async rows<T>(sql: string, ...values: unknown[]): Promise<T[]> {
    return (await this.query(sql, values)).rows as T[];
  }

  async row<T>(sql: string, ...values: unknown[]): Promise<T | undefined> {
    return (await this.rows<T>(sql, ...values))[0];
  }

  /** Whether there is a row. */
  async has(sql: string, ...values: unknown[]): Promise<boolean> {
    return (await this.query(sql, values)).rows.length > 0;
  }

  /** Returns the number of changed rows. */
  async run(sql: string, ...values: unknown[]): Promise<number> {
    return (await this.query(sql, values)).rowCount ?? 0;
  }

  /** Statements without parameters. */
  async exec(sql: string): Promise<void> {
    await this.client.query(sql);
  }

  /** The next rows of a cursor. */
  async fetch<T>(sql: string): Promise<T[]> {
    return (await this.client.query(sql)).rows as T[];
  }

  /** Inserts rows, the tenant in front. `after`: e.g. ON CONFLICT. */
  async insert(table: string, columns: readonly string[], rows: unknown[][], after = ''): Promise<void> {
    const most = Math.floor(MOST_PARAMETERS / columns.length);
    for (let i = 0; i < rows.length; i += most) {
      const some = rows.slice(i, i + most);
      const places = some.map(
        (_, row) => `($1, ${columns.map((__, at) => `$${row * columns.length + at + 2}`).join(', ')})`,
      );
      await this.run(
        `INSERT INTO ${table} (tenant, ${columns.join(', ')}) VALUES ${places.join(', ')} ${after}`,
        ...some.flat(),
      );
    }
  }

  /** Takes the next `count` ids of a counter in `stores`; returns the first. */
  async next(counter: string, count = 1): Promise<number> {
    const row = await this.row<{ last: number }>(
      `UPDATE stores SET ${counter} = ${counter} + $2 WHERE tenant = $1 RETURNING ${counter} AS last`,
      count,
    );
    return row!.last - count + 1;
  }

  private async query(sql: string, values: unknown[]): Promise<QueryResult<QueryResultRow>> {
    return this.client.query(sql, [this.tenant, ...values.map(storable)]);
  }
}

/** Of one statement; PostgreSQL's limit is 65,535. */
const MOST_PARAMETERS = 30_000;

/** PostgreSQL's texts cannot hold the character 0. */
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
  if (Array.isArray(value)) return value.map(storable);
  // The driver takes a Buffer for bytes, and other views for text.
  return value instanceof Uint8Array && !Buffer.isBuffer(value)
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : value;
}

function parsed<T>(json: string | null): T | null {
  return json === null ? null : (JSON.parse(json) as T);
}
