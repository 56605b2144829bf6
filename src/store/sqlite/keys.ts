import type { ApiKey } from '../../domain/index.js';
import type { KeyRepository } from '../port/index.js';
import type { Database } from './database.js';

const COLUMNS =
  'id, tenant, name, scopes, created_at AS createdAt, revoked_at AS revokedAt, last_used_at AS lastUsedAt';
const KEYS = `SELECT ${COLUMNS} FROM keys`;

export function sqliteKeys(db: Database): KeyRepository {
  return {
    add: ({ id, tenant, name, scopes, hash }) =>
      db.write(() => {
        db.sql('INSERT INTO keys (id, tenant, hash, name, scopes, created_at) VALUES (?, ?, ?, ?, ?, ?)').run(
          id,
          tenant,
          hash,
          name,
          JSON.stringify(scopes),
          db.nowIso(),
        );
        return keyOf(db.sql(`${KEYS} WHERE id = ?`).get(id))!;
      }),
    list: (tenant) => db.reading(() => keysOf(db, tenant)),
    revoke: (tenant, id) =>
      db.write(
        () =>
          db
            .sql('UPDATE keys SET revoked_at = ? WHERE id = ? AND tenant = ? AND revoked_at IS NULL')
            .run(db.nowIso(), id, tenant).changes > 0,
      ),
    byHash: (hash) =>
      db.reading(() =>
        keyOf(
          db
            .sql(
              `${KEYS} WHERE hash = ? AND revoked_at IS NULL
                 AND EXISTS (SELECT 1 FROM tenants WHERE tenants.id = keys.tenant AND removing_at IS NULL)`,
            )
            .get(hash),
        ),
      ),
    used: (id, at) => db.write(() => void db.sql('UPDATE keys SET last_used_at = ? WHERE id = ?').run(at, id)),
  };
}

function keysOf(db: Database, tenant: string): ApiKey[] {
  const rows = db.sql(`${KEYS} WHERE tenant = ? ORDER BY created_at, id`).all(tenant);
  return rows.map((row) => keyOf(row)!);
}

function keyOf(row: unknown): ApiKey | null {
  if (row === undefined) return null;
  const columns = row as Omit<ApiKey, 'scopes'> & { scopes: string };
  return { ...columns, scopes: JSON.parse(columns.scopes) as string[] };
}
