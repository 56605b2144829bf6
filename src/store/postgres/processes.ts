import { servingProcess, type ProcessRow } from '../processes.js';
import type { ProcessBeat, ProcessRepository, Wanted } from '../port/index.js';
import { MIGRATIONS } from './schema/schema.js';
import { NOW, type Query, type Server } from './server.js';

const ALIVE = `lease_until > ${NOW}`;

export function postgresProcesses(server: Server, query: Query): ProcessRepository {
  return {
    beat: async (process, leaseMs) => {
      await beat(server, query, process, leaseMs);
      if (process.schedules) return lead(server, query, process.id, leaseMs);
      await query('UPDATE leader SET lease_until = 0 WHERE process = $1', process.id);
      return null;
    },
    list: async () => {
      const listed = `SELECT id, host, pid, version, role, state, held, done, wanted,
          started_at AS "startedAt", greatest(0, ${NOW} - beat_at) AS "beatMs",
          EXISTS (SELECT 1 FROM leader WHERE process = id AND leader.lease_until > ${NOW}) AS leads, beat_at AS "beatAt", lease_until AS "leaseUntil"
        FROM processes WHERE ${ALIVE} ORDER BY started_at, id`;
      return (await query<ProcessRow>(listed, server.clock)).map(servingProcess);
    },
    want: async (id, what) => {
      const asked = `UPDATE processes SET wanted = CASE WHEN wanted = 'stop' THEN wanted ELSE $3 END
        WHERE id = $2 AND ${ALIVE} RETURNING id`;
      return (await query(asked, server.clock, id, what)).length > 0;
    },
    wantedOf: async (id) => {
      const [row] = await query<{ wanted: Wanted | null }>('SELECT wanted FROM processes WHERE id = $1', id);
      return row?.wanted ?? null;
    },
    count: async (id, counts) => {
      await query(
        `WITH told AS (SELECT tenant, counts FROM unnest($2::text[], $3::text[]) AS told(tenant, counts)),
           gone AS (DELETE FROM process_counts WHERE process = $1
             AND tenant IN (SELECT tenant FROM told WHERE counts IS NULL))
         INSERT INTO process_counts (process, tenant, counts)
         SELECT id, tenant, counts FROM told JOIN processes ON id = $1 WHERE counts IS NOT NULL
         ON CONFLICT (process, tenant) DO UPDATE SET counts = excluded.counts`,
        id,
        counts.map(({ tenant }) => tenant ?? ''),
        counts.map(({ counts: counted }) => counted),
      );
    },
    countedBesides: async (id, tenant) => {
      const rows = await query<{ counts: string }>(
        `SELECT counts FROM process_counts JOIN processes ON processes.id = process
         WHERE ${ALIVE} AND process <> $2 AND tenant = $3 ORDER BY process`,
        server.clock,
        id,
        tenant ?? '',
      );
      return rows.map(({ counts }) => counts);
    },
    leave: async (ids) => {
      await query(
        `WITH gone AS (DELETE FROM processes WHERE id = ANY($1::text[]))
         UPDATE leader SET lease_until = 0 WHERE process = ANY($1::text[])`,
        ids,
      );
    },
  };
}

async function beat(server: Server, query: Query, process: ProcessBeat, leaseMs: number): Promise<void> {
  const { id, host, pid, version, role, state, held, done } = process;
  const values = [id, host, pid, version, role, state, held, done, leaseMs, MIGRATIONS.length];
  await query(
    `WITH gone AS (DELETE FROM processes WHERE lease_until <= ${NOW} AND id <> $2), clock AS (SELECT ${NOW} AS now)
     INSERT INTO processes (id, host, pid, version, role, started_at, beat_at, lease_until, state, held, done, schema)
     SELECT $2, $3, $4::int, $5, $6, now, now, now + $10::bigint, $7, $8::int, $9::bigint, $11::int FROM clock
     ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at, lease_until = excluded.lease_until,
       state = excluded.state, held = excluded.held, done = excluded.done`,
    server.clock,
    ...values,
  );
}

async function lead(server: Server, query: Query, id: string, leaseMs: number): Promise<number | null> {
  const [row] = await query<{ gap: number }>(
    `WITH clock AS (SELECT ${NOW} AS now)
     INSERT INTO leader (process, beat_at, lease_until, gap) SELECT $2, now, now + $3::bigint, 0 FROM clock
     ON CONFLICT (single) DO UPDATE SET process = excluded.process, beat_at = excluded.beat_at,
       lease_until = excluded.lease_until,
       gap = CASE WHEN leader.process = excluded.process THEN 0 ELSE greatest(0, excluded.beat_at - leader.beat_at) END
     WHERE leader.process = excluded.process OR leader.lease_until <= excluded.beat_at RETURNING gap`,
    server.clock,
    id,
    leaseMs,
  );
  return row?.gap ?? null;
}
