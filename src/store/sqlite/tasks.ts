import type { TaskFilter, TaskRecord, Tasks, TaskStatus } from '../port.js';
import type { Database } from './database.js';

export function sqliteTasks(db: Database): Tasks {
  return {
    list: (filter) => Promise.resolve(db.read(() => list(db, filter))),
    retry: (filter) => db.write(() => retry(db, filter)),
    drop: (filter) => db.write(() => drop(db, filter)),
  };
}

function filterSql(filter: TaskFilter, among: TaskStatus[]): { sql: string; values: unknown[] } {
  const statuses = (filter.status ?? among).filter((status) => among.includes(status));
  const parts = [`status IN (${statuses.map(() => '?').join(', ')})`];
  const values: unknown[] = [...statuses];
  if (filter.ids !== undefined) {
    parts.push('tasks.id IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(filter.ids));
  }
  if (filter.code !== undefined) {
    parts.push('(files.code = ? OR files.state = ?)');
    values.push(filter.code, filter.code);
  }
  return { sql: `tasks JOIN files USING (path) WHERE ${parts.join(' AND ')} ORDER BY tasks.id LIMIT ?`, values: [...values, filter.limit ?? -1] };
}

function list(db: Database, filter: TaskFilter): TaskRecord[] {
  const { sql, values } = filterSql(filter, ['pending', 'running', 'done', 'failed']);
  return db.sql(`SELECT tasks.id, tasks.batch, path, status, attempts, state, code, message, updated_at AS updatedAt FROM ${sql}`).all(...values) as TaskRecord[];
}

/** The fingerprint is forgotten too, so that the next run does the work whatever has not changed. */
function retry(db: Database, filter: TaskFilter): number {
  const { sql, values } = filterSql(filter, ['failed']);
  const rows = db.sql(`SELECT path FROM ${sql}`).all(...values) as { path: string }[];
  for (const { path } of rows) {
    db.sql("UPDATE tasks SET status = 'pending', attempts = 0, updated_at = ? WHERE path = ?").run(new Date().toISOString(), path);
    db.sql('UPDATE files SET made_with = NULL WHERE path = ?').run(path);
  }
  return rows.length;
}

/** A file that holds no CV is forgotten; one whose CV is in the store keeps its record. */
function drop(db: Database, filter: TaskFilter): number {
  const { sql, values } = filterSql(filter, ['failed', 'pending']);
  const rows = db.sql(`SELECT path FROM ${sql}`).all(...values) as { path: string }[];
  for (const { path } of rows) {
    db.sql('DELETE FROM tasks WHERE path = ?').run(path);
    db.sql('DELETE FROM files WHERE path = ? AND cv_id IS NULL').run(path);
  }
  return rows.length;
}
