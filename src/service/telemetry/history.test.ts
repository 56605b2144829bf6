import { expect, test } from 'vitest';
import { History } from './history.js';

const counts = {
  pending: 3,
  delayed: 1,
  running: 2,
  failed: 0,
  dead: 0,
  oldestMs: 0,
  endedLastMinute: 7,
  pausedAt: null,
};

test('gives what came since, keeps an hour, and goes on counting when old points fall out', () => {
  const history = new History();
  expect(history.from(0)).toEqual({ points: [], next: 0 });
  history.add(0, counts);
  expect(history.from(0)).toEqual({
    points: [{ at: '1970-01-01T00:00:00.000Z', backlog: 5, endedLastMinute: 7 }],
    next: 1,
  });
  for (let i = 1; i < 400; i++) history.add(i * 10_000, { ...counts, pending: i });
  const whole = history.from(0);
  expect(whole.points).toHaveLength(360);
  expect(whole.next).toBe(400);
  expect(history.from(398).points.map(({ backlog }) => backlog)).toEqual([400, 401]);
  expect(history.from(400).points).toEqual([]);
});
