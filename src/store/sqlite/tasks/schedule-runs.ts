import type { ScheduleRun, ScheduleRuns } from '../../port/index.js';
import type { Database } from '../database.js';
import { expireLeases, leasesOf, takeLease, type Leased } from './lease.js';

const ENDED = JSON.stringify({ error: 'its process ended' });

const RUNS: Leased = {
  table: 'schedule_runs',
  held: 'ended_at IS NULL',
  taken: 'started_at = @now',
  freed: `ended_at = @now, ok = 0, result = '${ENDED}'`,
};

export function sqliteScheduleRuns(db: Database): ScheduleRuns {
  return {
    ...leasesOf(db, RUNS),
    begin: (name, owner, leaseMs, due) => db.write(() => begin(db, name, owner, leaseMs, due)),
    end: (id, ok, result) =>
      db.write(() => {
        end(db, id, ok, result);
      }),
    last: () => db.reading(() => last(db)),
  };
}

function begin(db: Database, name: string, owner: string, leaseMs: number, due?: string): number | null {
  expireLeases(db, RUNS, 'name = ?', name);
  const busy =
    'SELECT 1 FROM schedule_runs WHERE name = ? AND (ended_at IS NULL OR coalesce(due, started_at) >= ?) LIMIT 1';
  if (db.sql(busy).get(name, due ?? '9') !== undefined) return null;
  const { lastInsertRowid } = db
    .sql('INSERT INTO schedule_runs (name, started_at, due) VALUES (?, ?, ?)')
    .run(name, db.nowIso(), due ?? null);
  takeLease(db, RUNS, Number(lastInsertRowid), owner, leaseMs);
  return Number(lastInsertRowid);
}

function end(db: Database, id: number, ok: boolean, result: Record<string, unknown>): void {
  const open = 'UPDATE schedule_runs SET ended_at = ?, ok = ?, result = ? WHERE id = ? AND ended_at IS NULL';
  db.sql(open).run(db.nowIso(), ok ? 1 : 0, JSON.stringify(result), id);
}

function last(db: Database): ScheduleRun[] {
  const rows = db
    .sql(
      `
    SELECT id, name, started_at AS startedAt, ended_at AS endedAt, ok, result FROM schedule_runs
    WHERE id IN (SELECT max(id) FROM schedule_runs GROUP BY name) ORDER BY name`,
    )
    .all() as (Omit<ScheduleRun, 'ok' | 'result'> & { ok: number | null; result: string | null })[];
  return rows.map((row) => ({
    ...row,
    ok: row.ok === null ? null : row.ok === 1,
    result: row.result === null ? null : (JSON.parse(row.result) as Record<string, unknown>),
  }));
}
