import type { ProcessBeat, ProcessRepository, ServingProcess, Wanted } from '../port/index.js';
import { servingProcess, type ProcessRow } from '../processes.js';
import type { Database } from './database.js';

const ALIVE = 'lease_until > ?';
const GONE_COUNTS = 'DELETE FROM process_counts WHERE process NOT IN (SELECT id FROM processes)';

export function sqliteProcesses(db: Database): ProcessRepository {
  return {
    beat: (process, leaseMs) =>
      db.write(() => {
        beat(db, process, leaseMs);
        return lead(db, process, leaseMs);
      }),
    list: () => db.reading(() => list(db)),
    want: (id, what) =>
      db.write(() => {
        const asked = `UPDATE processes SET wanted = CASE WHEN wanted = 'stop' THEN wanted ELSE ? END WHERE id = ? AND ${ALIVE}`;
        return db.sql(asked).run(what, id, db.now()).changes > 0;
      }),
    wantedOf: (id) =>
      db.reading(() => {
        const row = db.sql('SELECT wanted FROM processes WHERE id = ?').get(id) as
          { wanted: Wanted | null } | undefined;
        return row?.wanted ?? null;
      }),
    count: (id, counts) =>
      db.write(() => {
        for (const { tenant, counts: counted } of counts) count(db, id, tenant ?? '', counted);
      }),
    countedBesides: (id, tenant) =>
      db.reading(() => {
        const others = `SELECT id FROM processes WHERE ${ALIVE} AND id <> ?`;
        const rows = db.sql(
          `SELECT counts FROM process_counts WHERE process IN (${others}) AND tenant = ? ORDER BY process`,
        );
        return rows.pluck().all(db.now(), id, tenant ?? '') as string[];
      }),
    leave: (ids) =>
      db.write(() => {
        const these = 'IN (SELECT value FROM json_each(?))';
        db.sql(`DELETE FROM processes WHERE id ${these}`).run(JSON.stringify(ids));
        db.sql(GONE_COUNTS).run();
        db.sql(`UPDATE leader SET lease_until = 0 WHERE process ${these}`).run(JSON.stringify(ids));
      }),
  };
}

function beat(db: Database, { id, host, pid, version, role, state, held, done }: ProcessBeat, leaseMs: number): void {
  const now = db.now();
  if (db.sql('DELETE FROM processes WHERE lease_until <= ? AND id <> ?').run(now, id).changes > 0)
    db.sql(GONE_COUNTS).run();
  db.sql(
    `INSERT INTO processes (id, host, pid, version, role, started_at, beat_at, lease_until, state, held, done)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at, lease_until = excluded.lease_until,
       state = excluded.state, held = excluded.held, done = excluded.done`,
  ).run(id, host, pid, version, role, now, now, now + leaseMs, state, held, done);
}

function count(db: Database, id: string, tenant: string, counts: string | null): void {
  if (counts === null) db.sql('DELETE FROM process_counts WHERE process = ? AND tenant = ?').run(id, tenant);
  else
    db.sql(
      `INSERT INTO process_counts (process, tenant, counts) SELECT id, ?, ? FROM processes WHERE id = ?
       ON CONFLICT (process, tenant) DO UPDATE SET counts = excluded.counts`,
    ).run(tenant, counts, id);
}

function lead(db: Database, { id, schedules }: ProcessBeat, leaseMs: number): number | null {
  const now = db.now();
  if (!schedules) {
    db.sql('UPDATE leader SET lease_until = 0 WHERE process = ?').run(id);
    return null;
  }
  const before = db.sql('SELECT process, beat_at AS beatAt, lease_until AS leaseUntil FROM leader').get() as
    { process: string; beatAt: number; leaseUntil: number } | undefined;
  if (before !== undefined && before.process !== id && before.leaseUntil > now) return null;
  db.sql('INSERT OR REPLACE INTO leader (single, process, beat_at, lease_until) VALUES (1, ?, ?, ?)').run(
    id,
    now,
    now + leaseMs,
  );
  return before === undefined || before.process === id ? 0 : Math.max(0, now - before.beatAt);
}

function list(db: Database): ServingProcess[] {
  const rows = db.sql(
    `SELECT id, host, pid, version, role, state, held, done, wanted,
       started_at AS startedAt, max(0, ? - beat_at) AS beatMs,
       EXISTS (SELECT 1 FROM leader WHERE process = id AND leader.lease_until > ?) AS leads, beat_at AS beatAt, lease_until AS leaseUntil
     FROM processes WHERE ${ALIVE} ORDER BY started_at, id`,
  );
  return (rows.all(db.now(), db.now(), db.now()) as ProcessRow[]).map(servingProcess);
}
