import type { Cache } from '../port/index.js';
import type { Database, Session } from './database.js';

export function postgresCache(db: Database): Cache {
  return {
    get: (key) =>
      db.read(async (session) => {
        const row = await session.row<{ value: string }>(
          'SELECT value FROM cache WHERE tenant = $1 AND name = $2 AND version = $3 AND expires_at > $4',
          key,
          session.state.version,
          session.now,
        );
        return row?.value ?? null;
      }),
    set: (key, value, { ttlMs, version }) =>
      db.write(async (session) => {
        await removeExpired(session);
        await session.insert(
          'cache',
          ['name', 'value', 'version', 'expires_at'],
          [[key, value, version, session.now + ttlMs]],
          `ON CONFLICT (tenant, name) DO UPDATE SET value = excluded.value, version = excluded.version,
             expires_at = excluded.expires_at`,
        );
      }),
    clear: () =>
      db.write(async (session) => {
        await session.run('DELETE FROM cache WHERE tenant = $1');
      }),
  };
}

/** Returns the number removed. Rows that another transaction is changing are left to it. */
export async function removeExpired(session: Session): Promise<number> {
  const gone = `SELECT name FROM cache WHERE tenant = $1 AND (version < $2 OR expires_at <= $3) FOR UPDATE SKIP LOCKED`;
  return session.run(`DELETE FROM cache WHERE tenant = $1 AND name IN (${gone})`, session.state.version, session.now);
}
