import type { Claim, FailedAttempt, OpenTask, QueueCounts, QueuedTask, TaskClaim, TaskRows } from '../../port/tasks.js';
import type { Database } from '../database.js';
import { metaOf } from '../meta.js';
import { claimedTask, OFFER_AGAIN_MS, openTask, type DueRow, type Turns } from '../../tasks.js';
import { COLUMNS, DUE, nextDue, UPLOADS, WAITING } from './due.js';
import { expireLeases, freeLeases, leasesOf, takeLease, type Leased } from './lease.js';

/**
 * A task's row is the truth about it: whether it is open, who works on it until when, how often it was tried. `fence`
 * counts the claims of a row and, unlike `attempts`, never goes back: a result is written only under the number of the
 * latest claim.
 */
const TASKS: Leased = {
  table: 'tasks',
  held: "status = 'running'",
  taken: "status = 'running', attempts = attempts + 1, fence = fence + 1, offered_at = NULL, updated_at = @now",
  freed: "status = 'pending', owner = NULL, lease_until = NULL, offered_at = NULL, updated_at = @now",
};

export const taskLeases = (db: Database) => leasesOf(db, TASKS);

/** The fact in `meta` that uploads are not handed out, and since when. */
export const PAUSED = 'tasks_paused';

const isPaused = (db: Database): boolean => metaOf(db, PAUSED) !== null;

const LATE = `status = 'running' AND ${UPLOADS} AND lease_until <= ?`;

export function sqliteTaskRows(db: Database): TaskRows {
  let after: string | null = null;
  return {
    ...taskLeases(db),
    // Looking takes no lock, so that waiting workers do not keep others from writing.
    claimDue: async (owner, limit, leaseMs, busy = []) => {
      if (
        limit <= 0 ||
        !db.read(() => !isPaused(db) && (anyLate(db) || nextDue(db, { limit: 1, busy, after }).length > 0))
      )
        return [];
      const tasks = await db.write(() => claimDue(db, owner, leaseMs, { limit, busy, after }));
      after = tasks.at(-1)?.keyId ?? null;
      return tasks;
    },
    claim: (owner, ids, leaseMs) => db.write(() => claimThese(db, owner, ids, leaseMs)),
    postpone: (attempts) =>
      db.write(() => {
        attempts.forEach((attempt) => {
          postpone(db, attempt);
        });
      }),
    giveBack: (owner) =>
      db.write(() => {
        giveBack(db, owner);
      }),
    unheard: (limit, busy = []) => db.reading(() => unheard(db, limit, busy)),
    heard: (ids) =>
      db.write(() => {
        heard(db, ids);
      }),
    counts: () => db.reading(() => countsOf(db)),
    openByKey: () => db.reading(() => openByKey(db)),
    wanted: (paths) => db.reading(() => wantedOf(db, paths)),
  };
}

/** Claims a task by path, for callers that name the paths themselves. */
export function claimPath(db: Database, owner: string, path: string, leaseMs: number): Claim {
  const open =
    "SELECT id, owner, lease_until AS until, status FROM tasks WHERE path = ? AND status IN ('pending', 'running')";
  const task = db.sql(open).get(path) as
    { id: number; status: string; owner: string | null; until: number | null } | undefined;
  if (task === undefined) return { kind: 'done' };
  if (task.status === 'running' && task.owner !== owner && (task.until ?? 0) > db.now()) return { kind: 'taken' };
  takeLease(db, TASKS, task.id, owner, leaseMs);
  return { kind: 'mine', claim: claimOf(db, task.id) };
}

function claimOf(db: Database, id: number): TaskClaim {
  return {
    task: String(id),
    fence: (db.sql('SELECT fence FROM tasks WHERE id = ?').get(id) as { fence: number }).fence,
  };
}

/** Whether a claim is the latest of its task, and the task is still in progress. */
export function holdsClaim(db: Database, path: string, { task, fence }: TaskClaim): boolean {
  const held = "SELECT 1 FROM tasks WHERE id = ? AND fence = ? AND status = 'running' AND path = ?";
  return db.sql(held).get(Number(task), fence, path) !== undefined;
}

function anyLate(db: Database): boolean {
  return db.sql(`SELECT 1 FROM tasks WHERE ${LATE} LIMIT 1`).get(db.now()) !== undefined;
}

function claimDue(db: Database, owner: string, leaseMs: number, turns: Turns): QueuedTask[] {
  if (isPaused(db)) return [];
  expireLeases(db, TASKS, UPLOADS);
  return nextDue(db, turns).map((row) => taken(db, row, owner, leaseMs));
}

function claimThese(db: Database, owner: string, ids: string[], leaseMs: number): QueuedTask[] {
  if (isPaused(db)) return [];
  const these = `id IN (SELECT value FROM json_each(?))`;
  const list = JSON.stringify(ids.map(Number));
  expireLeases(db, TASKS, these, list);
  const rows = db.sql(`SELECT ${COLUMNS} FROM tasks WHERE ${DUE} AND ${these} ORDER BY priority DESC, id`);
  return (rows.all(db.now(), list) as DueRow[]).map((row) => taken(db, row, owner, leaseMs));
}

function taken(db: Database, row: DueRow, owner: string, leaseMs: number): QueuedTask {
  takeLease(db, TASKS, row.id, owner, leaseMs);
  return claimedTask(row, db.now());
}

function postpone(db: Database, { claim: { task, fence }, delayMs, code, message }: FailedAttempt): void {
  const id = Number(task);
  const last =
    "UPDATE tasks SET not_before = ?, last_code = ?, last_message = ? WHERE id = ? AND fence = ? AND status = 'running'";
  db.sql(last).run(db.now() + delayMs, code, message, id, fence);
  freeLeases(db, TASKS, 'id = ? AND fence = ?', id, fence);
}

function giveBack(db: Database, owner: string): void {
  db.sql("UPDATE tasks SET attempts = attempts - 1 WHERE status = 'running' AND owner = ?").run(owner);
  freeLeases(db, TASKS, 'owner = ?', owner);
}

function unheard(db: Database, limit: number, busy: readonly (string | null)[]): OpenTask[] {
  if (isPaused(db)) return [];
  const unheardSince = db.now() - OFFER_AGAIN_MS;
  const late = `SELECT ${COLUMNS} FROM tasks WHERE ${LATE} AND coalesce(offered_at, 0) <= ? ORDER BY priority DESC, id LIMIT ?`;
  const ended = (db.sql(late).all(db.now(), unheardSince, limit) as DueRow[]).filter(
    ({ keyId }) => !busy.includes(keyId),
  );
  const due = nextDue(db, { limit: limit - ended.length, busy, after: null, unheardSince });
  return [...ended, ...due].map(openTask);
}

function heard(db: Database, ids: string[]): void {
  const these = 'id IN (SELECT value FROM json_each(?))';
  db.sql(`UPDATE tasks SET offered_at = ? WHERE ${these}`).run(db.now(), JSON.stringify(ids.map(Number)));
}

function countsOf(db: Database): QueueCounts {
  const now = db.now();
  const count = (where: string, ...values: unknown[]): number =>
    (db.sql(`SELECT count(*) AS n FROM tasks WHERE ${where}`).get(...values) as { n: number }).n;
  const all = `SELECT count(*) AS pending, coalesce(sum(not_before > ?), 0) AS delayed, min(id) AS oldest FROM ${WAITING}`;
  const { pending, delayed, oldest } = db.sql(all).get(now) as {
    pending: number;
    delayed: number;
    oldest: number | null;
  };
  return {
    pending,
    delayed,
    running: count(`status = 'running' AND ${UPLOADS}`),
    failed: count("status = 'failed'"),
    dead: count("status = 'dead'"),
    pausedAt: metaOf(db, PAUSED),
    oldestMs: oldest === null ? 0 : ageOf(db, oldest),
    endedLastMinute: count(
      "status IN ('done', 'failed', 'dead') AND updated_at >= ?",
      new Date(now - 60_000).toISOString(),
    ),
  };
}

function ageOf(db: Database, id: number): number {
  const { at } = db.sql('SELECT created_at AS at FROM tasks WHERE id = ?').get(id) as { at: string | null };
  return at === null ? 0 : Math.max(0, db.now() - Date.parse(at));
}

function openByKey(db: Database): Map<string | null, number> {
  const running = `tasks WHERE status = 'running' AND ${UPLOADS}`;
  const open = `SELECT nullif(sender, '') AS keyId, count(*) AS tasks
    FROM (SELECT sender FROM ${WAITING} UNION ALL SELECT sender FROM ${running}) GROUP BY sender`;
  const rows = db.sql(open).all() as { keyId: string | null; tasks: number }[];
  return new Map(rows.map(({ keyId, tasks }) => [keyId, tasks]));
}

function wantedOf(db: Database, paths: string[]): Set<string> {
  const these = 'path IN (SELECT value FROM json_each(?))';
  const rows = db
    .sql(
      `SELECT path FROM tasks WHERE ${these} AND status <> 'done'
       UNION SELECT path FROM files WHERE ${these} AND resembles IS NOT NULL`,
    )
    .all(JSON.stringify(paths), JSON.stringify(paths)) as { path: string }[];
  return new Set(rows.map((row) => row.path));
}
