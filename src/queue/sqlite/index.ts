import type { FailedAttempt, Queue, QueueCounts, QueuedTask } from '../port.js';

interface Statement {
  all(...values: unknown[]): unknown[];
  get(...values: unknown[]): unknown;
  run(...values: unknown[]): { changes: number };
}

/** All that the queue asks of a database; the store's fits. */
export interface TaskDatabase {
  sql(text: string): Statement;
  read<T>(body: () => T): T;
  /** One transaction that locks out other writers from its start. */
  write<T>(body: () => T): Promise<T>;
}

/**
 * The store's own `tasks` rows, so that an upload is a row and a task in one transaction, and a result closes its task in
 * the transaction that writes it. `now`: milliseconds since 1970.
 */
export function sqliteQueue(db: TaskDatabase, now: () => number = Date.now): Queue {
  return {
    claim: async (owner, limit, leaseMs) => (limit > 0 && db.read(() => anyDue(db, now())) ? db.write(() => claim(db, owner, limit, leaseMs, now())) : []),
    heartbeat: (owner, leaseMs) => db.write(() => void db.sql("UPDATE tasks SET lease_until = ? WHERE status = 'running' AND owner = ?").run(now() + leaseMs, owner)),
    complete: (owner, ids) => complete(db, owner, ids, now()),
    postpone: (owner, attempts) => db.write(() => { attempts.forEach((attempt) => { postpone(db, owner, attempt, now()); }); }),
    giveBack: (owner) => db.write(() => void db.sql(`${OPEN_AGAIN}, attempts = attempts - 1 WHERE status = 'running' AND owner = ?`).run(owner)),
    release: (owners) => db.write(() => { owners.forEach((owner) => db.sql(`${OPEN_AGAIN} WHERE status = 'running' AND owner = ?`).run(owner)); }),
    owners: () => Promise.resolve(db.read(() => (db.sql("SELECT DISTINCT owner FROM tasks WHERE status = 'running' AND owner IS NOT NULL").all() as { owner: string }[]).map((row) => row.owner))),
    counts: () => Promise.resolve(db.read(() => countsOf(db, now()))),
    wanted: (paths) => Promise.resolve(db.read(() => wantedOf(db, paths))),
  };
}

const OPEN_AGAIN = "UPDATE tasks SET status = 'pending', owner = NULL, lease_until = NULL";
/** As the partial index `tasks_next` has it. */
const UPLOADS = "path >= 'upload:' AND path < 'upload;'";
const DUE = `status = 'pending' AND ${UPLOADS} AND not_before <= ?`;
const LATE = `status = 'running' AND ${UPLOADS} AND lease_until <= ?`;

/** A look costs no lock, so that waiting workers do not keep others from writing. */
function anyDue(db: TaskDatabase, now: number): boolean {
  return db.sql(`SELECT 1 FROM tasks WHERE ${DUE} LIMIT 1`).get(now) !== undefined || db.sql(`SELECT 1 FROM tasks WHERE ${LATE} LIMIT 1`).get(now) !== undefined;
}

function claim(db: TaskDatabase, owner: string, limit: number, leaseMs: number, now: number): QueuedTask[] {
  db.sql(`${OPEN_AGAIN} WHERE ${LATE}`).run(now);
  const rows = db.sql(`SELECT id, path, batch, attempts, created_at AS createdAt FROM tasks WHERE ${DUE} ORDER BY priority DESC, id LIMIT ?`).all(now, limit) as TaskRow[];
  const take = db.sql("UPDATE tasks SET status = 'running', owner = ?, lease_until = ?, attempts = attempts + 1, updated_at = ? WHERE id = ?");
  for (const { id } of rows) take.run(owner, now + leaseMs, new Date(now).toISOString(), id);
  return rows.map(({ id, path, batch, attempts, createdAt }) => ({ id, path, batch, attempt: attempts + 1, createdAt: createdAt === null ? now : Date.parse(createdAt) }));
}

interface TaskRow {
  id: number;
  path: string;
  batch: string;
  attempts: number;
  createdAt: string | null;
}

/** The store's settling has closed them already but where a result was written elsewhere: mostly this only looks. */
async function complete(db: TaskDatabase, owner: string, ids: number[], now: number): Promise<void> {
  const mine = "id IN (SELECT value FROM json_each(?)) AND status = 'running' AND owner = ?";
  const list = JSON.stringify(ids);
  if (db.read(() => db.sql(`SELECT 1 FROM tasks WHERE ${mine} LIMIT 1`).get(list, owner)) === undefined) return;
  await db.write(() => db.sql(`UPDATE tasks SET status = 'done', owner = NULL, lease_until = NULL, updated_at = ? WHERE ${mine}`).run(new Date(now).toISOString(), list, owner));
}

function postpone(db: TaskDatabase, owner: string, { id, notBefore, code, message }: FailedAttempt, now: number): void {
  db.sql(`${OPEN_AGAIN}, not_before = ?, last_code = ?, last_message = ?, updated_at = ? WHERE id = ? AND status = 'running' AND owner = ?`)
    .run(notBefore, code, message, new Date(now).toISOString(), id, owner);
}

function countsOf(db: TaskDatabase, now: number): QueueCounts {
  const count = (where: string, ...values: unknown[]): number => (db.sql(`SELECT count(*) AS n FROM tasks WHERE ${where}`).get(...values) as { n: number }).n;
  const pending = `status = 'pending' AND ${UPLOADS}`;
  const oldest = db.sql(`SELECT created_at AS at FROM tasks WHERE ${pending} ORDER BY id LIMIT 1`).get() as { at: string | null } | undefined;
  const minuteAgo = new Date(now - 60_000).toISOString();
  return {
    pending: count(pending),
    delayed: count(`${pending} AND not_before > ?`, now),
    running: count(`status = 'running' AND ${UPLOADS}`),
    failed: count("status = 'failed'"),
    dead: count("status = 'dead'"),
    oldestMs: oldest?.at === undefined || oldest.at === null ? 0 : Math.max(0, now - Date.parse(oldest.at)),
    endedLastMinute: count("status IN ('done', 'failed', 'dead') AND updated_at >= ?", minuteAgo),
  };
}

function wantedOf(db: TaskDatabase, paths: string[]): Set<string> {
  const rows = db.sql("SELECT path FROM tasks WHERE path IN (SELECT value FROM json_each(?)) AND status <> 'done'").all(JSON.stringify(paths)) as { path: string }[];
  return new Set(rows.map((row) => row.path));
}
