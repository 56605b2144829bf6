import { createReadStream, existsSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { HeldDatabase, HeldStore } from '../port/backup.js';
import { Database } from './database.js';

/** Pages that are copied at a time, before signals and timers get their turn. */
const PAGES = 2000;

/**
 * Holds the databases of all tenants as they are now: each connection stays in one read transaction, which neither waits for
 * writers nor stops them. Meanwhile the write-ahead logs grow. `fileOf`: path of a tenant's database; one that was removed in
 * the meantime is left out.
 */
export async function holdSqlite(tenants: string[], fileOf: (tenant: string) => string): Promise<HeldStore> {
  const open: { tenant: string; db: Database }[] = [];
  const release = async (): Promise<void> => {
    for (const { db } of open.splice(0)) await db.close();
  };
  try {
    for (const tenant of tenants)
      if (existsSync(fileOf(tenant))) open.push({ tenant, db: await Database.open({ path: fileOf(tenant) }) });
    // All of them at once, since what is in one may rely on another.
    for (const { db } of open) {
      db.exec('BEGIN');
      db.read(() => db.sql("SELECT value FROM meta WHERE name = 'version'").get());
    }
    return {
      databases: open.map(({ tenant, db }) => held(tenant, db)),
      waiting: () =>
        Promise.resolve(open.flatMap(({ tenant, db }) => waitingIn(db).map((one) => ({ tenant, ...one })))),
      release,
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/** What the copy of a tenant's database is called in a backup. */
const NAME = 'store.db';
/** Bytes that are read of it at a time. */
const CHUNK_BYTES = 256 * 1024;

function held(tenant: string, db: Database): HeldDatabase {
  return {
    tenant,
    name: NAME,
    inPlace: true,
    size: () => statSync(db.path).size,
    async *stream(scratch) {
      const copy = path.join(scratch, NAME);
      try {
        await db.copyTo(copy, PAGES);
        yield* createReadStream(copy, { highWaterMark: CHUNK_BYTES });
      } finally {
        await rm(copy, { force: true });
      }
    },
  };
}

function waitingIn(db: Database): { path: string }[] {
  return db.read(() => db.sql(WAITING).all() as { path: string }[]);
}

const WAITING = `SELECT path FROM tasks WHERE path >= 'upload:' AND path < 'upload;' AND status IN ('pending', 'running')`;
