import Sqlite from 'better-sqlite3';

/** Milliseconds to wait for other processes that write. */
const LOCK_WAIT_MS = 15_000;

const database = new Sqlite(process.argv[2]!, { fileMustExist: true, timeout: LOCK_WAIT_MS });
database.exec('PRAGMA secure_delete = ON; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
database.close();
