import { expect, it } from 'vitest';
import { Turns } from './turns.js';

function busy(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until;);
}

const WORK_MS = 6;

it('begins requests that come all at once in their order, few in one turn of the event loop, also where the work is in promises', async () => {
  const turns = new Turns();
  const done: number[] = [];
  const inTurn = [0];
  const request = async (i: number): Promise<void> => {
    await Promise.resolve();
    await Promise.resolve();
    busy(WORK_MS);
    done.push(i);
    inTurn[inTurn.length - 1]! += 1;
  };
  // Like sockets with something to read: one callback each, in the same turn.
  for (let i = 0; i < 10; i++)
    setImmediate(() => {
      turns.enter(() => void request(i));
    });
  while (done.length < 10) {
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
    inTurn.push(0);
  }
  expect(done).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(Math.max(...inTurn)).toBeLessThanOrEqual(3);
});

it('begins at once what comes alone', () => {
  const turns = new Turns();
  let begun = false;
  turns.enter(() => {
    begun = true;
  });
  expect(begun).toBe(true);
});
