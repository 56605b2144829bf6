import { expect, test } from 'vitest';

interface Format {
  ago(iso: string | null, now: number): string;
  bytes(value: number | null): string;
  duration(ms: number | null): string;
  hits(text: string, requirement: string): string[];
  number(value: number | null): string;
  rhythm(cron: string): string;
}
// The page is plain JavaScript without types, exactly as the browser gets it.
const { ago, bytes, duration, hits, number, rhythm } = (await import(
  new URL('./format.js', import.meta.url).href
)) as Format;

/** Every second piece is a hit. */
test.each([
  ['TypeScript and Java', 'TypeScript', ['', 'TypeScript', ' and Java']],
  ['JavaScript only', 'Java', ['JavaScript only']],
  ['C++ (and C#)', 'C++', ['', 'C++', ' (and C#)']],
  ['node.js, Node.js', 'Node.js', ['', 'node.js', ', ', 'Node.js', '']],
  ['Überblick über Technik', 'Technik', ['Überblick über ', 'Technik', '']],
  ['a.b', '.*', ['a.b']],
])('hits in %j of %j', (text, requirement, pieces) => {
  expect(hits(text, requirement)).toEqual(pieces);
});

test.each([
  ['*/5 * * * *', 'every 5\u00a0min'],
  ['* * * * *', 'every 1\u00a0min'],
  ['0 * * * *', 'every hour'],
  ['7 * * * *', 'hourly at :07'],
  ['5 2 * * *', 'daily at 02:05'],
  ['0 2 * * 1', '0 2 * * 1'],
  ['0 8-18 * * *', '0 8-18 * * *'],
  ['1,31 * * * *', '1,31 * * * *'],
  ['0 0 2 * * *', '0 0 2 * * *'],
])('%s is said as %s', (cron, said) => {
  expect(rhythm(cron)).toBe(said);
});

test('figures are rounded to what a person reads, and stay with their unit', () => {
  expect([0.2, 340, 1240, 59_999, 200_000, 9e6, null].map(duration)).toEqual([
    '< 1\u00a0ms',
    '340\u00a0ms',
    '1.2\u00a0s',
    '60\u00a0s',
    '3\u00a0min',
    '2.5\u00a0h',
    '–',
  ]);
  expect([0, 999, 1500, 834e6].map(bytes)).toEqual(['0\u00a0B', '999\u00a0B', '1.5\u00a0kB', '834\u00a0MB']);
  expect([0, 3.25, 12.7, 12_044, null].map(number)).toEqual(['0', '3.3', '13', '12,044', '–']);
  expect([
    ago(null, 0),
    ago('2026-01-01T00:00:00Z', Date.parse('2026-01-01T00:03:10Z')),
    ago('2026-01-01T00:00:20Z', Date.parse('2026-01-01T00:00:00Z')),
  ]).toEqual(['never', '3\u00a0min ago', 'in 20\u00a0s']);
});
