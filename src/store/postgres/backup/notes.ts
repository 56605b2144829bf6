import type { BackupNotes, KnownPlace, LastBackup } from '../../port/backup.js';
import type { Server } from '../server.js';

/** In the database, for all processes on all machines. */
export function postgresBackupNotes(server: Server): BackupNotes {
  const run = (sql: string, ...values: unknown[]): Promise<unknown> =>
    server.transaction('', (client) => client.query(sql, values));
  return {
    places: async () => {
      const { rows } = await server.transaction('', (client) =>
        client.query<{ place: string; last: string | null; told: Record<string, string> | null }>(
          `SELECT place, last, (SELECT json_object_agg(tenant, at) FROM backup_told WHERE backup_told.place = backup_places.place) AS told
           FROM backup_places ORDER BY place`,
        ),
      );
      return rows.map(({ place, last, told }): KnownPlace => ({
        where: place,
        told: told ?? {},
        ...(last === null ? {} : { last: JSON.parse(last) as LastBackup }),
      }));
    },
    note: async (where, last) => {
      const noted = `INSERT INTO backup_places (place, last) VALUES ($1, $2)
        ON CONFLICT (place) DO UPDATE SET last = coalesce(excluded.last, backup_places.last)`;
      await run(noted, where, last === undefined ? null : JSON.stringify(last));
    },
    told: async (where, tenant, at) => {
      const told = `INSERT INTO backup_told (place, tenant, at) SELECT place, $2, $3 FROM backup_places WHERE place = $1
        ON CONFLICT (place, tenant) DO UPDATE SET at = greatest(backup_told.at, excluded.at)`;
      await run(told, where, tenant, at);
    },
  };
}
