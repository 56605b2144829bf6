import type { QuotaStore, QuotaUse } from '../port/index.js';
import { NOW, type Query, type Server } from './server.js';

/** Windows that have ended are deleted once in so many takes of a process. */
const CLEAN_EVERY = 1000;

/**
 * Windows as rows. A take is one statement, which waits for others on its row and goes by what they left, so together
 * they are never granted more than the limit.
 */
export function postgresQuotas(server: Server, query: Query): QuotaStore {
  let takes = 0;
  return {
    take: async ({ quota, caller }, amount, { limit, windowMs }) => {
      if (++takes % CLEAN_EVERY === 0) await query(`DELETE FROM quotas WHERE ends_at <= ${NOW}`, server.clock);
      const [use] = await query<QuotaUse>(TAKE, server.clock, quota, caller, amount, limit, windowMs);
      return use!;
    },
    look: async ({ quota, caller }, { windowMs }) => {
      const running = `SELECT 0 AS granted, used, greatest(0, ends_at - ${NOW}) AS "resetMs" FROM quotas
        WHERE quota = $2 AND caller = $3 AND ends_at > ${NOW}`;
      const [use] = await query<QuotaUse>(running, server.clock, quota, caller);
      return use ?? { granted: 0, used: 0, resetMs: windowMs };
    },
  };
}

const [AMOUNT, LIMIT] = ['$4::bigint', '$5::bigint'];
const FRESH = `greatest(0, least(${AMOUNT}, ${LIMIT}))`;
const FURTHER = `greatest(0, least(${AMOUNT}, ${LIMIT} - quotas.used))`;
/** `excluded` is the window that would begin now. */
const IS_OVER = 'quotas.ends_at <= excluded.ends_at - $6::bigint';

const TAKE = `WITH clock AS (SELECT ${NOW} AS now)
  INSERT INTO quotas (quota, caller, used, granted, ends_at) SELECT $2, $3, ${FRESH}, ${FRESH}, now + $6::bigint FROM clock
  ON CONFLICT (quota, caller) DO UPDATE SET
    granted = CASE WHEN ${IS_OVER} THEN ${FRESH} ELSE ${FURTHER} END,
    used = CASE WHEN ${IS_OVER} THEN ${FRESH} ELSE quotas.used + ${FURTHER} END,
    ends_at = CASE WHEN ${IS_OVER} THEN excluded.ends_at ELSE quotas.ends_at END
  RETURNING granted, used, greatest(0, ends_at - ${NOW}) AS "resetMs"`;
