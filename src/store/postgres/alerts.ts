import { changeOf, isIdle, planAlerts, type AlertPlan, type AlertState, type ChangeRow } from '../alerts.js';
import { CHANGE_KEPT_MS, MOST_CHANGES, type AlertRepository, type FiringAlert } from '../port/index.js';
import { CLOCK, NOW, type Query, type Server } from './server.js';

export function postgresAlerts(server: Server, query: Query): AlertRepository {
  return {
    firing: () => firing(query),
    say: async (process, judged) => {
      // Usually nothing has changed, and nothing is written.
      const seen = planAlerts(process, judged, await stateOf(server, query, process));
      if (isIdle(seen)) return seen.firing;
      // What a process says decides over what others said, so one after the other.
      return server.transaction('LOCK TABLE alerts IN SHARE ROW EXCLUSIVE MODE', async (client) => {
        const inside: Query = async (sql, ...values) => (await client.query(sql, values)).rows as never;
        const plan = planAlerts(process, judged, await stateOf(server, inside, process));
        await apply(server, inside, process, plan);
        return plan.firing;
      });
    },
    take: async (process, leaseMs) => {
      if ((await query('SELECT 1 FROM alert_changes LIMIT 1')).length === 0) return null;
      await query(`DELETE FROM alert_changes WHERE at <= ${NOW} - $2::bigint`, server.clock, CHANGE_KEPT_MS);
      const [row] = await query<ChangeRow>(
        `UPDATE alert_changes SET process = $2, lease_until = ${NOW} + $3::bigint
         WHERE id = (SELECT id FROM alert_changes ORDER BY id LIMIT 1 FOR UPDATE) AND (process = $2 OR lease_until <= ${NOW})
         RETURNING id, name, status, since, value, at`,
        server.clock,
        process,
        leaseMs,
      );
      return row === undefined ? null : changeOf(row);
    },
    settle: async (id, isTold) => {
      const settled = isTold
        ? 'DELETE FROM alert_changes WHERE id = $1'
        : 'UPDATE alert_changes SET process = NULL, lease_until = 0 WHERE id = $1';
      await query(settled, id);
    },
  };
}

function firing(query: Query): Promise<FiringAlert[]> {
  return query<FiringAlert>('SELECT name, since, value FROM alerts ORDER BY name');
}

async function stateOf(server: Server, query: Query, process: string): Promise<AlertState> {
  const said = await query<AlertState['said'][number]>(
    `SELECT name, since, value, process FROM alert_reports
     WHERE process = $2 OR EXISTS (SELECT 1 FROM processes WHERE id = process AND processes.lease_until > ${NOW})
     ORDER BY name, process`,
    server.clock,
    process,
  );
  return { firing: await firing(query), said };
}

async function apply(
  server: Server,
  query: Query,
  process: string,
  { say, unsay, begin, end, changes }: AlertPlan,
): Promise<void> {
  const rows = (alerts: readonly { name: string }[]): string => JSON.stringify(alerts);
  const listed = 'json_to_recordset($1::json) AS one (name text, status text, since text, value float8)';
  await query('DELETE FROM alert_reports WHERE process <> $1 AND process NOT IN (SELECT id FROM processes)', process);
  await query(
    `INSERT INTO alert_reports (name, process, since, value) SELECT name, $2, since, value FROM ${listed}
     ON CONFLICT (name, process) DO UPDATE SET since = excluded.since, value = excluded.value`,
    rows(say),
    process,
  );
  await query('DELETE FROM alert_reports WHERE process = $1 AND name = ANY($2::text[])', process, unsay);
  await query(
    `INSERT INTO alerts (name, since, value) SELECT name, since, value FROM ${listed}
     ON CONFLICT (name) DO UPDATE SET since = excluded.since, value = excluded.value`,
    rows(begin),
  );
  await query('DELETE FROM alerts WHERE name = ANY($1::text[])', end);
  await query(
    `INSERT INTO alert_changes (name, status, since, value, at, lease_until)
     SELECT name, status, since, value, coalesce($2::bigint, ${CLOCK}), 0
     FROM ${listed}`,
    rows(changes),
    server.clock,
  );
  await query('DELETE FROM alert_changes WHERE id <= (SELECT max(id) FROM alert_changes) - $1::int', MOST_CHANGES);
}
