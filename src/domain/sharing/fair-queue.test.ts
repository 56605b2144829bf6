import { expect, it } from 'vitest';
import { FairQueue, type Sender } from './fair-queue.js';

const at = (tenant: string, key: string | null = null): Sender => ({ tenant, key });

function open(): FairQueue<string> {
  return new FairQueue({ quantum: 10, now: () => 0 });
}

function takeAll(queue: FairQueue<string>, cost = 10): string {
  let all = '';
  for (
    let next;
    (next = queue.next(
      () => true,
      () => cost,
    )) !== null;
  )
    all += next.item;
  return all;
}

it('takes turns between tenants, then between the keys of a tenant, then goes by what came first', () => {
  const queue = open();
  for (const item of 'aaa') queue.add(at('one', 'k1'), item);
  for (const item of 'bbb') queue.add(at('one', 'k2'), item);
  for (const item of '123456') queue.add(at('two'), item);
  expect(queue.size).toBe(12);
  expect([...queue.senders()].map(({ items }) => items)).toEqual([3, 3, 6]);
  expect(takeAll(queue)).toBe('a1b2a3b4a5b6');
  expect(queue.size).toBe(0);
});

it('makes up for a piece that cost more than was thought', () => {
  const queue = open();
  for (let i = 0; i < 20; i++) queue.add(at('one'), 'a');
  for (let i = 0; i < 20; i++) queue.add(at('two'), 'b');
  queue.charge(at('one'), 100);
  expect(takeAll(queue).slice(0, 10)).toBe('bbbbbbbbbb');
});

it('serves none of a tenant whose keys may not be served, and the others meanwhile', () => {
  const queue = open();
  queue.add(at('one', 'k1'), 'a');
  queue.add(at('one', 'k2'), 'b');
  queue.add(at('two', 'k1'), 'c');
  const take = (may: (sender: Sender) => boolean) => queue.next(may, () => 10)?.item;
  expect(take(({ key }) => key === 'k2')).toBe('b');
  expect(take(({ tenant }) => tenant === 'two')).toBe('c');
  expect(take(({ key }) => key === 'k2')).toBeUndefined();
  expect(take(() => true)).toBe('a');
});

it('forgets who waits no more', () => {
  const queue = open();
  queue.add(at('one'), 'a');
  queue.add(at('one'), 'b');
  expect(queue.drop(at('one'), 'a')).toBe(true);
  expect(queue.drop(at('one'), 'a')).toBe(false);
  expect(queue.drop(at('nobody'), 'a')).toBe(false);
  expect(takeAll(queue)).toBe('b');
});
