import type { Cache } from '../port/index.js';
import type { Database } from './database.js';
import { storeVersion } from './meta.js';

export function sqliteCache(db: Database): Cache {
  return {
    get: (key) =>
      db.reading(() => {
        const row = db
          .sql('SELECT opened(value) AS value FROM cache WHERE name = ? AND version = ? AND expires_at > ?')
          .get(key, storeVersion(db), db.now());
        return (row as { value: string } | undefined)?.value ?? null;
      }),
    set: (key, value, { ttlMs, version }) =>
      db.write(() => {
        removeExpired(db);
        db.sql('DELETE FROM cache WHERE name = ?').run(key);
        db.sql('INSERT INTO cache VALUES (?, ?, ?, ?)').run(key, db.sealer.text(value), version, db.now() + ttlMs);
      }),
    clear: () => db.write(() => void db.sql('DELETE FROM cache').run()),
  };
}

/** Returns the number removed. */
export function removeExpired(db: Database): number {
  return db.sql('DELETE FROM cache WHERE version < ? OR expires_at <= ?').run(storeVersion(db), db.now()).changes;
}
