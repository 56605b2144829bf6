import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import * as sqliteVec from 'sqlite-vec';
import { NO_READER, type WordReader } from '../../domain/index.js';
import { CvmatchError, isCvmatchError, storeUnreachable } from '../../errors.js';
import { PLAIN, type Sealer } from '../../sealing/sealer.js';
import { endingNow } from '../audit/acting.js';
import { requireStore, RESTORE, type Identity } from './identify.js';
import { LogSync } from './log-sync.js';
import { MIGRATIONS } from './schema.js';

export interface DatabaseOptions {
  /** Path of the database file; its folder must exist. */
  path: string;
  /** Milliseconds to wait for another process's write. */
  lockWaitMs?: number;
  /** Limit of the file in pages of 4 KiB; tests use it to simulate a full disk. */
  maxPages?: number;
  /** The store's clock, in milliseconds since 1970, for leases, delays and times of records. */
  now?: () => number;
  /** Encrypts what is kept; by default nothing is. */
  sealer?: Sealer;
  /** How the words of CVs are read; by default a CV has none. */
  reader?: WordReader;
}

/** Milliseconds that one attempt blocks the event loop; the rest of the wait is asynchronous. */
const BUSY_MS = 50;
const LOCK_WAIT_MS = 15_000;

/**
 * SQLite recompiles a statement whenever a value is bound to a bare LIMIT parameter, which takes several times longer
 * than most of our statements run. It does not do so for an expression.
 */
const BARE_LIMIT = /\bLIMIT \?/g;

type Statement = Sqlite.Statement<unknown[], unknown>;

/**
 * Connections and statements that must never be garbage-collected: since Node 24.19, the native destructor of one that
 * is destroyed outside a JavaScript call aborts the process (https://github.com/nodejs/node/issues/65446). Statements
 * have few texts, so this stays small.
 */
const KEPT: unknown[] = [];

function kept<T>(native: T): T {
  KEPT.push(native);
  return native;
}

/** One connection with prepared statements, short write transactions, and CvmatchErrors. */
export class Database {
  readonly path: string;
  readonly now: () => number;
  readonly reader: WordReader;
  /** Set once the key is known, which for the database that holds the keys is after it was opened. */
  sealer: Sealer;
  private readonly connection: Sqlite.Database;
  private readonly lockWaitMs: number;
  private readonly statements = new Map<string, Statement>();
  private log: LogSync | null = null;

  private constructor(connection: Sqlite.Database, options: DatabaseOptions) {
    this.connection = connection;
    this.path = options.path;
    this.now = options.now ?? Date.now;
    this.sealer = options.sealer ?? PLAIN;
    this.reader = options.reader ?? NO_READER;
    // `opened(column)` in a query: a text as it was before it was sealed. Anything else stays as it is.
    connection.function('opened', { deterministic: true }, (stored: unknown) =>
      typeof stored === 'string' || stored instanceof Uint8Array ? this.sealer.openText(stored) : stored,
    );
    this.lockWaitMs = options.lockWaitMs ?? LOCK_WAIT_MS;
  }

  /** @throws CvmatchError `store_newer`, `store_locked`, `store_full`, `store_corrupt`. */
  static async open(options: DatabaseOptions): Promise<Database> {
    const connection = translated(options.path, () => kept(new Sqlite(options.path, { timeout: BUSY_MS })));
    const database = new Database(connection, options);
    try {
      await database.patiently(() => {
        requireStore(options.path, database.identity());
      });
      const logged = await database.patiently(() => prepareConnection(connection, options));
      if (logged) database.log = new LogSync(`${options.path}-wal`);
      await database.migrate();
      return database;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  private async migrate(): Promise<void> {
    const version = this.read(() => this.version());
    if (version >= MIGRATIONS.length) return;
    await this.write(() => {
      // Another process may have migrated while this one waited for the lock.
      const from = this.version();
      for (const sql of MIGRATIONS.slice(from)) this.connection.exec(sql);
      this.connection.exec(`PRAGMA user_version = ${Math.max(from, MIGRATIONS.length)}`);
    });
  }

  private identity(): Identity {
    const names = this.sql("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[];
    return { version: this.version(), tables: new Set(names.map(({ name }) => name)) };
  }

  private version(): number {
    return (this.sql('PRAGMA user_version').get() as { user_version: number }).user_version;
  }

  /** A prepared statement, kept for reuse. Pass values as parameters, so that there are few texts. */
  sql(text: string): Statement {
    let statement = this.statements.get(text);
    if (statement === undefined)
      this.statements.set(text, (statement = kept(this.connection.prepare(text.replace(BARE_LIMIT, 'LIMIT +?')))));
    return statement;
  }

  /** The current time as ISO text, as columns store it. */
  nowIso(): string {
    return new Date(this.now()).toISOString();
  }

  exec(text: string): void {
    this.connection.exec(text);
  }

  /** Runs synchronously, for use within a method; methods of a repository use `reading`. */
  read<T>(body: () => T): T {
    return translated(this.path, body);
  }

  /** `read` for the methods of a repository: errors become rejections, so that callers need to catch only once. */
  async reading<T>(body: () => T): Promise<T> {
    return translated(this.path, body);
  }

  /**
   * One `BEGIN IMMEDIATE` transaction: all of `body` or nothing, and on disk when it resolves. Waits for other
   * processes' writes and for the disk without blocking the event loop.
   */
  async write<T>(body: () => T): Promise<T> {
    const ending = endingNow();
    const whole = (): T => {
      const result = body();
      ending?.end(result, undefined);
      return result;
    };
    const result = await this.patiently(() => this.connection.transaction(whole).immediate());
    ending?.committed();
    await this.log?.synced().catch((error: unknown) => {
      throw notSynced(this.path, error);
    });
    return result;
  }

  /** Moves the write-ahead log into the database and truncates it; false while a reader prevents that. */
  async truncateLog(waitMs = this.lockWaitMs): Promise<boolean> {
    const deadline = Date.now() + waitMs;
    for (;;) {
      const [row] = this.read(() => this.sql('PRAGMA wal_checkpoint(TRUNCATE)').all()) as { busy: number }[];
      if (row?.busy === 0) return true;
      if (Date.now() > deadline) return false;
      await sleep(BUSY_MS);
    }
  }

  /** Whether another connection, in this or another process, has this database open. */
  isShared(): boolean {
    try {
      // SQLite can leave the write-ahead log only if no other connection has the file open.
      return kept(this.connection.prepare<[], string>('PRAGMA journal_mode = DELETE').pluck()).get() === 'wal';
    } catch (error) {
      if (isBusy(error)) return true;
      throw translate(this.path, error);
    }
  }

  /**
   * Copies what this connection sees into a new file, also while others write. `pages`: how many without a pause; within a
   * transaction all of them are of one moment.
   */
  async copyTo(file: string, pages: number): Promise<void> {
    try {
      await this.connection.backup(file, { progress: () => pages });
    } catch (error) {
      throw translate(file, error);
    }
  }

  async close(): Promise<void> {
    await this.log?.close();
    this.statements.clear();
    this.connection.close();
  }

  private async patiently<T>(body: () => T): Promise<T> {
    const deadline = Date.now() + this.lockWaitMs;
    for (;;) {
      try {
        return body();
      } catch (error) {
        if (!isBusy(error) || Date.now() > deadline) throw translate(this.path, error);
        await sleep(BUSY_MS);
      }
    }
  }
}

/** Returns whether commits go to a write-ahead log, which a few file systems do not support. */
function prepareConnection(connection: Sqlite.Database, options: DatabaseOptions): boolean {
  sqliteVec.load(connection);
  // Deleted text must disappear from the file: pages are overwritten, and the log is truncated after each removal.
  connection.exec('PRAGMA secure_delete = ON');
  // Not with `pragma`, whose statement would be garbage-collected: see KEPT.
  const logged = kept(connection.prepare<[], string>('PRAGMA journal_mode = WAL').pluck()).get() === 'wal';
  // A reported commit is on disk even after a power cut, because `write` syncs the log itself. SQLite syncs what goes
  // from the log into the database.
  connection.exec(`PRAGMA synchronous = ${logged ? 'NORMAL' : 'FULL'}`);
  connection.exec('PRAGMA temp_store = MEMORY');
  connection.exec('PRAGMA cache_size = -16000');
  if (options.maxPages !== undefined) connection.exec(`PRAGMA max_page_count = ${options.maxPages}`);
  return logged;
}

function codeOf(error: unknown): string {
  return error instanceof Sqlite.SqliteError ? error.code : '';
}

function isBusy(error: unknown): boolean {
  return /^SQLITE_(?:BUSY|LOCKED)/.test(codeOf(error));
}

function translated<T>(path: string, body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw translate(path, error);
  }
}

function translate(path: string, cause: unknown): unknown {
  if (isCvmatchError(cause)) return cause;
  const code = codeOf(cause);
  if (/^SQLITE_(?:BUSY|LOCKED)/.test(code)) {
    return new CvmatchError('store_locked', `${path} is locked by another process`, {
      cause,
      hint: 'Wait for the other command to end, then run this one again; nothing was lost.',
    });
  }
  if (code === 'SQLITE_FULL') return storeFull(path, cause);
  // A file that ends too early is no matter of the disk.
  if (/^SQLITE_(?:CORRUPT|NOTADB|IOERR_SHORT_READ)/.test(code)) {
    return new CvmatchError('store_corrupt', `${path} is damaged or not a cvmatch store`, { cause, hint: RESTORE });
  }
  if (code.startsWith('SQLITE_IOERR')) return storeUnreachable(path, code, cause);
  if (/^SQLITE_(?:CANTOPEN|READONLY|PERM)/.test(code)) return unwritable(path, code, cause);
  return code === '' && !isUnreadable(cause) ? cause : unfit(path, cause as Error);
}

/** Thrown by parsing what a column holds. */
function isUnreadable(error: unknown): boolean {
  return error instanceof SyntaxError || error instanceof RangeError;
}

/**
 * For everything else that SQLite says. What a parser says is left out, because it may quote a CV.
 */
function unfit(path: string, cause: Error): CvmatchError {
  const said = isUnreadable(cause) ? 'a record cannot be read' : cause.message;
  return new CvmatchError('store_corrupt', `${path} holds something that cvmatch did not write: ${said}`, {
    cause,
    hint: 'Examine it with `cvmatch doctor`; if that finds nothing, this is a defect of cvmatch.',
  });
}

function notSynced(path: string, cause: unknown): CvmatchError {
  const { code = 'unknown' } = cause as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' ? storeFull(path, cause) : unwritable(path, code, cause);
}

export function storeFull(path: string, cause: unknown): CvmatchError {
  return new CvmatchError('store_full', `no space is left for ${path}`, {
    cause,
    hint: 'Make room on the disk, then run `cvmatch resume`; nothing was lost.',
  });
}

function unwritable(path: string, code: string, cause: unknown): CvmatchError {
  return new CvmatchError('store_locked', `${path} cannot be opened for writing (${code})`, {
    cause,
    hint: 'Check the permissions of the folder and that the disk is healthy.',
  });
}
