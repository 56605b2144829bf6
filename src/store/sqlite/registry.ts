import { randomUUID } from 'node:crypto';
import { DEFAULT_TENANT, type Tenant } from '../../domain/index.js';
import type { Registry, TenantRepository } from '../port/index.js';
import { sqliteAlerts } from './alerts.js';
import type { Database } from './database.js';
import { sqliteFigures } from './figures/index.js';
import type { DatabaseFile } from './figures/sizes.js';
import { sqliteKeys } from './keys.js';
import { metaOf, setMeta } from './meta.js';
import { sqliteProcesses } from './processes.js';

/**
 * `db`: the database of the workspace folder, which is also that of the tenant `default`. `fileOf`: where those of other
 * tenants are.
 */
export function sqliteRegistry(db: Database, fileOf: (tenant: string) => string): Registry {
  const tenants = sqliteTenants(db);
  const files = async (): Promise<DatabaseFile[]> =>
    (await tenants.list()).map(({ id }) => ({ tenant: id, file: id === DEFAULT_TENANT ? db.path : fileOf(id) }));
  return {
    tenants,
    keys: sqliteKeys(db),
    alerts: sqliteAlerts(db),
    processes: sqliteProcesses(db),
    figures: sqliteFigures(db, files),
    quotas: null,
  };
}

const COLUMNS = 'id, created_at AS createdAt';
const IN_USE = `SELECT ${COLUMNS} FROM tenants WHERE removing_at IS NULL`;

const WORKSPACE = 'workspace';

function nameWorkspace(db: Database): string {
  // Another process may have been quicker.
  const name = metaOf(db, WORKSPACE) ?? randomUUID();
  setMeta(db, WORKSPACE, name);
  return name;
}

function sqliteTenants(db: Database): TenantRepository {
  const get = (id: string): Tenant | null => (db.sql(`${IN_USE} AND id = ?`).get(id) as Tenant | undefined) ?? null;
  return {
    workspace: async () => (await db.reading(() => metaOf(db, WORKSPACE))) ?? db.write(() => nameWorkspace(db)),
    add: (id) =>
      db.write(() => {
        const { changes } = db
          .sql('INSERT INTO tenants (id, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING')
          .run(id, db.nowIso());
        return changes === 0 ? null : get(id);
      }),
    list: () => db.reading(() => db.sql(`${IN_USE} ORDER BY created_at, id`).all() as Tenant[]),
    get: (id) => db.reading(() => get(id)),
    draft: (id) =>
      db.reading(() => {
        const row = db.sql('SELECT draft FROM tenants WHERE id = ?').get(id) as { draft: string | null } | undefined;
        return row?.draft ?? null;
      }),
    beginRemoval: (id, draft) =>
      db.write(() => {
        // Without its key nothing that is encrypted can be read any more, in copies neither.
        db.sql('DELETE FROM data_keys WHERE tenant = ?').run(id);
        const begun =
          'UPDATE tenants SET removing_at = coalesce(removing_at, ?), draft = coalesce(draft, ?) WHERE id = ?';
        return db.sql(begun).run(db.nowIso(), draft ?? null, id).changes > 0;
      }),
    endRemoval: (id) =>
      db.write(() => {
        db.sql('DELETE FROM keys WHERE tenant = ?').run(id);
        db.sql('DELETE FROM process_counts WHERE tenant = ?').run(id);
        db.sql('DELETE FROM tenants WHERE id = ? AND removing_at IS NOT NULL').run(id);
      }),
    removing: () =>
      db.reading(() =>
        (db.sql('SELECT id FROM tenants WHERE removing_at IS NOT NULL ORDER BY id').all() as { id: string }[]).map(
          ({ id }) => id,
        ),
      ),
  };
}
