import type { ScheduleRun, ScheduleRuns } from '../port/index.js';
import type { Database } from './database.js';

export function sqliteScheduleRuns(db: Database): ScheduleRuns {
  return {
    begin: (name, owner, leaseMs, notSince) => db.write(() => begin(db, name, owner, leaseMs, notSince)),
    heartbeat: (owner, leaseMs) => db.write(() => void db.sql('UPDATE schedule_runs SET lease_until = ? WHERE ended_at IS NULL AND owner = ?').run(Date.now() + leaseMs, owner)),
    end: (id, ok, result) => db.write(() => {
      db.sql('UPDATE schedule_runs SET ended_at = ?, ok = ?, result = ? WHERE id = ? AND ended_at IS NULL').run(new Date().toISOString(), ok ? 1 : 0, JSON.stringify(result), id);
    }),
    last: () => Promise.resolve(db.read(() => last(db))),
    owners: () => Promise.resolve(db.read(() => (db.sql('SELECT DISTINCT owner FROM schedule_runs WHERE ended_at IS NULL').all() as { owner: string }[]).map((row) => row.owner))),
    release: (owners) => db.write(() => { owners.forEach((owner) => { giveUp(db, 'owner = ?', owner); }); }),
  };
}

function begin(db: Database, name: string, owner: string, leaseMs: number, notSince?: string): number | null {
  giveUp(db, 'name = ? AND lease_until <= ?', name, Date.now());
  if (db.sql('SELECT 1 FROM schedule_runs WHERE name = ? AND (ended_at IS NULL OR started_at >= ?) LIMIT 1').get(name, notSince ?? '9') !== undefined) return null;
  const { lastInsertRowid } = db.sql('INSERT INTO schedule_runs (name, started_at, owner, lease_until) VALUES (?, ?, ?, ?)').run(name, new Date().toISOString(), owner, Date.now() + leaseMs);
  return Number(lastInsertRowid);
}

function giveUp(db: Database, where: string, ...values: unknown[]): void {
  db.sql(`UPDATE schedule_runs SET ended_at = ?, ok = 0, result = ? WHERE ended_at IS NULL AND ${where}`)
    .run(new Date().toISOString(), JSON.stringify({ error: 'its process ended' }), ...values);
}

function last(db: Database): ScheduleRun[] {
  const rows = db.sql(`
    SELECT id, name, started_at AS startedAt, ended_at AS endedAt, ok, result FROM schedule_runs
    WHERE id IN (SELECT max(id) FROM schedule_runs GROUP BY name) ORDER BY name`).all() as (Omit<ScheduleRun, 'ok' | 'result'> & { ok: number | null; result: string | null })[];
  return rows.map((row) => ({ ...row, ok: row.ok === null ? null : row.ok === 1, result: row.result === null ? null : (JSON.parse(row.result) as Record<string, unknown>) }));
}
