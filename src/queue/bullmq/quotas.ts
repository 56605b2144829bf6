import type { Redis } from 'ioredis';
import type { QuotaKey, QuotaStore, QuotaUse } from '../../store/port/index.js';
import type { QuotaRule } from '../../domain/index.js';
import { parseBroker } from './address.js';
import { load, unreachable } from './broker.js';

/** A request waits for it, so it must answer soon. After it did not, it is not asked for a while. */
const ANSWER_MS = 1000;
const REST_MS = 5000;
/** Milliseconds for which Redis keeps a window that has ended. */
const KEPT_MS = 60_000;

/**
 * KEYS: the window. ARGV: amount, or -1 for a look; limit; length of a window, and the time, both in milliseconds; an empty time is
 * that of Redis. Returns what is granted, what is used, and the milliseconds left.
 */
const TAKE = `
  local amount, limit, length, now = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
  if not now then
    local time = redis.call('TIME')
    now = time[1] * 1000 + math.floor(time[2] / 1000)
  end
  local window = redis.call('HMGET', KEYS[1], 'used', 'ends')
  local used, ends = tonumber(window[1] or 0), tonumber(window[2] or 0)
  if ends <= now then used, ends = 0, now + length end
  if amount < 0 then return {0, used, ends - now} end
  local granted = math.max(0, math.min(amount, limit - used))
  redis.call('HSET', KEYS[1], 'used', used + granted, 'ends', ends)
  redis.call('PEXPIRE', KEYS[1], length + ${KEPT_MS})
  return {granted, used + granted, ends - now}`;

export interface RedisQuotas extends QuotaStore {
  close(): void;
}

/**
 * Windows in the Redis that carries the queue, each a hash, changed by one script. No connection is made before the first
 * call; calls reject with `store_unreachable`. `now`: the clock of a test, by default that of Redis.
 */
export function redisQuotas(url: string, workspace: string, now?: () => number): RedisQuotas {
  const address = parseBroker(url);
  let client: Promise<Redis> | null = null;
  let restUntil = 0;
  const ask = async (
    { quota, caller }: QuotaKey,
    amount: number,
    { limit, windowMs }: QuotaRule,
  ): Promise<QuotaUse> => {
    if (Date.now() < restUntil) throw unreachable(address, new Error('no answer a moment ago'));
    try {
      const key = `cvmatch:quotas:${workspace}:${JSON.stringify([quota, caller])}`;
      const redis = await (client ??= connect(url));
      const told = await redis.eval(TAKE, 1, key, amount, limit, windowMs, now?.() ?? '');
      const [granted, used, resetMs] = told as [number, number, number];
      return { granted, used, resetMs };
    } catch (error) {
      restUntil = Date.now() + REST_MS;
      throw unreachable(address, error);
    }
  };
  return {
    take: (key, amount, rule) => ask(key, amount, rule),
    look: (key, rule) => ask(key, -1, rule),
    close: () =>
      void client?.then(
        (redis) => {
          redis.disconnect();
        },
        () => undefined,
      ),
  };
}

async function connect(url: string): Promise<Redis> {
  await load('redis');
  const { Redis: Client } = await import('ioredis');
  const redis = new Client(url, {
    maxRetriesPerRequest: 0,
    connectTimeout: ANSWER_MS,
    commandTimeout: ANSWER_MS,
    lazyConnect: true,
  });
  // Calls report what is wrong; without a listener an error would end the process.
  redis.on('error', () => undefined);
  return redis;
}
