import { expect, it } from 'vitest';
import { openBacklog } from './backlog.js';

it('refuses uploads over the limit with a time after which to come again, also between two counts', async () => {
  let time = 0;
  let pending = 90;
  const counts = () =>
    Promise.resolve({
      pending,
      delayed: 0,
      running: 5,
      failed: 0,
      dead: 0,
      oldestMs: 0,
      endedLastMinute: 60,
      pausedAt: null,
    });
  const backlog = openBacklog(
    { counts, openByKey: () => Promise.resolve(new Map([[null, pending + 5]])) },
    100,
    () => time,
  );
  expect(await backlog.refuses(5, null)).toBeNull();
  expect(await backlog.refuses(3, null)).toBe(3);
  pending = 40;
  time = 1000;
  expect(await backlog.refuses(3, null)).toBeNull();
  expect(await backlog.refuses(1000, null)).toBe(300);
});

it('accepts uploads of a key with less than its share when others have reached the limit', async () => {
  let time = 0;
  const open = new Map<string | null, number>([['hog', 100]]);
  const counts = () =>
    Promise.resolve({
      pending: 98,
      delayed: 0,
      running: 2,
      failed: 0,
      dead: 0,
      oldestMs: 0,
      endedLastMinute: 60,
      pausedAt: null,
    });
  const backlog = openBacklog({ counts, openByKey: () => Promise.resolve(new Map(open)) }, 100, () => time);
  expect(await backlog.refuses(1, 'hog')).toBe(1);
  // Two keys: half each, and not more between two counts.
  for (let i = 0; i < 50; i++) expect(await backlog.refuses(1, 'small')).toBeNull();
  expect(await backlog.refuses(1, 'small')).toBeGreaterThan(0);
  expect(await backlog.refuses(1, 'hog')).toBeGreaterThan(0);
  open.set('small', 50);
  time = 1000;
  expect(await backlog.refuses(1, 'small')).toBeGreaterThan(0);
  expect(await backlog.refuses(33, null)).toBeNull();
});
