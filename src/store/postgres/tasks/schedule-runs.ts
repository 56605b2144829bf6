import type { ScheduleRun, ScheduleRuns } from '../../port/index.js';
import type { Database, Session } from '../database.js';
import { expireLeases, leasesOf, takeLeases, type Leased } from './lease.js';

const ENDED = JSON.stringify({ error: 'its process ended' });

const RUNS: Leased = {
  table: 'schedule_runs',
  held: 'ended_at IS NULL',
  taken: 'started_at = $2',
  freed: `ended_at = $2, ok = false, result = '${ENDED}'`,
};

export function postgresScheduleRuns(db: Database): ScheduleRuns {
  return {
    ...leasesOf(db, RUNS),
    begin: (name, owner, leaseMs, due) => db.alone((session) => begin(session, { name, due }, { owner, leaseMs })),
    end: (id, ok, result) =>
      db.write(async (session) => {
        await session.run(
          'UPDATE schedule_runs SET ended_at = $2, ok = $3, result = $4 WHERE tenant = $1 AND id = $5 AND ended_at IS NULL',
          session.nowIso,
          ok,
          JSON.stringify(result),
          id,
        );
      }),
    last: () => db.read(last),
  };
}

async function begin(
  session: Session,
  { name, due }: { name: string; due?: string },
  lease: { owner: string; leaseMs: number },
): Promise<number | null> {
  await expireLeases(session, RUNS, 'name = $4', name);
  const busy =
    'SELECT 1 FROM schedule_runs WHERE tenant = $1 AND name = $2 AND (ended_at IS NULL OR coalesce(due, started_at) >= $3) LIMIT 1';
  if (await session.has(busy, name, due ?? '9')) return null;
  const id = await session.next('last_run');
  await session.insert('schedule_runs', ['id', 'name', 'started_at', 'due'], [[id, name, session.nowIso, due ?? null]]);
  await takeLeases(session, RUNS, [id], { ...lease, returning: 'id' });
  return id;
}

async function last(session: Session): Promise<ScheduleRun[]> {
  const rows = await session.rows<Omit<ScheduleRun, 'result'> & { result: string | null }>(
    `SELECT DISTINCT ON (name) id, name, started_at AS "startedAt", ended_at AS "endedAt", ok, result
     FROM schedule_runs WHERE tenant = $1 ORDER BY name, id DESC`,
  );
  return rows.map((row) => ({
    ...row,
    result: row.result === null ? null : (JSON.parse(row.result) as Record<string, unknown>),
  }));
}
