import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from './database.js';
import { ownTables } from './erasure/tables.js';
import type { Server } from './server.js';

/** Tables in which triggers note what happens to others. */
const NOTES = ['loose_originals', 'changes'];

/**
 * Deletes everything of a tenant. Whoever has its store open gets errors from then on. False while a transaction that began
 * before may still see it; then call this again.
 */
export async function eraseTenant(server: Server, tenant: string): Promise<boolean> {
  const db = await Database.open(server, tenant, () => Promise.resolve());
  const vectors = new RegExp(`^vectors_${db.tenant}_\\d+$`);
  const { names, removedBy } = await db.alone(async (session) => {
    const tables = (await ownTables(session)).map(({ name }) => name).filter((name) => name !== 'stores');
    // What triggers note about the others goes last, and the tenant itself after it.
    const ordered = [...tables.filter((name) => !NOTES.includes(name)), ...NOTES];
    for (const name of ordered)
      if (vectors.test(name)) await session.exec(`DROP TABLE ${name}`);
      else await session.run(`DELETE FROM ${name} WHERE tenant = $1`);
    await session.run('DELETE FROM stores WHERE tenant = $1');
    const xid = await session.row<{ xid: string }>(
      'SELECT pg_current_xact_id()::text AS xid WHERE $1::int IS NOT NULL',
    );
    return { names: ordered.filter((name) => !vectors.test(name)), removedBy: xid!.xid };
  });
  if (await isSeen(server, removedBy, Date.now() + WAIT_MS)) return false;
  await server.outside(`VACUUM (INDEX_CLEANUP ON, TRUNCATE OFF) ${names.join(', ')}`);
  return true;
}

/** Milliseconds to wait for transactions that began before. */
const WAIT_MS = 3000;
const POLL_MS = 50;

/** Whether another session, or a standby, still has a view of the database from before. `xid`: digits. */
async function isSeen(server: Server, xid: string, deadline: number): Promise<boolean> {
  const sql = `SELECT EXISTS (SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND age(backend_xmin) >= age('${xid}'::xid8::xid))
    OR EXISTS (SELECT 1 FROM pg_replication_slots WHERE age(xmin) >= age('${xid}'::xid8::xid)) AS seen`;
  for (;;) {
    const [found] = await server.probe<{ seen: boolean }>(sql, WAIT_MS);
    if (found?.seen !== true) return false;
    if (Date.now() > deadline) return true;
    await sleep(POLL_MS);
  }
}
