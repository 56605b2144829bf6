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
import type { Database, Session } from '../database.js';
import { Removal } from '../erasure/record.js';
import { UPLOADS } from '../schema/schema.js';

export function postgresTasks(db: Database): Tasks {
  return {
    list: (filter) => db.read((session) => list(session, filter)),
    held: (limit, keyId) => db.read((session) => held(session, limit, keyId)),
    pause: () => db.write(pause),
    resume: () => db.write(resume),
    reasons: (status, keyId) => db.read((session) => reasons(session, status, keyId)),
    retry: (filter) => db.alone((session) => retry(session, filter)),
    drop: (filter, erasure = randomUUID()) => db.alone((session) => drop(session, filter, erasure)),
  };
}

const JOINED = 'tasks JOIN files ON files.tenant = tasks.tenant AND files.path = tasks.path';

function filterSql(filter: TaskFilter, among: readonly TaskStatus[]): { sql: string; values: unknown[] } {
  const statuses = (filter.status ?? among).filter((status) => among.includes(status));
  const values: unknown[] = [statuses];
  const parts = ['tasks.tenant = $1 AND status = ANY($2::text[])'];
  const add = (condition: (place: string) => string, value: unknown): void => {
    if (value === undefined) return;
    values.push(value);
    parts.push(condition(`$${values.length + 1}`));
  };
  add((ids) => `tasks.id = ANY(${ids}::bigint[])`, filter.ids?.map(Number));
  add((code) => `(files.code = ${code} OR files.state = ${code})`, filter.code);
  add((codes) => `files.code = ANY(${codes}::text[])`, filter.codes);
  add((since) => `tasks.created_at >= ${since}`, filter.since);
  add((key) => `files.key_id = ${key}`, filter.keyId);
  values.push(filter.limit ?? null);
  return {
    sql: `${JOINED} WHERE ${parts.join(' AND ')} ORDER BY tasks.id LIMIT $${values.length + 1}`,
    values,
  };
}

async function list(session: Session, filter: TaskFilter): Promise<TaskRecord[]> {
  const { sql, values } = filterSql(filter, TASK_STATUSES);
  const rows = await session.rows<TaskRow>(
    `SELECT tasks.id, tasks.batch, tasks.path, status, attempts, name, state,
      CASE WHEN status IN ('pending', 'running') AND code IS NULL THEN last_code ELSE code END AS code,
      CASE WHEN status IN ('pending', 'running') AND code IS NULL THEN last_message ELSE message END AS message,
      not_before AS "notBefore", updated_at AS "updatedAt" FROM ${sql}`,
    ...values,
  );
  return rows.map(taskRecord);
}

async function pause(session: Session): Promise<boolean> {
  const now = session.nowIso;
  return (await session.run('UPDATE stores SET paused_at = $2 WHERE tenant = $1 AND paused_at IS NULL', now)) > 0;
}

/** See the same in the SQLite store. */
async function resume(session: Session): Promise<boolean> {
  const resumed = 'UPDATE stores SET paused_at = NULL WHERE tenant = $1 AND paused_at IS NOT NULL';
  if ((await session.run(resumed)) === 0) return false;
  await session.run(
    `UPDATE tasks SET offered_at = NULL WHERE tenant = $1 AND status = 'pending' AND ${UPLOADS} AND offered_at IS NOT NULL`,
  );
  return true;
}

async function held(session: Session, limit: number, keyId?: string): Promise<HeldTask[]> {
  const rows = await session.rows<HeldRow>(
    `SELECT tasks.id, owner, tasks.path, name, updated_at AS since, lease_until AS "leaseUntil" FROM ${JOINED}
     WHERE tasks.tenant = $1 AND status = 'running' AND owner IS NOT NULL AND ($2::text IS NULL OR files.key_id = $2)
     ORDER BY tasks.updated_at, tasks.id LIMIT $3`,
    keyId ?? null,
    limit,
  );
  return rows.map(heldTask);
}

async function reasons(session: Session, status: TaskStatus[], keyId?: string): Promise<TaskReason[]> {
  return session.rows<TaskReason>(
    `SELECT code, count(*) AS tasks FROM ${JOINED}
     WHERE tasks.tenant = $1 AND status = ANY($2::text[]) AND ($3::text IS NULL OR files.key_id = $3)
     GROUP BY code ORDER BY tasks DESC, code`,
    status,
    keyId ?? null,
  );
}

/** See the same in the SQLite store. */
async function retry(session: Session, filter: TaskFilter): Promise<number> {
  const { sql, values } = filterSql(filter, ['failed', 'dead']);
  const paths = (await session.rows<{ path: string }>(`SELECT tasks.path FROM ${sql}`, ...values)).map(
    ({ path }) => path,
  );
  await session.run(
    `UPDATE tasks SET status = 'pending', attempts = 0, not_before = 0, offered_at = NULL, updated_at = $2
     WHERE tenant = $1 AND path = ANY($3::text[])`,
    session.nowIso,
    paths,
  );
  const files = 'WHERE tenant = $1 AND path = ANY($2::text[])';
  await session.run(`UPDATE files SET made_with = NULL ${files}`, paths);
  await session.run(`UPDATE files SET state = NULL, code = NULL, message = NULL ${files}`, paths.filter(isUpload));
  return paths.length;
}

/** A file without a CV is forgotten; one whose CV is in the store keeps its record. */
async function drop(session: Session, filter: TaskFilter, erasure: string): Promise<string[]> {
  const removal = new Removal(session);
  const { sql, values } = filterSql(filter, ['failed', 'dead', 'pending']);
  const paths = (await session.rows<{ path: string }>(`SELECT tasks.path FROM ${sql}`, ...values)).map(
    ({ path }) => path,
  );
  await session.run('DELETE FROM tasks WHERE tenant = $1 AND path = ANY($2::text[])', paths);
  const without = 'SELECT path FROM files WHERE tenant = $1 AND path = ANY($2::text[]) AND cv_id IS NULL';
  for (const { path } of await session.rows<{ path: string }>(without, paths)) await removal.noteFile(path);
  await session.run(`DELETE FROM files WHERE tenant = $1 AND path IN (${without})`, paths);
  await removal.record(erasure);
  return paths;
}
