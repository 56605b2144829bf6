const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const small = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export function number(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  return Math.abs(value) < 10 && !Number.isInteger(value) ? small.format(value) : whole.format(value);
}

/** Keeps a figure and its unit on one line. */
const unit = (value, name) => `${value}\u00a0${name}`;

/** Milliseconds -> `340 ms`, `1.2 s`, `3 min`, `2 h`. */
export function duration(ms) {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return '–';
  if (ms < 1) return unit('< 1', 'ms');
  if (ms < 1000) return unit(Math.round(ms), 'ms');
  if (ms < 60_000) return unit(small.format(ms / 1000), 's');
  if (ms < 3_600_000) return unit(Math.round(ms / 60_000), 'min');
  if (ms < 48 * 3_600_000) return unit(small.format(ms / 3_600_000), 'h');
  return unit(Math.round(ms / 86_400_000), 'days');
}

export function bytes(value) {
  if (value === null || value === undefined) return '–';
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  return unit(small.format(value / 1000 ** power), units[power]);
}

/** ISO time -> `just now`, `3 min ago`, `in 2 h`. */
export function ago(iso, now = Date.now()) {
  if (!iso) return 'never';
  const distance = now - Date.parse(iso);
  if (Math.abs(distance) < 5000) return distance < 0 ? 'now' : 'just now';
  const rough = duration(Math.round(Math.abs(distance) / 1000) * 1000);
  return distance > 0 ? `${rough} ago` : `in ${rough}`;
}

// Common cron expressions in words (`*/5 * * * *` -> `every 5 min`); any other unchanged.
export function rhythm(cron) {
  const [minute, hour, ...rest] = cron.trim().split(/\s+/);
  if (rest.length !== 3 || rest.some((field) => field !== '*')) return cron;
  const every = /^\*(?:\/(\d+))?$/.exec(minute);
  if (every !== null && hour === '*') return `every ${unit(every[1] ?? 1, 'min')}`;
  if (!/^\d+$/.test(minute)) return cron;
  const past = minute.padStart(2, '0');
  if (hour === '*') return minute === '0' ? 'every hour' : `hourly at :${past}`;
  return /^\d+$/.test(hour) ? `daily at ${hour.padStart(2, '0')}:${past}` : cron;
}

export function percent(share) {
  return share === null || share === undefined ? '–' : unit(small.format(share * 100), '%');
}

export function plural(count, one, many = `${one}s`) {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** `needs_ocr` -> `needs ocr`, for states and codes shown to people. */
export function words(code) {
  return code.replaceAll('_', ' ').replace(/\bocr\b/, 'OCR');
}

/**
 * Marks the words of a requirement in a passage: pieces of text, of which every second one is a hit.
 * @returns {string[]}
 */
export function hits(text, requirement) {
  const wanted = (requirement.match(/[\p{L}\p{N}][\p{L}\p{N}+#.]*/gu) ?? []).filter((word) => word.length > 1);
  if (wanted.length === 0) return [text];
  const pattern = wanted.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return text.split(new RegExp(`(?<![\\p{L}\\p{N}])(${pattern})(?![\\p{L}\\p{N}])`, 'giu'));
}
