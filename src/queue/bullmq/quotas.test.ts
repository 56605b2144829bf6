import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { withServer } from '../../config/testing-servers.js';
import { quotaStoreContract } from '../../service/http/quota/store.contract.js';
import { redisQuotas } from './quotas.js';

const KEY = { quota: 'cvs', caller: 'someone' };
const RULE = { limit: 5, windowMs: 60_000 };

withServer('Redis', (url) => {
  quotaStoreContract('Redis', () => {
    let now = 1_000_000;
    const store = redisQuotas(url, randomUUID(), () => now);
    return {
      store,
      advance: (ms) => {
        now += ms;
      },
      close: () => {
        store.close();
        return Promise.resolve();
      },
    };
  });

  it('counts together what several processes take at the same moment, by the clock of Redis', async () => {
    const name = randomUUID();
    const stores = [redisQuotas(url, name), redisQuotas(url, name), redisQuotas(url, randomUUID())];
    const takes = await Promise.all(Array.from({ length: 20 }, (_, i) => stores[i % 2]!.take(KEY, 1, RULE)));
    expect(takes.filter(({ granted }) => granted === 1)).toHaveLength(5);
    const { used, resetMs } = await stores[1]!.look(KEY, RULE);
    expect(used).toBe(5);
    expect(resetMs).toBeGreaterThan(0);
    expect(resetMs).toBeLessThanOrEqual(RULE.windowMs);
    expect((await stores[2]!.look(KEY, RULE)).used).toBe(0);
    for (const store of stores) store.close();
  });
});

it('says at once that no Redis answers, and names no password', async () => {
  const store = redisQuotas('redis://user:secret@127.0.0.1:1', 'x');
  for (let i = 0; i < 2; i++)
    await expect(store.take(KEY, 1, RULE)).rejects.toMatchObject({
      code: 'store_unreachable',
      message: expect.not.stringContaining('secret') as string,
    });
  store.close();
});
