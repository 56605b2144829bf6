import { expect, it, vi } from 'vitest';
import type { Sender } from '../../../domain/index.js';
import { Turns } from './turns.js';

const ME: Sender = { tenant: 'one', key: null };

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
      turns.enter(ME, () => void request(i));
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
  turns.enter(ME, () => {
    begun = true;
  });
  expect(begun).toBe(true);
});

it('does not let a crowd of requests of one sender hold up those of another', async () => {
  const turns = new Turns();
  const done: string[] = [];
  const send = (tenant: string): void => {
    turns.enter({ tenant, key: null }, () => {
      busy(WORK_MS);
      done.push(tenant);
    });
  };
  for (let i = 0; i < 20; i++) send('crowd');
  for (let i = 0; i < 2; i++) send('other');
  await vi.waitFor(() => {
    expect(done).toHaveLength(22);
  });
  // A turn of the event loop has begun with the crowd before the other came.
  expect(done.lastIndexOf('other')).toBeLessThanOrEqual(6);
});
