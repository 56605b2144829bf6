import { Database } from './database.js';
import { ownTables } from './erasure/tables.js';
import type { Server } from './server.js';

/** Tables in which triggers note what happens to others. */
const NOTES = ['loose_originals', 'changes'];

/** Deletes everything of a tenant. Whoever has its store open gets errors from then on. */
export async function eraseTenant(server: Server, tenant: string): Promise<void> {
  const db = await Database.open(server, tenant, () => Promise.resolve());
  const vectors = new RegExp(`^vectors_${db.tenant}_\\d+$`);
  const names = await db.alone(async (session) => {
    const tables = (await ownTables(session)).map(({ name }) => name).filter((name) => name !== 'stores');
    // What triggers note about the others goes last, and the tenant itself after it.
    const ordered = [...tables.filter((name) => !NOTES.includes(name)), ...NOTES];
    for (const name of ordered)
      if (vectors.test(name)) await session.exec(`DROP TABLE ${name}`);
      else await session.run(`DELETE FROM ${name} WHERE tenant = $1`);
    await session.run('DELETE FROM stores WHERE tenant = $1');
    return ordered.filter((name) => !vectors.test(name));
  });
  await server.outside(`VACUUM (INDEX_CLEANUP ON, TRUNCATE OFF) ${names.join(', ')}`);
}
