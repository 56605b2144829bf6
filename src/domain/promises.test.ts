import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { atOnce, Late, within } from './promises.js';

it('waits for an answer no longer than it may', async () => {
  await expect(within(1000, Promise.resolve(1))).resolves.toBe(1);
  await expect(within(1000, Promise.reject(new Error('wrong')))).rejects.toThrow('wrong');
  await expect(within(5, sleep(1000, null, { ref: false }))).rejects.toThrow(Late);
});

it('does several at once, never more than it may, and keeps the order of the results', async () => {
  let [running, most] = [0, 0];
  const results = await atOnce(3, [5, 1, 4, 2, 3], async (ms) => {
    most = Math.max(most, ++running);
    await sleep(ms);
    running -= 1;
    return ms * 2;
  });
  expect(results).toEqual([10, 2, 8, 4, 6]);
  expect(most).toBe(3);
  expect(await atOnce(3, [], () => Promise.reject(new Error('never')))).toEqual([]);
});

it('begins nothing more after an error, or once aborted', async () => {
  const begun: number[] = [];
  const failing = atOnce(2, [1, 2, 3, 4, 5, 6], async (one) => {
    begun.push(one);
    await sleep(1);
    if (one === 2) throw new Error('two');
  });
  await expect(failing).rejects.toThrow('two');
  await sleep(20);
  expect(begun.length).toBeLessThanOrEqual(4);

  const controller = new AbortController();
  const aborted = atOnce(
    1,
    [1, 2, 3],
    (one) => {
      if (one === 2) controller.abort();
      return Promise.resolve();
    },
    controller.signal,
  );
  await expect(aborted).rejects.toThrow('abort');
});
