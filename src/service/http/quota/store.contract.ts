import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuotaStore } from '../../../store/port/index.js';

/** An empty store, and a way to advance its clock. */
export interface QuotaStoreUnderTest {
  store: QuotaStore;
  advance(ms: number): Promise<void> | void;
  close?(): Promise<void>;
}

const KEY = { quota: 'cvs', caller: 'someone' };
const RULE = { limit: 10, windowMs: 1000 };

/** The contract of every quota store. */
export function quotaStoreContract(name: string, open: () => Promise<QuotaStoreUnderTest> | QuotaStoreUnderTest): void {
  const withStore: WithStore = async (body) => {
    const under = await open();
    try {
      await body(under);
    } finally {
      await under.close?.();
    }
  };

  describe(`${name} as a store of quotas`, () => {
    grantCases(withStore);
    limitCases(withStore);
    windowCases(withStore);
  });
}

/** Runs a test on a store of its own. */
type WithStore = (body: (under: QuotaStoreUnderTest) => Promise<void>) => Promise<void>;

function grantCases(withStore: WithStore): void {
  describe('what is granted', () => {
    it('grants all, then what is left, then nothing', () =>
      withStore(async ({ store }) => {
        expect(await store.take(KEY, 7, RULE)).toMatchObject({ granted: 7, used: 7 });
        expect(await store.take(KEY, 7, RULE)).toMatchObject({ granted: 3, used: 10 });
        expect(await store.take(KEY, 1, RULE)).toMatchObject({ granted: 0, used: 10 });
      }));

    it('looks without taking, and a look begins no window', () =>
      withStore(async ({ store, advance }) => {
        expect(await store.look(KEY, RULE)).toEqual({ granted: 0, used: 0, resetMs: RULE.windowMs });
        await advance(600);
        await store.take(KEY, 4, RULE);
        await advance(600);
        expect(await store.look(KEY, RULE)).toMatchObject({ granted: 0, used: 4 });
        expect((await store.look(KEY, RULE)).resetMs).toBeLessThanOrEqual(400);
        await advance(500);
        expect(await store.look(KEY, RULE)).toMatchObject({ used: 0 });
      }));

    it('counts each caller and each quota for itself, whatever signs their names hold', () =>
      withStore(async ({ store }) => {
        const keys = ['a', 'b', 'a:b', 'é{}', ''].flatMap((quota) =>
          ['a', 'b', ':b', '2001:db8::1'].map((caller) => ({ quota, caller })),
        );
        for (const [i, key] of keys.entries()) await store.take(key, 1 + (i % 9), RULE);
        for (const [i, key] of keys.entries()) expect((await store.look(key, RULE)).used).toBe(1 + (i % 9));
      }));
  });
}

function limitCases(withStore: WithStore): void {
  describe('the limit', () => {
    it('grants no more than the limit to many who take at the same moment', () =>
      withStore(async ({ store }) => {
        const takes = await Promise.all(Array.from({ length: 50 }, (_, i) => store.take(KEY, 1 + (i % 2), RULE)));
        expect(takes.reduce((sum, { granted }) => sum + granted, 0)).toBe(RULE.limit);
        expect(await store.look(KEY, RULE)).toMatchObject({ used: RULE.limit });
      }));

    it('goes by the rule of each call: a limit that was lowered grants nothing, and takes nothing back', () =>
      withStore(async ({ store }) => {
        await store.take(KEY, 8, RULE);
        expect(await store.take(KEY, 1, { ...RULE, limit: 5 })).toMatchObject({ granted: 0, used: 8 });
        expect(await store.take(KEY, 9, { ...RULE, limit: 12 })).toMatchObject({ granted: 4, used: 12 });
      }));
  });
}

function windowCases(withStore: WithStore): void {
  describe('windows', () => {
    it('never grants more than the limit in a window, and all of it', () =>
      fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 20 }),
          fc.array(fc.record({ wait: fc.integer({ min: 0, max: 700 }), amount: fc.integer({ min: 1, max: 8 }) }), {
            maxLength: 30,
          }),
          (limit, asks) =>
            withStore(async ({ store, advance }) => {
              let now = 0;
              let window = { ends: -1, granted: 0 };
              for (const { wait, amount } of asks) {
                now += wait;
                await advance(wait);
                if (now >= window.ends) window = { ends: now + 1000, granted: 0 };
                const use = await store.take(KEY, amount, { limit, windowMs: 1000 });
                expect(use.granted).toBe(Math.min(amount, limit - window.granted));
                window.granted += use.granted;
                expect(use).toMatchObject({ used: window.granted, resetMs: window.ends - now });
              }
            }),
        ),
      ));
  });
}
