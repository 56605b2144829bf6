import type { Random } from '../random.js';

/** The distribution of service times of one kind of work, in seconds. */
export interface ServiceTime {
  readonly mean: number;
  draw(random: Random): number;
}

export const fixed = (seconds: number): ServiceTime => ({ mean: seconds, draw: () => seconds });

export const exponential = (mean: number): ServiceTime => ({ mean, draw: (random) => random.exponential(1 / mean) });

export function logNormal(mean: number, sigma: number): ServiceTime {
  const median = mean / Math.exp((sigma * sigma) / 2);
  return { mean, draw: (random) => random.logNormal(median, sigma) };
}

/** Draws from measured quantiles: `quantiles[i]` seconds at probability i / (length - 1), with linear interpolation. */
export function measured(quantiles: readonly number[]): ServiceTime {
  const last = quantiles.length - 1;
  let sum = 0;
  for (let i = 0; i < last; i++) sum += (quantiles[i]! + quantiles[i + 1]!) / 2;
  return {
    mean: last === 0 ? quantiles[0]! : sum / last,
    draw: (random) => {
      const place = random.float() * last;
      const i = Math.floor(place);
      const low = quantiles[i]!;
      return low + (place - i) * ((quantiles[i + 1] ?? low) - low);
    },
  };
}
