import { Random } from '../random.js';
import {
  DAY,
  dayIntensity,
  flashIntensity,
  HOUR,
  timesOf,
  total,
  WEEK,
  weekIntensity,
  withPostings,
  type Intensity,
} from './curve.js';
import type { Profile } from './choices.js';
import type { Trace } from './trace.js';

export { PROFILES, type Profile } from './choices.js';
export { parseRate } from './rate.js';
export { readTrace, writeTrace, type Trace } from './trace.js';

export interface ArrivalOptions {
  /**
   * Arrivals per second: the mean over the day (day, flash), over the week (week), or at any time (constant, poisson).
   */
  rate: number;
  profile: Profile;
  /** Simulated seconds. A run shorter than its profile starts at 13:30, shortly before the peak. */
  duration: number;
  seed: string;
  /** Share of CVs that come in batches of 100 to 500 (profiles day, week and flash). */
  batchShare?: number;
}

/** 10 to 20 % of CVs arrive in batches: agencies, job fairs, mailbox exports. */
const BATCH_SHARE = 0.15;
const BATCH = { low: 100, high: 500 };
const PROFILE_SECONDS: Record<Profile, number> = {
  constant: Infinity,
  poisson: Infinity,
  day: DAY,
  week: WEEK,
  flash: DAY,
};
/** Just before the peak, so that a short run includes the worst. */
const SHORT_RUN_START = 13.5 * HOUR;

/**
 * Times at which CVs arrive: a pure function of its options. Times are sorted, and their number follows from the rate.
 */
export function makeArrivals(options: ArrivalOptions): Trace {
  const random = new Random(options.seed, 'arrivals', options.profile);
  if (options.profile === 'constant') return evenly(options);
  if (options.profile === 'poisson') return poisson(options, random);
  const length = PROFILE_SECONDS[options.profile];
  if (options.duration > length) return repeated(options, length);
  const whole = curved(options, random);
  return options.duration === length ? whole : cut(whole, SHORT_RUN_START, options.duration);
}

function evenly({ rate, duration }: ArrivalOptions): Trace {
  const count = Math.round(rate * duration);
  return {
    at: Float64Array.from({ length: count }, (_, i) => (i + 0.5) / rate),
    batch: new Int32Array(count).fill(-1),
    duration,
    startsAt: 0,
  };
}

function poisson({ rate, duration }: ArrivalOptions, random: Random): Trace {
  const at: number[] = [];
  for (let time = random.exponential(rate); time < duration; time += random.exponential(rate)) at.push(time);
  return { at: Float64Array.from(at), batch: new Int32Array(at.length).fill(-1), duration, startsAt: 0 };
}

function curved(options: ArrivalOptions, random: Random): Trace {
  const perDay = options.rate * DAY;
  const base = { day: dayIntensity, week: weekIntensity, flash: flashIntensity }[
    options.profile as 'day' | 'week' | 'flash'
  ](perDay);
  // The flash crowd is one posting of known size, so no random postings are added.
  const intensity = options.profile === 'flash' ? base : withPostings(base, perDay, random);
  const wanted = Math.round(total(intensity));
  const sizes = batchSizes(wanted * (options.batchShare ?? BATCH_SHARE), random);
  const singles = timesOf(intensity, Math.max(0, wanted - sizes.reduce((sum, size) => sum + size, 0)), random);
  return merge(singles, timesOf(intensity, sizes.length, random), sizes, intensity);
}

/** Sizes of batches with about `cvs` CVs in total; none where that is less than half a batch. */
function batchSizes(cvs: number, random: Random): number[] {
  const sizes: number[] = [];
  let left = cvs;
  while (left >= BATCH.low / 2) {
    const size = Math.min(random.int(BATCH.low, BATCH.high), Math.max(BATCH.low, Math.round(left)));
    if (size > left && !random.chance(left / size)) break;
    sizes.push(size);
    left -= size;
  }
  return sizes;
}

/** All CVs of a batch arrive at the same moment. */
function merge(singles: Float64Array, batches: Float64Array, sizes: number[], intensity: Intensity): Trace {
  const count = singles.length + sizes.reduce((sum, size) => sum + size, 0);
  const trace: Trace = {
    at: new Float64Array(count),
    batch: new Int32Array(count).fill(-1),
    duration: intensity.rates.length * intensity.step,
    startsAt: 0,
  };
  let next = 0;
  for (let i = 0, single = 0; i < count;) {
    if (next < batches.length && (single >= singles.length || batches[next]! <= singles[single]!)) {
      trace.at.fill(batches[next]!, i, i + sizes[next]!);
      trace.batch.fill(next, i, i + sizes[next]!);
      i += sizes[next++]!;
    } else trace.at[i++] = singles[single++]!;
  }
  return trace;
}

function cut(trace: Trace, from: number, duration: number): Trace {
  const low = trace.at.findIndex((time) => time >= from);
  if (low === -1) return { at: new Float64Array(), batch: new Int32Array(), duration, startsAt: from };
  const high = trace.at.findIndex((time) => time >= from + duration);
  const end = high === -1 ? trace.at.length : high;
  return {
    at: trace.at.slice(low, end).map((time) => time - from),
    batch: trace.batch.slice(low, end),
    duration,
    startsAt: from,
  };
}

/** A run longer than its profile repeats it, with new random numbers each time. */
function repeated(options: ArrivalOptions, length: number): Trace {
  const rounds = Math.ceil(options.duration / length);
  const parts = Array.from({ length: rounds }, (_, i) =>
    curved(options, new Random(options.seed, 'arrivals', options.profile, i)),
  );
  const count = parts.reduce((sum, part) => sum + part.at.length, 0);
  const whole: Trace = {
    at: new Float64Array(count),
    batch: new Int32Array(count),
    duration: rounds * length,
    startsAt: 0,
  };
  let at = 0;
  let batches = 0;
  parts.forEach((part, round) => {
    whole.at.set(
      part.at.map((time) => time + round * length),
      at,
    );
    whole.batch.set(
      part.batch.map((batch) => (batch === -1 ? -1 : batch + batches)),
      at,
    );
    batches += part.batch.reduce((most, batch) => Math.max(most, batch + 1), 0);
    at += part.at.length;
  });
  return cut(whole, 0, options.duration);
}
