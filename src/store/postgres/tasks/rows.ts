import type {
  Claim,
  FailedAttempt,
  FileResult,
  OpenTask,
  QueueCounts,
  QueuedTask,
  TaskClaim,
  TaskRows,
} from '../../port/index.js';
import type { Database, Session } from '../database.js';
import { UPLOADS } from '../schema/schema.js';
import { claimedTask, OFFER_AGAIN_MS, openTask, type DueRow, type Turns } from '../../tasks.js';
import { COLUMNS, DUE, nextDue, WAITING } from './due.js';
import { expireLeases, freeLeases, leasesOf, takeLeases, type Leased } from './lease.js';

/** See the same in the SQLite store: the row is the truth about a task, and `fence` counts its claims. */
const TASKS: Leased = {
  table: 'tasks',
  held: "status = 'running'",
  taken: "status = 'running', attempts = attempts + 1, fence = fence + 1, offered_at = NULL, updated_at = $2",
  freed: "status = 'pending', owner = NULL, lease_until = NULL, offered_at = NULL, updated_at = $2",
};

export const taskLeases = (db: Database) => leasesOf(db, TASKS);

const LATE = (now: string): string => `tenant = $1 AND status = 'running' AND ${UPLOADS} AND lease_until <= ${now}`;

export function postgresTaskRows(db: Database): TaskRows {
  let after: string | null = null;
  return {
    ...taskLeases(db),
    claimDue: async (owner, limit, leaseMs, busy = []) => {
      if (limit <= 0) return [];
      const tasks = await db.write((session) => claimDue(session, owner, leaseMs, { limit, busy, after }));
      after = tasks.at(-1)?.keyId ?? null;
      return tasks;
    },
    claim: (owner, ids, leaseMs) => db.write((session) => claimThese(session, owner, ids, leaseMs)),
    postpone: (attempts) => db.write((session) => postpone(session, attempts)),
    giveBack: (owner) => db.write((session) => giveBack(session, owner)),
    unheard: (limit, busy = []) => db.read((session) => unheard(session, limit, busy)),
    heard: (ids) => db.write((session) => heard(session, ids)),
    counts: () => db.read(countsOf),
    openByKey: () => db.read(openByKey),
    wanted: (paths) => db.read((session) => wantedOf(session, paths)),
  };
}

/** Claims tasks by path, for callers that name the paths themselves. */
export async function claimPaths(session: Session, owner: string, paths: string[], leaseMs: number): Promise<Claim[]> {
  // In one order, so that two callers never wait for each other.
  const open = await session.rows<{ id: number; path: string; free: boolean }>(
    `SELECT id, path, status = 'pending' OR owner = $3 OR coalesce(lease_until, 0) <= $4 AS free FROM tasks
     WHERE tenant = $1 AND path = ANY($2::text[]) AND status IN ('pending', 'running') ORDER BY id FOR UPDATE`,
    paths,
    owner,
    session.now,
  );
  const ids = open.filter(({ free }) => free).map(({ id }) => id);
  const returning = 'id, path, fence';
  const taken = await takeLeases<{ id: number; path: string; fence: number }>(session, TASKS, ids, {
    owner,
    leaseMs,
    returning,
  });
  const mine = new Map(taken.map(({ id, path, fence }) => [path, { task: String(id), fence }]));
  const held = new Set(open.map(({ path }) => path));
  return paths.map((path): Claim => {
    const claim = mine.get(path);
    if (claim !== undefined) return { kind: 'mine', claim };
    return { kind: held.has(path) ? 'taken' : 'done' };
  });
}

/** Those of these results whose claim is the latest of its task, and those that need none. */
export async function withClaim(session: Session, results: FileResult[]): Promise<FileResult[]> {
  const claims = results.map(({ claim }) => claim).filter((claim): claim is TaskClaim => claim !== undefined);
  if (claims.length === 0) return results;
  const rows = await session.rows<{ id: number; fence: number; path: string }>(
    "SELECT id, fence, path FROM tasks WHERE tenant = $1 AND id = ANY($2::bigint[]) AND status = 'running' FOR UPDATE",
    claims.map(({ task }) => Number(task)),
  );
  const held = new Map(rows.map((row) => [String(row.id), row]));
  return results.filter(({ claim, path }) => {
    if (claim === undefined) return true;
    const row = held.get(claim.task);
    return row?.fence === claim.fence && row.path === path;
  });
}

async function claimDue(session: Session, owner: string, leaseMs: number, turns: Turns): Promise<QueuedTask[]> {
  if (session.state.pausedAt !== null) return [];
  if (await session.has(`SELECT 1 FROM tasks WHERE ${LATE('$2')} LIMIT 1`, session.now))
    await expireLeases(session, TASKS, UPLOADS);
  return taken(session, await nextDue(session, turns), owner, leaseMs);
}

async function claimThese(session: Session, owner: string, ids: string[], leaseMs: number): Promise<QueuedTask[]> {
  if (session.state.pausedAt !== null) return [];
  const list = ids.map(Number);
  await expireLeases(session, TASKS, 'id = ANY($4::bigint[])', list);
  const rows = await session.rows<DueRow>(
    `SELECT ${COLUMNS} FROM tasks WHERE ${DUE('$2')} AND id = ANY($3::bigint[]) ORDER BY priority DESC, id FOR UPDATE SKIP LOCKED`,
    session.now,
    list,
  );
  return taken(session, rows, owner, leaseMs);
}

async function taken(session: Session, rows: DueRow[], owner: string, leaseMs: number): Promise<QueuedTask[]> {
  const ids = rows.map(({ id }) => id);
  await takeLeases(session, TASKS, ids, { owner, leaseMs, returning: 'id' });
  return rows.map((row) => claimedTask(row, session.now));
}

async function postpone(session: Session, attempts: FailedAttempt[]): Promise<void> {
  if (attempts.length === 0) return;
  await session.run(
    `UPDATE tasks SET not_before = failed.until, last_code = failed.code, last_message = failed.message,
       status = 'pending', owner = NULL, lease_until = NULL, offered_at = NULL, updated_at = $2
     FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::text[]) AS failed(id, fence, until, code, message)
     WHERE tenant = $1 AND tasks.id = failed.id AND tasks.fence = failed.fence AND status = 'running'`,
    session.nowIso,
    attempts.map(({ claim }) => Number(claim.task)),
    attempts.map(({ claim }) => claim.fence),
    attempts.map(({ delayMs }) => Math.round(session.now + delayMs)),
    attempts.map(({ code }) => code),
    attempts.map(({ message }) => message),
  );
}

async function giveBack(session: Session, owner: string): Promise<void> {
  await session.run(
    "UPDATE tasks SET attempts = attempts - 1 WHERE tenant = $1 AND status = 'running' AND owner = $2",
    owner,
  );
  await freeLeases(session, TASKS, 'owner = $3', owner);
}

async function unheard(session: Session, limit: number, busy: readonly (string | null)[]): Promise<OpenTask[]> {
  if (session.state.pausedAt !== null) return [];
  const unheardSince = session.now - OFFER_AGAIN_MS;
  const late = await session.rows<DueRow>(
    `SELECT ${COLUMNS} FROM tasks WHERE ${LATE('$2')} AND coalesce(offered_at, 0) <= $3 ORDER BY priority DESC, id LIMIT $4`,
    session.now,
    unheardSince,
    limit,
  );
  const ended = late.filter(({ keyId }) => !busy.includes(keyId));
  const left = limit - ended.length;
  const due = left <= 0 ? [] : await nextDue(session, { limit: left, busy, after: null, unheardSince });
  return [...ended, ...due].map(openTask);
}

async function heard(session: Session, ids: string[]): Promise<void> {
  await session.run(
    'UPDATE tasks SET offered_at = $2 WHERE tenant = $1 AND id = ANY($3::bigint[])',
    session.now,
    ids.map(Number),
  );
}

async function countsOf(session: Session): Promise<QueueCounts> {
  const { now, state } = session;
  const waiting = `SELECT count(*) AS pending, count(*) FILTER (WHERE not_before > $2) AS delayed, min(id) AS oldest FROM ${WAITING}`;
  const { createdAt, ...counts } = (await session.row<
    Omit<QueueCounts, 'oldestMs' | 'pausedAt'> & { createdAt: string | null }
  >(
    `SELECT pending, delayed,
       (SELECT created_at FROM tasks WHERE tenant = $1 AND id = oldest) AS "createdAt",
       (SELECT count(*) FROM tasks WHERE tenant = $1 AND status = 'running' AND ${UPLOADS}) AS running,
       (SELECT count(*) FROM tasks WHERE tenant = $1 AND status = 'failed') AS failed,
       (SELECT count(*) FROM tasks WHERE tenant = $1 AND status = 'dead') AS dead,
       (SELECT count(*) FROM tasks WHERE tenant = $1 AND status IN ('done', 'failed', 'dead') AND updated_at >= $3) AS "endedLastMinute"
     FROM (${waiting}) AS waiting`,
    now,
    new Date(now - 60_000).toISOString(),
  ))!;
  return {
    ...counts,
    pausedAt: state.pausedAt,
    oldestMs: createdAt === null ? 0 : Math.max(0, now - Date.parse(createdAt)),
  };
}

async function openByKey(session: Session): Promise<Map<string | null, number>> {
  const rows = await session.rows<{ keyId: string | null; tasks: number }>(
    `SELECT nullif(sender, '') AS "keyId", count(*) AS tasks FROM (SELECT sender FROM ${WAITING}
       UNION ALL SELECT sender FROM tasks WHERE tenant = $1 AND status = 'running' AND ${UPLOADS}) AS open
     GROUP BY sender ORDER BY sender`,
  );
  return new Map(rows.map(({ keyId, tasks }) => [keyId, tasks]));
}

async function wantedOf(session: Session, paths: string[]): Promise<Set<string>> {
  const rows = await session.rows<{ path: string }>(
    `SELECT path FROM tasks WHERE tenant = $1 AND path = ANY($2::text[]) AND status <> 'done'
     UNION SELECT path FROM files WHERE tenant = $1 AND path = ANY($2::text[]) AND resembles IS NOT NULL`,
    paths,
  );
  return new Set(rows.map((row) => row.path));
}
