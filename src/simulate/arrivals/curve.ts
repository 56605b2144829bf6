import type { Random } from '../random.js';

export const HOUR = 3600;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;

/**
 * Per cent of a day's CVs by hour: 61 % between 08 and 18, a peak at 14:00 and a second one at 19:00 (application
 * tracking reports of 2010 to 2026). At 12,900 CVs on a Tuesday the peak hour has 1,100.
 *
 *   8 |                            #
 *   6 |                  # # # # # # #       # #
 *   4 |                # # # # # # # # # # # # # #
 *   2 |              # # # # # # # # # # # # # # # # #
 *     0   2   4   6    8   10    12  14  16  18  20  22
 */
export const HOUR_SHARES = [
  1.2, 0.8, 0.6, 0.5, 0.6, 1, 1.8, 3.2, 4.6, 5.7, 6.2, 6.3, 6, 7.2, 8.5, 6.9, 5.2, 4.4, 4.9, 7, 6.3, 5, 3.7, 2.4,
] as const;

/** Per cent of a week's CVs by weekday, from Monday. */
export const WEEKDAY_SHARES = [17.5, 18.4, 18.1, 16, 13, 8, 9] as const;

/** A posting draws about 200 CVs at a rate that halves every five days. */
const CVS_PER_POSTING = 200;
const POSTING_DECAY = Math.LN2 / (5 * DAY);
/** Older postings add less than one CV in a hundred. */
const POSTING_MEMORY = 35 * DAY;

/** Arrivals per second over time, in steps: `rates[i]` applies for `step` seconds from `i * step`. */
export interface Intensity {
  step: number;
  rates: Float64Array;
}

const STEP = 300;

/** The hour curve, with a sum of `perDay` on every day. */
export function dayIntensity(perDay: number, days = 1): Intensity {
  return intensityOf(days, (second) => (perDay * HOUR_SHARES[Math.floor((second % DAY) / HOUR)]!) / 100 / HOUR);
}

/** The hour curve times the weekday curve; `perDay` is the weekly mean. */
export function weekIntensity(perDay: number): Intensity {
  const day = dayIntensity(perDay, 7);
  return {
    step: STEP,
    rates: day.rates.map((rate, i) => (rate * WEEKDAY_SHARES[Math.floor((i * STEP) / DAY)]! * 7) / 100),
  };
}

/**
 * A day with a flash crowd, as when a posting is shared widely: twenty times the mean rate for 30 minutes from 14:00.
 */
export function flashIntensity(perDay: number): Intensity {
  const day = dayIntensity(perDay);
  const flash = (20 * perDay) / DAY;
  return {
    step: STEP,
    rates: day.rates.map((rate, i) => (i * STEP >= 14 * HOUR && i * STEP < 14.5 * HOUR ? flash : rate)),
  };
}

/** Multiplies the rate by the pull of postings that open at random and fade. The total stays the same. */
export function withPostings(base: Intensity, perDay: number, random: Random): Intensity {
  const length = base.rates.length * base.step;
  const opened: number[] = [];
  const rate = perDay / CVS_PER_POSTING / DAY;
  for (let at = -POSTING_MEMORY + random.exponential(rate); at < length; at += random.exponential(rate))
    opened.push(at);
  const steps = Math.ceil(POSTING_MEMORY / STEP);
  const jumps = new Float64Array(steps + base.rates.length);
  for (const at of opened) jumps[Math.floor((at + POSTING_MEMORY) / STEP)]! += 1;
  const fade = Math.exp(-POSTING_DECAY * STEP);
  let pull = 0;
  const pulled = new Float64Array(base.rates.length);
  for (let i = 0; i < jumps.length; i++) {
    pull = pull * fade + jumps[i]!;
    // Some people apply even without an open posting, so the pull never reaches zero.
    if (i >= steps) pulled[i - steps] = base.rates[i - steps]! * (pull + 0.05);
  }
  const factor = total(base) / total({ step: STEP, rates: pulled });
  return { step: STEP, rates: pulled.map((value) => value * factor) };
}

export function total(intensity: Intensity): number {
  return intensity.rates.reduce((sum, rate) => sum + rate, 0) * intensity.step;
}

function intensityOf(days: number, at: (second: number) => number): Intensity {
  return { step: STEP, rates: Float64Array.from({ length: (days * DAY) / STEP }, (_, i) => at(i * STEP)) };
}

/**
 * `count` sorted times that follow the intensity (sorted uniform numbers through the inverse of its cumulative sum).
 */
export function timesOf(intensity: Intensity, count: number, random: Random): Float64Array {
  const gaps = Float64Array.from({ length: count + 1 }, () => random.exponential(1));
  const whole = gaps.reduce((sum, gap) => sum + gap, 0);
  const perGap = total(intensity) / whole;
  const times = new Float64Array(count);
  let wanted = 0;
  let before = 0;
  let step = 0;
  for (let i = 0; i < count; i++) {
    wanted += gaps[i]! * perGap;
    while (step < intensity.rates.length - 1 && before + intensity.rates[step]! * intensity.step <= wanted)
      before += intensity.rates[step++]! * intensity.step;
    const rate = intensity.rates[step]!;
    const inside = rate > 0 ? (wanted - before) / rate : 0;
    times[i] = step * intensity.step + Math.min(intensity.step, inside);
  }
  return times;
}
