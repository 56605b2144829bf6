import { randomUUID } from 'node:crypto';
import { isUpload } from '../../../domain/index.js';
import {
  type HeldTask,
  TASK_STATUSES,
  type TaskFilter,
  type TaskReason,
  type TaskRecord,
  type Tasks,
  type TaskStatus,
} from '../../port/index.js';
import { heldTask, taskRecord, type HeldRow, type TaskRow } from '../../tasks.js';
import type { Database } from '../database.js';
import { metaOf, setMeta } from '../meta.js';
import { UPLOADS } from './due.js';
import { PAUSED } from './rows.js';
import { Removal } from '../erasure/record.js';

export function sqliteTasks(db: Database): Tasks {
  return {
    list: (filter) => db.reading(() => list(db, filter)),
    held: (limit, keyId) => db.reading(() => held(db, limit, keyId)),
    pause: () => db.write(() => pause(db)),
    resume: () => db.write(() => resume(db)),
    reasons: (status, keyId) => db.reading(() => reasons(db, status, keyId)),
    retry: (filter) => db.write(() => retry(db, filter)),
    drop: (filter, erasure = randomUUID()) => db.write(() => drop(db, filter, erasure)),
  };
}

function filterSql(filter: TaskFilter, among: readonly TaskStatus[]): { sql: string; values: unknown[] } {
  const statuses = (filter.status ?? among).filter((status) => among.includes(status));
  const parts = [`status IN (${statuses.map(() => '?').join(', ')})`];
  const values: unknown[] = [...statuses];
  const add = (sql: string, ...more: unknown[]): void => {
    parts.push(sql);
    values.push(...more);
  };
  if (filter.ids !== undefined)
    add('tasks.id IN (SELECT value FROM json_each(?))', JSON.stringify(filter.ids.map(Number)));
  if (filter.code !== undefined) add('(files.code = ? OR files.state = ?)', filter.code, filter.code);
  if (filter.codes !== undefined) add('files.code IN (SELECT value FROM json_each(?))', JSON.stringify(filter.codes));
  if (filter.since !== undefined) add('created_at >= ?', filter.since);
  if (filter.keyId !== undefined) add('files.key_id = ?', filter.keyId);
  return {
    sql: `tasks JOIN files USING (path) WHERE ${parts.join(' AND ')} ORDER BY tasks.id LIMIT ?`,
    values: [...values, filter.limit ?? -1],
  };
}

function list(db: Database, filter: TaskFilter): TaskRecord[] {
  const { sql, values } = filterSql(filter, TASK_STATUSES);
  const rows = db
    .sql(
      `
    SELECT tasks.id, tasks.batch, path, status, attempts, name, state,
      CASE WHEN status IN ('pending', 'running') AND code IS NULL THEN last_code ELSE code END AS code,
      CASE WHEN status IN ('pending', 'running') AND code IS NULL THEN last_message ELSE message END AS message,
      not_before AS notBefore, updated_at AS updatedAt FROM ${sql}`,
    )
    .all(...values) as TaskRow[];
  return rows.map(taskRecord);
}

function pause(db: Database): boolean {
  if (metaOf(db, PAUSED) !== null) return false;
  setMeta(db, PAUSED, db.nowIso());
  return true;
}

/** What a dispatcher heard of meanwhile it could not hand out: it is offered again at once. */
function resume(db: Database): boolean {
  if (metaOf(db, PAUSED) === null) return false;
  setMeta(db, PAUSED, null);
  db.sql(`UPDATE tasks SET offered_at = NULL WHERE status = 'pending' AND ${UPLOADS} AND offered_at IS NOT NULL`).run();
  return true;
}

function held(db: Database, limit: number, keyId?: string): HeldTask[] {
  const rows = db.sql(
    `SELECT tasks.id, owner, path, name, updated_at AS since, lease_until AS leaseUntil FROM tasks JOIN files USING (path)
     WHERE status = 'running' AND owner IS NOT NULL AND (? IS NULL OR files.key_id = ?)
     ORDER BY tasks.updated_at, tasks.id LIMIT ?`,
  );
  return (rows.all(keyId ?? null, keyId ?? null, limit) as HeldRow[]).map(heldTask);
}

function reasons(db: Database, status: TaskStatus[], keyId?: string): TaskReason[] {
  return db
    .sql(
      `
    SELECT code, count(*) AS tasks FROM tasks JOIN files USING (path)
    WHERE status IN (SELECT value FROM json_each(?)) AND (? IS NULL OR files.key_id = ?) GROUP BY code ORDER BY tasks DESC, code`,
    )
    .all(JSON.stringify(status), keyId ?? null, keyId ?? null) as TaskReason[];
}

/**
 * Clears the fingerprint too, so that the next run repeats the work even if nothing has changed; an upload has no state
 * until then.
 */
function retry(db: Database, filter: TaskFilter): number {
  const { sql, values } = filterSql(filter, ['failed', 'dead']);
  const rows = db.sql(`SELECT path FROM ${sql}`).all(...values) as { path: string }[];
  for (const { path } of rows) {
    db.sql(
      "UPDATE tasks SET status = 'pending', attempts = 0, not_before = 0, offered_at = NULL, updated_at = ? WHERE path = ?",
    ).run(db.nowIso(), path);
    db.sql(
      `UPDATE files SET made_with = NULL ${isUpload(path) ? ', state = NULL, code = NULL, message = NULL' : ''} WHERE path = ?`,
    ).run(path);
  }
  return rows.length;
}

/** A file without a CV is forgotten; one whose CV is in the store keeps its record. */
function drop(db: Database, filter: TaskFilter, erasure: string): string[] {
  const removal = new Removal(db);
  const { sql, values } = filterSql(filter, ['failed', 'dead', 'pending']);
  const rows = db.sql(`SELECT path FROM ${sql}`).all(...values) as { path: string }[];
  for (const { path } of rows) {
    db.sql('DELETE FROM tasks WHERE path = ?').run(path);
    if (db.sql('SELECT 1 FROM files WHERE path = ? AND cv_id IS NULL').get(path) === undefined) continue;
    removal.noteFile(path);
    db.sql('DELETE FROM files WHERE path = ?').run(path);
  }
  removal.record(erasure);
  return rows.map((row) => row.path);
}
