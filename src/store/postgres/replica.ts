import { setTimeout as sleep } from 'node:timers/promises';
import { CvmatchError, isCvmatchError } from '../../errors.js';
import type { ReplicaState } from '../port/index.js';
import { MIGRATIONS } from './schema/schema.js';
import { Server, type StandIn } from './server.js';

/** Times that a replica which is behind with a change of the schema is looked at, and the pause between. */
const TRIES = 10;
const PAUSE_MS = 500;
/** After it failed, the primary answers for so long before it is tried again. */
const REST_MS = 30_000;

/**
 * A hot standby that answers what may be a little old, so that the primary has time for writers. Where it does not answer, the
 * primary does.
 */
export class Replica implements StandIn {
  private restUntil = 0;
  private isChecked = false;

  private constructor(
    private readonly server: Server,
    private readonly primary: Server,
    private readonly warn: (message: string) => void,
    private readonly restMs: number,
  ) {}

  /**
   * @throws CvmatchError `bad_config` if it is no replica, one of another store, or one whose tables stay those of an older cvmatch;
   *   `store_missing`, `store_locked` if the URL names no database, or a user that is refused. One that does not answer is told by a
   *   warning.
   */
  static async open(
    url: string,
    primary: Server,
    warn: (message: string) => void,
    { restMs = REST_MS, tries = TRIES } = {},
  ): Promise<Replica> {
    const replica = new Replica(await Server.connect({ url }), primary, warn, restMs);
    try {
      await replica.check(tries);
    } catch (error) {
      if (!replica.rests(error)) {
        await replica.close();
        throw error;
      }
    }
    return replica;
  }

  get where(): string {
    return this.server.where;
  }

  /** Null while the primary is to be asked. */
  async usable(): Promise<Server | null> {
    if (this.isChecked) return this.server;
    if (Date.now() < this.restUntil) return null;
    try {
      await this.check(1);
      return this.server;
    } catch (error) {
      this.rest(error);
      return null;
    }
  }

  /**
   * Whether the primary should be asked instead: the replica does not answer, or ended a statement because of what it had to
   * replay.
   */
  rests(error: unknown): boolean {
    if (!isCvmatchError(error)) return false;
    if (error.code === 'store_unreachable') this.rest(error);
    return error.code === 'store_unreachable' || (this.isChecked && error.code === 'store_locked');
  }

  private rest(error: unknown): void {
    const isNew = this.isChecked || this.restUntil === 0;
    this.isChecked = false;
    this.restUntil = Date.now() + this.restMs;
    if (isNew) this.warn(`${(error as Error).message}: what the replica would answer is asked of the store itself`);
  }

  private async check(tries: number): Promise<void> {
    const name = (await read<{ name: string }>(this.primary, 'SELECT name FROM workspace'))!.name;
    for (let left = tries; ; left--) {
      const problem = await problemOf(this.server, name);
      if (problem === null) break;
      if (!problem.mayPass || left <= 1) throw problem.error;
      await sleep(PAUSE_MS);
    }
    this.isChecked = true;
    this.restUntil = 0;
  }

  /** How far it is behind. */
  async state(): Promise<ReplicaState> {
    const { where } = this;
    const failed = (problem: string): ReplicaState => ({ where, behindBytes: null, behindSeconds: null, problem });
    try {
      const server = await this.usable();
      if (server === null) return failed('does not answer');
      const there = (await read<{ lsn: string | null; seconds: number | null }>(
        server,
        `SELECT pg_last_wal_replay_lsn()::text AS lsn,
           extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float8 AS seconds`,
      ))!;
      if (there.lsn === null) return failed('replays nothing');
      const { bytes } = (await read<{ bytes: number }>(
        this.primary,
        `SELECT greatest(0, pg_wal_lsn_diff(pg_current_wal_lsn(), '${there.lsn}')) AS bytes`,
      ))!;
      const behindSeconds = bytes === 0 ? 0 : there.seconds === null ? null : Math.max(0, there.seconds);
      return { where, behindBytes: bytes, behindSeconds, problem: null };
    } catch (error) {
      if (!this.rests(error)) throw error;
      return failed('does not answer');
    }
  }

  async close(): Promise<void> {
    await this.server.close();
  }
}

async function read<T>(server: Server, sql: string): Promise<T | undefined> {
  const { rows } = await server.transaction('', (client) => client.query(sql), { readOnly: true });
  return rows[0] as T | undefined;
}

/** Null if it replicates the store of this name. `mayPass`: it may only be behind. */
async function problemOf(server: Server, name: string): Promise<{ mayPass: boolean; error: CvmatchError } | null> {
  const problem = (mayPass: boolean, message: string, hint: string) => ({
    mayPass,
    error: new CvmatchError('bad_config', `storeReplica: ${server.where} ${message}`, { hint }),
  });
  const { standby, there } = (await read<{ standby: boolean; there: boolean }>(
    server,
    "SELECT pg_is_in_recovery() AS standby, to_regclass('migrations') IS NOT NULL AND to_regclass('workspace') IS NOT NULL AS there",
  ))!;
  if (!standby)
    return problem(
      false,
      'takes writes, so it is no replica',
      'Name a hot standby of the server in `store`, or set storeReplica to none.',
    );
  const other = () =>
    problem(
      !there,
      'is a replica of another store',
      'Name a replica of the database in `store`: the two URLs end with the same name.',
    );
  if (!there) return other();
  const own = (await read<{ name: string; schema: number }>(
    server,
    'SELECT name, (SELECT max(number) FROM migrations) AS schema FROM workspace',
  ))!;
  if (own.name !== name) return other();
  if (own.schema >= MIGRATIONS.length) return null;
  return problem(
    true,
    `has the tables of an older cvmatch (schema ${own.schema}, the store has ${MIGRATIONS.length})`,
    'Check that it still follows its primary; once it has replayed what `cvmatch migrate` did, run this again.',
  );
}
