import type { ApiKey, Tenant } from '../../domain/index.js';
import { endingNow } from '../audit/acting.js';
import type { KeyRepository, Registry, TenantRepository } from '../port/index.js';
import { postgresAlerts } from './alerts.js';
import { postgresFigures } from './figures.js';
import { postgresProcesses } from './processes.js';
import { postgresQuotas } from './quotas.js';
import type { Query, Server } from './server.js';

/** What belongs to no tenant: one set for all stores of a database. */
export function postgresRegistry(server: Server): Registry {
  const query: Query = async (sql, ...values) => {
    // A change ends with what is to be recorded of it.
    const ending = endingNow();
    const rows = await server.transaction('', async (client) => {
      const { rows: found } = await client.query(sql, values);
      await ending?.end(found, client);
      return found as never;
    });
    ending?.committed();
    return rows;
  };
  return {
    tenants: tenants(query),
    keys: keys(query),
    alerts: postgresAlerts(server, query),
    processes: postgresProcesses(server, query),
    figures: postgresFigures(server, query),
    quotas: postgresQuotas(server, query),
  };
}

const now = (): string => new Date().toISOString();

const IN_USE = 'SELECT id, created_at AS "createdAt" FROM tenants WHERE removing_at IS NULL';

function tenants(query: Query): TenantRepository {
  return {
    workspace: async () => (await query<{ name: string }>('SELECT name FROM workspace'))[0]!.name,
    add: async (id) => {
      const added = `INSERT INTO tenants (id, created_at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id, created_at AS "createdAt"`;
      return (await query<Tenant>(added, id, now()))[0] ?? null;
    },
    list: () => query<Tenant>(`${IN_USE} ORDER BY created_at, id`),
    get: async (id) => (await query<Tenant>(`${IN_USE} AND id = $1`, id))[0] ?? null,
    draft: async (id) =>
      (await query<{ draft: string | null }>('SELECT draft FROM tenants WHERE id = $1', id))[0]?.draft ?? null,
    beginRemoval: async (id, draft) => {
      const begun =
        'UPDATE tenants SET removing_at = coalesce(removing_at, $2), draft = coalesce(draft, $3) WHERE id = $1 RETURNING id';
      return (await query(begun, id, now(), draft ?? null)).length > 0;
    },
    endRemoval: async (id) => {
      await query(
        `WITH gone AS (DELETE FROM tenants WHERE id = $1 AND removing_at IS NOT NULL),
           uncounted AS (DELETE FROM process_counts WHERE tenant = $1)
         DELETE FROM keys WHERE tenant = $1`,
        id,
      );
    },
    removing: async () =>
      (await query<{ id: string }>('SELECT id FROM tenants WHERE removing_at IS NOT NULL ORDER BY id')).map(
        ({ id }) => id,
      ),
  };
}

const COLUMNS =
  'id, tenant, name, scopes, created_at AS "createdAt", revoked_at AS "revokedAt", last_used_at AS "lastUsedAt"';

function keys(query: Query): KeyRepository {
  return {
    add: async ({ id, tenant, name, scopes, hash }) => {
      const added = `INSERT INTO keys (id, tenant, hash, name, scopes, created_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${COLUMNS}`;
      return keyOf((await query<KeyRow>(added, id, tenant, hash, name, JSON.stringify(scopes), now()))[0]!);
    },
    list: async (tenant) =>
      (await query<KeyRow>(`SELECT ${COLUMNS} FROM keys WHERE tenant = $1 ORDER BY created_at, id`, tenant)).map(keyOf),
    revoke: async (tenant, id) => {
      const revoked =
        'UPDATE keys SET revoked_at = $1 WHERE id = $2 AND tenant = $3 AND revoked_at IS NULL RETURNING id';
      return (await query(revoked, now(), id, tenant)).length > 0;
    },
    byHash: async (hash) => {
      const valid = `SELECT ${COLUMNS} FROM keys WHERE hash = $1 AND revoked_at IS NULL
        AND EXISTS (SELECT 1 FROM tenants WHERE tenants.id = keys.tenant AND removing_at IS NULL)`;
      const [row] = await query<KeyRow>(valid, hash);
      return row === undefined ? null : keyOf(row);
    },
    used: async (id, at) => {
      await query('UPDATE keys SET last_used_at = $1 WHERE id = $2', at, id);
    },
  };
}

type KeyRow = Omit<ApiKey, 'scopes'> & { scopes: string };

function keyOf(row: KeyRow): ApiKey {
  return { ...row, scopes: JSON.parse(row.scopes) as string[] };
}
