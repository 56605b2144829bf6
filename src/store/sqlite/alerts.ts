import type { AlertRepository, FiringAlert } from '../port/index.js';
import type { Database } from './database.js';

export function sqliteAlerts(db: Database): AlertRepository {
  return {
    all: () => db.reading(() => db.sql('SELECT name, since, value FROM alerts ORDER BY name').all() as FiringAlert[]),
    put: ({ name, since, value }) =>
      db.write(
        () =>
          void db.sql('INSERT OR REPLACE INTO alerts (name, since, value) VALUES (?, ?, ?)').run(name, since, value),
      ),
    remove: (name) => db.write(() => void db.sql('DELETE FROM alerts WHERE name = ?').run(name)),
  };
}
