import type { DataKeyRepository, DataKeyRow } from '../../sealing/keyring.js';
import type { Database } from './database.js';

const ROW = 'id, tenant, master, wrapped, created_at AS createdAt, retired_at IS NOT NULL AS retired';

/** `db`: the database of the workspace folder. */
export function sqliteDataKeys(db: Database): DataKeyRepository {
  const retire = (tenant: string): void => {
    db.sql('UPDATE data_keys SET retired_at = ? WHERE tenant = ? AND retired_at IS NULL').run(db.nowIso(), tenant);
  };
  return {
    list: (tenant) =>
      db.reading(() =>
        db
          .sql(`SELECT ${ROW} FROM data_keys WHERE @tenant IS NULL OR tenant = @tenant ORDER BY key`)
          .all({ tenant: tenant ?? null })
          .map((row) => ({ ...(row as Row), retired: (row as Row).retired === 1 })),
      ),
    replace: ({ id, tenant, master, wrapped }, replaces) =>
      db.write(() => {
        const current = db.sql('SELECT id FROM data_keys WHERE tenant = ? AND retired_at IS NULL').pluck().get(tenant);
        if ((current ?? null) !== replaces) return false;
        retire(tenant);
        db.sql('INSERT INTO data_keys (id, tenant, master, wrapped, created_at) VALUES (?, ?, ?, ?, ?)').run(
          ...[id, tenant, master, wrapped, db.nowIso()],
        );
        return true;
      }),
    retire: (tenant) =>
      db.write(() => {
        retire(tenant);
      }),
    rewrap: (rows) =>
      db.write(() => {
        for (const { id, master, wrapped } of rows)
          db.sql('UPDATE data_keys SET master = ?, wrapped = ? WHERE id = ?').run(master, wrapped, id);
      }),
    forgetRetired: async (tenant) => {
      await db.write(() => db.sql('DELETE FROM data_keys WHERE tenant = ? AND retired_at IS NOT NULL').run(tenant));
      await db.truncateLog();
    },
  };
}

type Row = Omit<DataKeyRow, 'retired'> & { retired: number };
