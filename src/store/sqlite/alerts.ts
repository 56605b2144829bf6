import { changeOf, isIdle, planAlerts, type AlertPlan, type AlertState, type ChangeRow } from '../alerts.js';
import { CHANGE_KEPT_MS, MOST_CHANGES, type AlertRepository, type FiringAlert } from '../port/index.js';
import type { Database } from './database.js';

export function sqliteAlerts(db: Database): AlertRepository {
  return {
    firing: () => db.reading(() => firing(db)),
    say: async (process, judged) => {
      // Usually nothing has changed, and nothing is written.
      const seen = await db.reading(() => planAlerts(process, judged, stateOf(db, process)));
      if (isIdle(seen)) return seen.firing;
      return db.write(() => {
        const plan = planAlerts(process, judged, stateOf(db, process));
        apply(db, process, plan);
        return plan.firing;
      });
    },
    take: async (process, leaseMs) => {
      const any = await db.reading(() => db.sql('SELECT 1 FROM alert_changes').get());
      return any === undefined ? null : db.write(() => take(db, process, leaseMs));
    },
    settle: (id, isTold) =>
      db.write(() => {
        const settled = isTold
          ? 'DELETE FROM alert_changes WHERE id = ?'
          : 'UPDATE alert_changes SET process = NULL, lease_until = 0 WHERE id = ?';
        db.sql(settled).run(id);
      }),
  };
}

function firing(db: Database): FiringAlert[] {
  return db.sql('SELECT name, since, value FROM alerts ORDER BY name').all() as FiringAlert[];
}

function stateOf(db: Database, process: string): AlertState {
  const said = db.sql(
    `SELECT name, since, value, process FROM alert_reports
     WHERE process = ? OR EXISTS (SELECT 1 FROM processes WHERE id = process AND processes.lease_until > ?)
     ORDER BY name, process`,
  );
  return { firing: firing(db), said: said.all(process, db.now()) as AlertState['said'] };
}

function apply(db: Database, process: string, { say, unsay, begin, end, changes }: AlertPlan): void {
  const now = db.now();
  db.sql('DELETE FROM alert_reports WHERE process <> ? AND process NOT IN (SELECT id FROM processes)').run(process);
  for (const { name, since, value } of say)
    db.sql('INSERT OR REPLACE INTO alert_reports (name, process, since, value) VALUES (?, ?, ?, ?)').run(
      name,
      process,
      since,
      value,
    );
  for (const name of unsay) db.sql('DELETE FROM alert_reports WHERE name = ? AND process = ?').run(name, process);
  for (const { name, since, value } of begin)
    db.sql('INSERT OR REPLACE INTO alerts (name, since, value) VALUES (?, ?, ?)').run(name, since, value);
  for (const name of end) db.sql('DELETE FROM alerts WHERE name = ?').run(name);
  for (const { name, status, since, value } of changes)
    db.sql('INSERT INTO alert_changes (name, status, since, value, at, lease_until) VALUES (?, ?, ?, ?, ?, 0)').run(
      name,
      status,
      since,
      value,
      now,
    );
  db.sql('DELETE FROM alert_changes WHERE id <= (SELECT max(id) FROM alert_changes) - ?').run(MOST_CHANGES);
}

function take(db: Database, process: string, leaseMs: number): ReturnType<typeof changeOf> | null {
  const now = db.now();
  db.sql('DELETE FROM alert_changes WHERE at <= ?').run(now - CHANGE_KEPT_MS);
  const taken = db.sql(
    `UPDATE alert_changes SET process = ?, lease_until = ?
     WHERE id = (SELECT min(id) FROM alert_changes) AND (process = ? OR lease_until <= ?)
     RETURNING id, name, status, since, value, at`,
  );
  const row = taken.get(process, now + leaseMs, process, now) as ChangeRow | undefined;
  return row === undefined ? null : changeOf(row);
}
