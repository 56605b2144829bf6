import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { epochNow, startPacer } from './index.js';
import { pace, type Due } from './pace.js';

/** A fake clock whose sleep takes `slow` ms too long. */
function fakeClock(slow = 0): { now: () => number; sleep: (ms: number) => boolean; add: (ms: number) => void } {
  let time = 1000;
  return {
    now: () => time,
    sleep: (ms) => {
      time += ms + slow;
      return true;
    },
    add: (ms) => {
      time += ms;
    },
  };
}

describe('pace', () => {
  test('every arrival is sent once, in order, never early, whatever the schedule and the sleep', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 5000, noNaN: true })),
        fc.integer({ min: 0, max: 50 }),
        (times, slow) => {
          const schedule = Float64Array.from(times).sort();
          const clock = fakeClock(slow);
          let next = 0;
          pace(schedule, 1000, clock, ({ first, last, late }) => {
            expect(first).toBe(next);
            expect(clock.now() - 1000).toBeGreaterThanOrEqual(schedule[last]! - 1e-6);
            expect(late).toBeGreaterThanOrEqual(0);
            expect(late).toBeLessThanOrEqual(slow + 1e-6);
            next = last + 1;
          });
          expect(next).toBe(schedule.length);
        },
      ),
    );
  });

  test('a hold-up is caught up at once and counted as lateness; later moments do not move', () => {
    const clock = fakeClock();
    const sent: Due[] = [];
    pace(Float64Array.of(0, 10, 20, 30, 100), 1000, clock, (due) => {
      sent.push(due);
      if (due.first === 0) clock.add(35);
    });
    expect(sent).toEqual([
      { first: 0, last: 0, late: 0 },
      { first: 1, last: 3, late: 25 },
      { first: 4, last: 4, late: 0 },
    ]);
  });

  test('it stops when told to', () => {
    const sent: Due[] = [];
    pace(Float64Array.of(0, 10, 20), 1000, { now: () => 1000, sleep: () => false }, (due) => {
      sent.push(due);
    });
    expect(sent).toHaveLength(1);
  });
});

test('the thread sends a real schedule, never early, and can be stopped', async () => {
  let sent = 0;
  let early = false;
  const schedule = Float64Array.of(0, 50, 100, 60_000);
  const pacer = startPacer(schedule, ({ first, last }) => {
    sent += last - first + 1;
    early ||= epochNow() - pacer.start < schedule[last]! - 1;
    if (last === 2) pacer.stop();
  });
  await pacer.finished;
  expect(sent).toBe(3);
  expect(early).toBe(false);
});
