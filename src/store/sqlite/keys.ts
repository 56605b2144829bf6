import type { ApiKey } from '../../domain/index.js';
import type { KeyRepository } from '../port/index.js';
import type { Database } from './database.js';

const COLUMNS = 'id, name, scopes, created_at AS createdAt, revoked_at AS revokedAt, last_used_at AS lastUsedAt';

export function sqliteKeys(db: Database): KeyRepository {
  return {
    add: ({ id, name, scopes, hash }) =>
      db.write(() => {
        db.sql('INSERT INTO keys (id, hash, name, scopes, created_at) VALUES (?, ?, ?, ?, ?)').run(
          id,
          hash,
          name,
          JSON.stringify(scopes),
          db.nowIso(),
        );
        return keyOf(db.sql(`SELECT ${COLUMNS} FROM keys WHERE id = ?`).get(id))!;
      }),
    list: () =>
      db.reading(() =>
        db
          .sql(`SELECT ${COLUMNS} FROM keys ORDER BY created_at, id`)
          .all()
          .map((row) => keyOf(row)!),
      ),
    revoke: (id) =>
      db.write(
        () =>
          db.sql('UPDATE keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL').run(db.nowIso(), id).changes > 0,
      ),
    byHash: (hash) =>
      db.reading(() => keyOf(db.sql(`SELECT ${COLUMNS} FROM keys WHERE hash = ? AND revoked_at IS NULL`).get(hash))),
    used: (id, at) => db.write(() => void db.sql('UPDATE keys SET last_used_at = ? WHERE id = ?').run(at, id)),
  };
}

function keyOf(row: unknown): ApiKey | null {
  if (row === undefined) return null;
  const columns = row as Omit<ApiKey, 'scopes'> & { scopes: string };
  return { ...columns, scopes: JSON.parse(columns.scopes) as string[] };
}
