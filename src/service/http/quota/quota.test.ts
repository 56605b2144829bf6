import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCursor, writeCursor } from '../cursor.js';
import { MemoryQuotas } from './memory.js';
import { quotaStoreContract } from './store.contract.js';
import { Quota } from './quota.js';

quotaStoreContract('memory', () => {
  let now = 1_000_000;
  return {
    store: new MemoryQuotas(() => now),
    advance: (ms) => {
      now += ms;
    },
  };
});

it('forgets the oldest callers before memory grows without bound', async () => {
  const store = new MemoryQuotas(() => 0);
  const rule = { limit: 2, windowMs: 1000 };
  const keyOf = (i: number) => ({ quota: 'ip', caller: String(i) });
  for (let i = 0; i <= 100_000; i++) await store.take(keyOf(i), 1, rule);
  expect((await store.look(keyOf(0), rule)).used).toBe(0);
  expect((await store.look(keyOf(50_000), rule)).used).toBe(1);
});

it('never grants more than the limit in a window, and all of it', () => {
  return fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.record({ wait: fc.integer({ min: 0, max: 700 }), amount: fc.integer({ min: 1, max: 8 }) }), {
        maxLength: 60,
      }),
      async (limit, asks) => {
        let now = 0;
        const quota = new Quota('cvs', { limit, windowMs: 1000 }, new MemoryQuotas(() => now));
        let window = { ends: -1, granted: 0 };
        for (const { wait, amount } of asks) {
          now += wait;
          if (now >= window.ends) window = { ends: now + 1000, granted: 0 };
          const state = await quota.take('someone', amount);
          expect(state.granted).toBe(Math.min(amount, limit - window.granted));
          window.granted += state.granted;
          expect(state).toMatchObject({ left: limit - window.granted, resetMs: window.ends - now });
        }
        expect((await quota.look('someone else')).left).toBe(limit);
      },
    ),
  );
});

it('reads back the cursors that it wrote, and no other text', () => {
  fc.assert(
    fc.property(fc.nat(), (position) => {
      expect(readCursor(writeCursor(position), Number.isSafeInteger)).toBe(position);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => readCursor(text, () => false)).toThrow(expect.objectContaining({ code: 'bad_request' }));
    }),
  );
});
