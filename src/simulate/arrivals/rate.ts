import { CvmatchError } from '../../errors.js';

const SECONDS: Record<string, number> = {
  s: 1,
  sec: 1,
  second: 1,
  m: 60,
  min: 60,
  minute: 60,
  h: 3600,
  hour: 3600,
  d: 86_400,
  day: 86_400,
  w: 604_800,
  week: 604_800,
};

const THOUSANDS: Record<string, number> = { '': 1, k: 1e3, M: 1e6 };

/**
 * Arrivals per second from `10000/day`, `10k per day`, `600/h`, `3.3/s`, `1,000,000/day`. Throws bad_flag for anything
 * else.
 */
export function parseRate(text: string): number {
  const match = /^\s*(\d[\d,_]*(?:\.\d+)?|\.\d+)\s*([kM]?)\s*(?:\/|per\b|an?\b)\s*([A-Za-z]+)\s*$/.exec(text);
  const seconds = match === null ? undefined : SECONDS[match[3]!.toLowerCase()];
  const count = match === null ? 0 : Number(match[1]!.replaceAll(/[,_]/g, '')) * THOUSANDS[match[2]!]!;
  if (seconds === undefined || !(count > 0) || !Number.isFinite(count)) {
    throw new CvmatchError('bad_flag', `"${text}" is not a rate`, {
      hint: 'Write a number and a time, such as 10000/day, 600/h or 3.3/s.',
    });
  }
  return count / seconds;
}
