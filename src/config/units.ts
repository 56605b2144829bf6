/** Parses sizes and durations as people write them; null for anything else. */
const BYTES: Record<string, number> = {
  b: 1,
  k: 1e3,
  kb: 1e3,
  kib: 1024,
  m: 1e6,
  mb: 1e6,
  mib: 1024 ** 2,
  g: 1e9,
  gb: 1e9,
  gib: 1024 ** 3,
};
const MILLISECONDS: Record<string, number> = {
  ms: 1,
  s: 1000,
  sec: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

function parseUnit(text: string, units: Record<string, number>, bare: number): number | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text);
  if (match === null) return null;
  const unit = match[2] === '' ? bare : units[match[2]!.toLowerCase()];
  return unit === undefined ? null : Math.round(Number(match[1]) * unit);
}

/** Bytes of `10MB`, `512 kB`, `1GiB`; a bare number is bytes. */
export const parseBytes = (text: string): number | null => parseUnit(text, BYTES, 1);

/** Milliseconds of `10s`, `500ms`, `2min`, `1h`; a bare number is seconds. */
export const parseDuration = (text: string): number | null => parseUnit(text, MILLISECONDS, 1000);

const WINDOWS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000 };

/**
 * Parses `/v1/match=600/h,/v1/cvs=60/m` into limits and windows in milliseconds by route; `none` is empty; undefined
 * where it does not fit.
 */
export function parseRates(text: string): Record<string, { limit: number; windowMs: number }> | undefined {
  if (text.trim() === 'none') return {};
  const rates: Record<string, { limit: number; windowMs: number }> = {};
  for (const one of text.split(',')) {
    const match = /^\s*(\/\S*?)\s*=\s*(\d+)\/([smh])\s*$/.exec(one);
    if (match === null || Number(match[2]) === 0) return undefined;
    rates[match[1]!] = { limit: Number(match[2]), windowMs: WINDOWS[match[3]!]! };
  }
  return rates;
}
