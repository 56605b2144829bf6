import { expect, it, onTestFinished, vi } from 'vitest';
import type { Sender } from '../../../domain/index.js';
import { Semaphore } from './semaphore.js';

const ME: Sender = { tenant: 'one', key: null };

it('lets so many at a time, in order, refuses what would wait behind too many, and goes on after a failure', async () => {
  const semaphore = new Semaphore({ what: 'tests', limit: 2, waiting: 3 });
  const gates: (() => void)[] = [];
  const order: number[] = [];
  const run = (n: number) =>
    semaphore.run(
      ME,
      () =>
        new Promise<void>((resolve, reject) => {
          order.push(n);
          gates.push(() => {
            if (n === 1) reject(new Error('one fails'));
            else resolve();
          });
        }),
    );
  const runs = [0, 1, 2, 3, 4].map((n) => run(n).catch((error: unknown) => (error as Error).message));
  await expect(run(5)).rejects.toMatchObject({ code: 'busy' });
  expect(order).toEqual([0, 1]);
  while (gates.length > 0) {
    gates.shift()!();
    await new Promise(setImmediate);
  }
  expect(await Promise.all(runs)).toEqual([undefined, 'one fails', undefined, undefined, undefined]);
  expect(order).toEqual([0, 1, 2, 3, 4]);
});

it('refuses nobody while places are free, and gives the place of a body that throws at once', async () => {
  const waits: number[] = [];
  const semaphore = new Semaphore({ what: 'tests', limit: 2, waiting: 0, onWaited: (seconds) => waits.push(seconds) });
  const failing = semaphore.run(ME, () => {
    throw new Error('at once');
  });
  const other = semaphore.run(ME, () => Promise.resolve(7));
  await expect(semaphore.run(ME, () => Promise.resolve())).rejects.toMatchObject({ code: 'busy' });
  await expect(failing).rejects.toThrow('at once');
  expect(await other).toBe(7);
  expect(await semaphore.run(ME, () => Promise.resolve(8))).toBe(8);
  expect(waits).toHaveLength(3);
});

const settled = () => new Promise(setImmediate);

/** Takes a place until the test ends it; gives in which order senders got places. */
function holder(semaphore: Semaphore): { hold: (tenant: string, key: string) => void; got: string[]; end: () => void } {
  const [got, ends]: [string[], (() => void)[]] = [[], []];
  return {
    got,
    hold: (tenant, key) =>
      void semaphore.run({ tenant, key }, async () => {
        got.push(tenant + key);
        await new Promise<void>((resolve) => ends.push(resolve));
      }),
    end: () => {
      ends.shift()!();
    },
  };
}

it('leaves places for other keys of the tenant and for other tenants, whatever one holds and waits for', async () => {
  const semaphore = new Semaphore({ what: 'tests', limit: 4, perTenant: 2, perKey: 1, waiting: 100 });
  const { hold, got } = holder(semaphore);
  for (let i = 0; i < 20; i++) hold('a', '1');
  await settled();
  expect(got).toEqual(['a1']);
  hold('a', '2');
  hold('a', '3');
  hold('b', '1');
  hold('c', '1');
  hold('d', '1');
  await settled();
  expect(got).toEqual(['a1', 'a2', 'b1', 'c1']);
});

it('gives places that become free in turns', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const semaphore = new Semaphore({ what: 'tests', limit: 1, waiting: 100 });
  const { hold, got, end } = holder(semaphore);
  for (let i = 0; i < 3; i++) hold('a', '1');
  for (let i = 0; i < 2; i++) hold('a', '2');
  for (let i = 0; i < 3; i++) hold('b', '1');
  await settled();
  for (let i = 1; i < 8; i++) {
    vi.advanceTimersByTime(100);
    end();
    await settled();
  }
  // The first had nobody to share with.
  expect(got[0]).toBe('a1');
  expect(
    got
      .slice(1)
      .map((who) => who[0])
      .join(''),
  ).toBe('abababa');
  expect(got.filter((who) => who.startsWith('a')).slice(1)).toEqual(['a1', 'a2', 'a1', 'a2']);
});

it('lets a sender wait who has less than its share of the places for that', async () => {
  const semaphore = new Semaphore({ what: 'tests', limit: 1, waiting: 4 });
  const { hold } = holder(semaphore);
  for (let i = 0; i < 5; i++) hold('a', '1');
  const one = (tenant: string) => semaphore.run({ tenant, key: '1' }, () => Promise.resolve());
  await expect(one('a')).rejects.toMatchObject({ code: 'busy' });
  hold('b', '1');
  hold('b', '1');
  await expect(one('b')).rejects.toMatchObject({
    code: 'busy',
  });
});

it('knows who waits for a place that a sender could give', async () => {
  const semaphore = new Semaphore({ what: 'tests', limit: 3, perTenant: 2, perKey: 1, waiting: 100 });
  const { hold, got } = holder(semaphore);
  const waitsFor = (tenant: string, key: string) =>
    semaphore.waitingFor({ tenant, key }).map(({ sender }) => sender.tenant + sender.key);
  hold('a', '1');
  hold('a', '1');
  hold('a', '2');
  hold('b', '1');
  await settled();
  expect(got).toEqual(['a1', 'a2', 'b1']);
  // The second one of a1 waits for its own first one alone.
  expect([waitsFor('a', '1'), waitsFor('a', '2'), waitsFor('b', '1')]).toEqual([[], [], []]);
  hold('a', '3');
  expect([waitsFor('a', '1'), waitsFor('a', '2'), waitsFor('b', '1')]).toEqual([['a3'], ['a3'], []]);
  hold('c', '1');
  expect([waitsFor('a', '1'), waitsFor('a', '2'), waitsFor('b', '1')]).toEqual([['a3', 'c1'], ['a3', 'c1'], ['c1']]);
});
