import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeArrivals, parseRate, PROFILES, readTrace, writeTrace, type ArrivalOptions } from './index.js';
import { DAY, dayIntensity, HOUR, HOUR_SHARES, total, WEEKDAY_SHARES, weekIntensity } from './curve.js';

const day = (more: Partial<ArrivalOptions> = {}): ArrivalOptions => ({
  rate: 10_000 / DAY,
  profile: 'day',
  duration: DAY,
  seed: '1',
  ...more,
});

describe('rates', () => {
  test.each([
    ['10000/day', 10_000 / 86_400],
    ['600/h', 1 / 6],
    ['3.3/s', 3.3],
    ['1,000,000 / day', 1e6 / 86_400],
    ['90/min', 1.5],
    ['.5/s', 0.5],
    ['10k/day', 10_000 / 86_400],
    ['1.5M per day', 1.5e6 / 86_400],
    ['600 an hour', 1 / 6],
  ])('%s', (text, perSecond) => {
    expect(parseRate(text)).toBeCloseTo(perSecond, 12);
  });

  test.each([
    '',
    '10',
    '10/',
    '/s',
    '0/s',
    '-3/s',
    '1e3/s',
    '10/fortnight',
    'many/day',
    '10/s/s',
    '10m/day',
    '10 k k/day',
    '10 perday',
  ])('%j is refused with a hint', (text) => {
    expect(() => parseRate(text)).toThrow(expect.objectContaining({ code: 'bad_flag' }) as Error);
  });
});

describe('curves', () => {
  test('the shares are those of a day and of a week', () => {
    expect(HOUR_SHARES.reduce((a, b) => a + b, 0)).toBeCloseTo(100, 6);
    expect(HOUR_SHARES.slice(8, 18).reduce((a, b) => a + b, 0)).toBeCloseTo(61, 6);
    expect(Math.max(...HOUR_SHARES)).toBe(HOUR_SHARES[14]);
    expect(WEEKDAY_SHARES.reduce((a, b) => a + b, 0)).toBeCloseTo(100, 6);
  });

  test('a Tuesday of a week at 10,000 a day has 12,900, and 1,100 in its peak hour', () => {
    const { rates, step } = weekIntensity(10_000);
    const sum = (from: number, to: number): number =>
      rates.slice(from / step, to / step).reduce((a, b) => a + b, 0) * step;
    expect(sum(DAY, 2 * DAY)).toBeCloseTo(12_880, -2);
    expect(sum(DAY + 14 * HOUR, DAY + 15 * HOUR)).toBeCloseTo(1_095, -1);
    expect(total(dayIntensity(10_000))).toBeCloseTo(10_000, 6);
  });

  test('the golden day: singles by hour for seed 1', () => {
    const trace = makeArrivals(day({ batchShare: 0 }));
    const hours = new Array<number>(24).fill(0);
    for (const at of trace.at) hours[Math.floor(at / HOUR)]!++;
    expect(hours).toMatchInlineSnapshot(`
      [
        105,
        73,
        61,
        56,
        74,
        102,
        181,
        270,
        433,
        552,
        606,
        649,
        579,
        740,
        889,
        711,
        566,
        437,
        508,
        657,
        628,
        506,
        375,
        242,
      ]
    `);
  });
});

const anyProfile = fc.constantFrom(...PROFILES);

describe('arrivals', () => {
  test('rise, stay within the run, and are the same for the same seed', () => {
    fc.assert(
      fc.property(
        anyProfile,
        fc.integer({ min: 50, max: 8000 }),
        fc.integer({ min: 60, max: 30 * HOUR }),
        fc.string(),
        (profile, perDay, duration, seed) => {
          const options = { rate: perDay / DAY, profile, duration, seed };
          const trace = makeArrivals(options);
          expect(makeArrivals(options)).toEqual(trace);
          expect(trace.batch).toHaveLength(trace.at.length);
          for (let i = 0; i < trace.at.length; i++) {
            if (!(trace.at[i]! >= (i === 0 ? 0 : trace.at[i - 1]!) && trace.at[i]! <= duration))
              throw new Error(`arrival ${i} at ${trace.at[i]}`);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  test('a day has its total exactly, whatever the seed', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 30_000 }), (seed, perDay) => {
        expect(makeArrivals(day({ seed, rate: perDay / DAY })).at).toHaveLength(perDay);
      }),
      { numRuns: 40 },
    );
  });

  test('Poisson counts lie within five standard deviations, and gaps vary as they must', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const { at } = makeArrivals(day({ seed, profile: 'poisson', rate: 2, duration: 5000 }));
        expect(Math.abs(at.length - 10_000)).toBeLessThan(500);
        const gaps = at.slice(1).map((time, i) => time - at[i]!);
        const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length;
        const variance = gaps.reduce((a, b) => a + (b - mean) ** 2, 0) / gaps.length;
        expect(variance / mean ** 2).toBeGreaterThan(0.85);
        expect(variance / mean ** 2).toBeLessThan(1.15);
      }),
      { numRuns: 20 },
    );
  });

  test('10 to 20 % of a day come in batches of 100 to 500', () => {
    const { batch } = makeArrivals(day({ rate: 200_000 / DAY }));
    const sizes = new Map<number, number>();
    for (const id of batch) if (id !== -1) sizes.set(id, (sizes.get(id) ?? 0) + 1);
    const inBatches = [...sizes.values()].reduce((a, b) => a + b, 0);
    expect(inBatches / batch.length).toBeGreaterThan(0.1);
    expect(inBatches / batch.length).toBeLessThan(0.2);
    expect(Math.min(...sizes.values())).toBeGreaterThanOrEqual(100);
    expect(Math.max(...sizes.values())).toBeLessThanOrEqual(500);
  });

  test('a flash crowd is twenty times the mean for half an hour', () => {
    const { at } = makeArrivals(day({ profile: 'flash', batchShare: 0 }));
    const during = at.filter((time) => time >= 14 * HOUR && time < 14.5 * HOUR).length;
    expect(during / ((10_000 / 24) * 0.5)).toBeGreaterThan(19);
    expect(during / ((10_000 / 24) * 0.5)).toBeLessThan(21);
  });

  test('a run shorter than its profile starts at 13:30', () => {
    const trace = makeArrivals(day({ duration: 2 * HOUR, batchShare: 0 }));
    expect(trace.startsAt).toBe(13.5 * HOUR);
    expect(trace.at.length).toBeGreaterThan(1300); // 3.6 + 8.5 + 3.45 % of 10,000, plus or minus the variation by postings
    expect(trace.at.length).toBeLessThan(1800);
  });
});

describe('traces', () => {
  test('what is recorded is replayed', () => {
    fc.assert(
      fc.property(anyProfile, fc.string(), (profile, seed) => {
        const trace = makeArrivals(day({ profile, seed, duration: 2 * HOUR }));
        expect(readTrace(writeTrace(trace))).toEqual(trace);
      }),
      { numRuns: 20 },
    );
  });

  test.each(['abc', '1\n0.5', '1,x', '1;2'])('%j is refused', (text) => {
    expect(() => readTrace(text)).toThrow(expect.objectContaining({ code: 'dataset_invalid' }) as Error);
  });
});
