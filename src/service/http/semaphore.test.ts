import { expect, it } from 'vitest';
import { Semaphore } from './semaphore.js';

it('lets so many at a time, in order, refuses what would wait behind too many, and goes on after a failure', async () => {
  const semaphore = new Semaphore({ what: 'tests', limit: 2, waiting: 3 });
  const gates: (() => void)[] = [];
  const order: number[] = [];
  const run = (n: number) =>
    semaphore.run(
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
  const failing = semaphore.run(() => {
    throw new Error('at once');
  });
  const other = semaphore.run(() => Promise.resolve(7));
  await expect(semaphore.run(() => Promise.resolve())).rejects.toMatchObject({ code: 'busy' });
  await expect(failing).rejects.toThrow('at once');
  expect(await other).toBe(7);
  expect(await semaphore.run(() => Promise.resolve(8))).toBe(8);
  expect(waits).toHaveLength(3);
});
